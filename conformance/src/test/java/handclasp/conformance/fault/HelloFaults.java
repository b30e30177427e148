package handclasp.conformance.fault;

import static handclasp.conformance.fault.Bytes.clientShare;
import static handclasp.conformance.fault.Bytes.filled;
import static handclasp.conformance.fault.Bytes.hex;
import static handclasp.conformance.fault.Fault.byClient;

import handclasp.tls.ExtensionType;
import handclasp.tls.Incompatible;
import handclasp.tls.Malformed;
import handclasp.tls.Misbehaved;
import handclasp.tls.NamedGroup;
import handclasp.tls.ServerName;
import java.util.Arrays;
import java.util.List;

/** ClientHellos that an honest server refuses for their form. */
final class HelloFaults {
    private static final int X25519 = NamedGroup.X25519.code();
    private static final int P256 = NamedGroup.SECP256R1.code();

    private HelloFaults() {}

    static List<Fault> form() {
        return List.of(
                byClient(
                                "ClientHello cut short",
                                "Sends a ClientHello that ends inside its random.")
                        .raw(Bytes.clear(1, hex("0303 00112233445566778899")))
                        .must(Malformed.FIELD_TRUNCATED, "random needs 32 bytes", "ClientHello"),
                byClient(
                                "bytes after ClientHello",
                                "Sends a ClientHello with three bytes too many.")
                        .script(Script.hello(hello -> hello.tail((byte) 1, (byte) 2, (byte) 3)))
                        .must(Malformed.TRAILING_DATA, "3 bytes after ClientHello"),
                byClient(
                                "half a cipher suite",
                                "Sends a ClientHello whose cipher_suites are three bytes long.")
                        .script(Script.hello(hello -> hello.suites(hex("130113"))))
                        .must(Malformed.FIELD_TRUNCATED, "cipher_suite", "ClientHello"),
                byClient("no cipher suite at all", "Sends a ClientHello with empty cipher_suites.")
                        .script(Script.hello(hello -> hello.suites()))
                        .must(Malformed.LENGTH_OUT_OF_RANGE, "cipher_suites has 0 bytes"),
                byClient(
                                "compression offered",
                                "Offers DEFLATE beside null in legacy_compression_methods.")
                        .script(Script.hello(hello -> hello.compression((byte) 1, (byte) 0)))
                        .must(Misbehaved.ILLEGAL_COMPRESSION, "the peer: methods 0100"),
                byClient("bad legacy_version", "Offers TLS 1.3 with a legacy_version of 0x0304.")
                        .script(Script.hello(hello -> hello.version(0x0304)))
                        .must(Misbehaved.ILLEGAL_LEGACY_VERSION, "the peer: TLS 1.3"),
                byClient(
                                "hundreds of extensions",
                                "Sends a ClientHello with 300 extensions that nobody knows.")
                        .script(Script.hello(HelloFaults::crowded))
                        .must(Misbehaved.TOO_MANY_EXTENSIONS, "at most 256"),
                byClient("extension twice", "Sends supported_versions twice in its ClientHello.")
                        .script(
                                Script.hello(
                                        hello ->
                                                hello.and(
                                                        ExtensionType.SUPPORTED_VERSIONS,
                                                        hex("020304"))))
                        .must(Misbehaved.DUPLICATE_EXTENSION, "supported_versions"),
                byClient(
                                "pre_shared_key not last",
                                "Sends another extension behind pre_shared_key.")
                        .script(
                                Script.hello(
                                        hello ->
                                                hello.and(
                                                                ExtensionType.PRE_SHARED_KEY,
                                                                hex(
                                                                        "000a0004 00112233 00000000"
                                                                                + " 0021 20"
                                                                                + "00".repeat(32)))
                                                        .and(new ExtensionType(21), new byte[4])))
                        .must(Misbehaved.PRE_SHARED_KEY_NOT_LAST),
                without("supported_groups", ExtensionType.SUPPORTED_GROUPS),
                without("signature_algorithms", ExtensionType.SIGNATURE_ALGORITHMS),
                without("key_share", ExtensionType.KEY_SHARE),
                byClient(
                                "extension cut short",
                                "Sends a supported_groups that ends inside a group.")
                        .script(
                                Script.hello(
                                        hello ->
                                                hello.replace(
                                                        ExtensionType.SUPPORTED_GROUPS,
                                                        hex("0004001d"))))
                        .must(Malformed.FIELD_TRUNCATED, "named_group_list needs 4 bytes"),
                byClient("empty ALPN name", "Offers an application protocol of no bytes.")
                        .script(
                                Script.hello(
                                        hello ->
                                                hello.and(
                                                        ExtensionType
                                                                .APPLICATION_LAYER_PROTOCOL_NEGOTIATION,
                                                        hex("0004 00 02 6832"))))
                        .must(Malformed.LENGTH_OUT_OF_RANGE, "0 bytes"),
                byClient("server_name that is none", "Asks for the server \"a..b\".")
                        .script(
                                Script.hello(
                                        hello ->
                                                hello.replace(
                                                        ExtensionType.SERVER_NAME,
                                                        hex("0007 00 0004 61 2e 2e 62"))))
                        .must(Misbehaved.ILLEGAL_SERVER_NAME),
                byClient("two server names", "Asks for two host names at once.")
                        .script(
                                Script.hello(
                                        hello ->
                                                hello.replace(
                                                        ExtensionType.SERVER_NAME,
                                                        hex("0008 000001 61 000001 62"))))
                        .must(Misbehaved.ILLEGAL_SERVER_NAME, "more than one host_name"));
    }

    private static Fault without(String name, ExtensionType extension) {
        return byClient("no " + name, "Offers TLS 1.3 without " + name + ".")
                .script(Script.hello(hello -> hello.without(extension)))
                .must(Misbehaved.MISSING_EXTENSION, name, "the peer: extensions [");
    }

    static List<Fault> shares() {
        byte[] point = new byte[65];
        point[0] = 4;
        point[64] = 1;
        return List.of(
                share(
                        "share of the wrong length",
                        "an x25519 share of 31 bytes",
                        X25519,
                        filled(31, 9)),
                share(
                        "small-order share",
                        "an x25519 share of small order: all zero",
                        X25519,
                        new byte[32]),
                share(
                                "point off the curve",
                                "a secp256r1 share that is no point of the curve",
                                P256,
                                point)
                        .client(builder -> builder.namedGroups(List.of(NamedGroup.SECP256R1))),
                byClient(
                                "share of a group that is not in supported_groups",
                                "Sends a share of secp521r1 but does not list this group.")
                        .script(
                                Script.hello(
                                        hello ->
                                                hello.replace(
                                                        ExtensionType.KEY_SHARE,
                                                        clientShare(25, filled(133, 4)))))
                        .must(
                                Misbehaved.KEY_SHARES_DISAGREE_WITH_GROUPS,
                                "supported_groups [x25519",
                                "key_share [secp521r1]"),
                byClient("two shares of one group", "Sends two shares of x25519.")
                        .script(
                                Script.hello(
                                        hello -> {
                                            byte[] one = hello.extension(ExtensionType.KEY_SHARE);
                                            byte[] entry = Arrays.copyOfRange(one, 2, one.length);
                                            byte[] both = Script.join(entry, entry);
                                            return hello.replace(
                                                    ExtensionType.KEY_SHARE,
                                                    Script.join(
                                                            new byte[] {0, (byte) both.length},
                                                            both));
                                        }))
                        .must(
                                Misbehaved.KEY_SHARES_DISAGREE_WITH_GROUPS,
                                "two shares of one group"),
                second(
                                "another name after a HelloRetryRequest",
                                "Answers a HelloRetryRequest with a ClientHello that asks for another server.")
                        .script(
                                secondHello(
                                        hello ->
                                                hello.replace(
                                                        ExtensionType.SERVER_NAME,
                                                        hex("0004 000001 61"))))
                        .must(Misbehaved.SECOND_CLIENT_HELLO_DIFFERS, "server_name"),
                second(
                                "not the share that was asked for",
                                "Answers a HelloRetryRequest for secp384r1 with a share of x25519 again.")
                        .script(
                                secondHello(
                                        hello ->
                                                hello.replace(
                                                        ExtensionType.KEY_SHARE,
                                                        clientShare(X25519, filled(32, 9)))))
                        .must(
                                Misbehaved.SECOND_CLIENT_HELLO_DIFFERS,
                                "this end: secp384r1",
                                "the peer: [x25519]")
                        .bothOffers());
    }

    private static Fault share(String title, String what, int group, byte... share) {
        return byClient(title, "Sends " + what + ".")
                .script(
                        Script.hello(
                                hello ->
                                        hello.replace(
                                                ExtensionType.KEY_SHARE,
                                                clientShare(group, share))))
                .must(Misbehaved.KEY_SHARE_INVALID, new NamedGroup(group).toString());
    }

    /** With a server that must ask for another share. */
    private static Fault second(String title, String done) {
        return byClient(title, done).honest(setup -> setup.groups(NamedGroup.SECP384R1));
    }

    /** After ClientHello and ChangeCipherSpec. */
    private static Script secondHello(java.util.function.UnaryOperator<HelloBytes> change) {
        return Script.instead(2, moment -> change.apply(HelloBytes.of(moment.record())).record());
    }

    static List<Fault> nothingInCommon() {
        return List.of(
                byClient(
                                "no cipher suite in common",
                                "Offers ChaCha20-Poly1305 to a server of AES-256.")
                        .client(
                                builder ->
                                        builder.cipherSuites(
                                                List.of(
                                                        handclasp.tls.CipherSuite
                                                                .TLS_CHACHA20_POLY1305_SHA256)))
                        .honest(
                                setup ->
                                        setup.suites(
                                                handclasp.tls.CipherSuite.TLS_AES_256_GCM_SHA384))
                        .must(
                                Incompatible.CIPHER_SUITE,
                                "this end: [TLS_AES_256_GCM_SHA384]",
                                "the peer: [TLS_CHACHA20_POLY1305_SHA256]",
                                "Enable")
                        .bothOffers(),
                byClient("no group in common", "Offers x25519 to a server of secp384r1.")
                        .client(builder -> builder.namedGroups(List.of(NamedGroup.X25519)))
                        .honest(setup -> setup.groups(NamedGroup.SECP384R1))
                        .must(Incompatible.GROUP, "this end: [secp384r1]", "the peer: [x25519]")
                        .bothOffers(),
                byClient(
                                "no signature scheme in common",
                                "Accepts Ed25519 only, from a server with an ECDSA certificate.")
                        .client(
                                builder ->
                                        builder.signatureSchemes(
                                                List.of(handclasp.tls.SignatureScheme.ED25519)))
                        .must(
                                Incompatible.SIGNATURE_SCHEME,
                                "the peer: [ed25519]",
                                "ecdsa_secp256r1_sha256")
                        .bothOffers(),
                byClient("no application protocol in common", "Offers h2 to a server of http/1.1.")
                        .client(builder -> builder.applicationProtocols(List.of("h2")))
                        .honest(setup -> setup.applicationProtocols("http/1.1"))
                        .must(
                                Incompatible.APPLICATION_PROTOCOL,
                                "this end: [http/1.1]",
                                "the peer: [h2]",
                                "ALPN")
                        .bothOffers(),
                byClient(
                                "a name that is not served",
                                "Asks for elsewhere.test at a server that serves localhost alone.")
                        .name("elsewhere.test")
                        .server(HelloFaults::servingLocalhostOnly)
                        .alone()
                        .must(
                                Incompatible.SERVER_NAME,
                                "this end: localhost",
                                "the peer: elsewhere.test")
                        .bothOffers(),
                byClient(
                                "no name at all",
                                "Asks for no name, by connecting to an address, at the same server.")
                        .name("127.0.0.1")
                        .server(HelloFaults::servingLocalhostOnly)
                        .alone()
                        .must(Incompatible.SERVER_NAME, "this end: localhost", "the peer: no name")
                        .bothOffers());
    }

    private static HelloBytes crowded(HelloBytes hello) {
        HelloBytes crowded = hello;
        for (int i = 0; i < 300; i++) {
            crowded = crowded.and(new ExtensionType(0x5000 + i));
        }
        return crowded;
    }

    private static handclasp.tls.ServerConfiguration.Builder servingLocalhostOnly(
            handclasp.tls.ServerConfiguration.Builder builder) {
        handclasp.tls.ServerConfiguration forLocalhost = builder.build();
        return builder.configurationSelector(
                hello -> {
                    String asked = hello.serverName().map(ServerName::value).orElse("no name");
                    if (!asked.equals("localhost")) {
                        throw handclasp.tls.TlsException.builder(Incompatible.SERVER_NAME)
                                .ours("localhost")
                                .theirs(asked)
                                .build();
                    }
                    return forLocalhost;
                });
    }
}
