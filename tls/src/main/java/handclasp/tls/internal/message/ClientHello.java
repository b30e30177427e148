package handclasp.tls.internal.message;

import handclasp.tls.CipherSuite;
import handclasp.tls.ClientHelloSummary;
import handclasp.tls.ExtensionType;
import handclasp.tls.HandshakeType;
import handclasp.tls.Misbehaved;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.TlsException;
import handclasp.tls.internal.extension.ExtensionTable;
import handclasp.tls.internal.extension.Extensions;
import handclasp.tls.internal.extension.Place;
import handclasp.tls.internal.wire.WireReader;
import handclasp.tls.internal.wire.WireWriter;
import java.util.List;
import java.util.Optional;

/**
 * RFC 9846 §4.2.2.
 *
 * @param random 32 bytes
 * @param legacySessionId 0 to 32 bytes
 * @param legacyCompressionMethods 1 to 255 bytes
 */
public record ClientHello(
        ProtocolVersion legacyVersion,
        byte[] random,
        byte[] legacySessionId,
        List<CipherSuite> cipherSuites,
        byte[] legacyCompressionMethods,
        Extensions extensions)
        implements HandshakeMessage {
    /** Of random, in bytes. */
    public static final int RANDOM = 32;

    static ClientHello read(WireReader in) throws TlsException {
        ProtocolVersion version = in.code16("legacy_version", ProtocolVersion::new);
        byte[] random = in.opaque("random", RANDOM);
        byte[] sessionId = in.vector("legacy_session_id", 1, 0, 32);
        List<CipherSuite> suites =
                in.list(
                        "cipher_suites",
                        2,
                        2,
                        0xfffe,
                        suite -> suite.code16("cipher_suite", CipherSuite::new));
        byte[] compression = in.vector("legacy_compression_methods", 1, 1, 255);
        // Before TLS 1.3 a hello could end here; such a client is told that its version is too old,
        // not that it is
        // malformed.
        Extensions extensions =
                in.remaining() == 0
                        ? Extensions.NONE
                        : Extensions.read(Place.CLIENT_HELLO, in, 0, 0xffff);
        checkPreSharedKey(extensions);
        return new ClientHello(version, random, sessionId, suites, compression, extensions);
    }

    /** RFC 9846 §4.3.9, §4.3.11: it stands last, and only beside psk_key_exchange_modes. */
    private static void checkPreSharedKey(Extensions extensions) throws TlsException {
        int at = extensions.types().indexOf(ExtensionType.PRE_SHARED_KEY);
        if (at < 0) {
            return;
        }
        if (at != extensions.types().size() - 1) {
            throw TlsException.of(Misbehaved.PRE_SHARED_KEY_NOT_LAST);
        }
        if (!extensions.contains(ExtensionType.PSK_KEY_EXCHANGE_MODES)) {
            throw TlsException.of(
                    Misbehaved.MISSING_EXTENSION, ExtensionType.PSK_KEY_EXCHANGE_MODES.toString());
        }
    }

    @Override
    public HandshakeType type() {
        return HandshakeType.CLIENT_HELLO;
    }

    @Override
    public String name() {
        return "ClientHello";
    }

    @Override
    public void writeBody(WireWriter out) {
        out.u16(legacyVersion.code())
                .bytes(random)
                .vector(1, legacySessionId)
                .block(2, suites -> cipherSuites.forEach(suite -> suites.u16(suite.code())))
                .vector(1, legacyCompressionMethods);
        extensions.write(out);
    }

    /** The same with other extensions. */
    public ClientHello with(Extensions others) {
        return new ClientHello(
                legacyVersion,
                random,
                legacySessionId,
                cipherSuites,
                legacyCompressionMethods,
                others);
    }

    /** From {@code supported_versions}, or the legacy version where that is absent. */
    public List<ProtocolVersion> versions() {
        return ExtensionTable.SUPPORTED_VERSIONS.in(extensions).orElse(List.of(legacyVersion));
    }

    /** What it offers, for those who choose by it. */
    public ClientHelloSummary summary() {
        return new ClientHelloSummary(
                ExtensionTable.SERVER_NAME.in(extensions).flatMap(name -> name),
                ExtensionTable.APPLICATION_PROTOCOLS.in(extensions).orElse(List.of()),
                versions(),
                cipherSuites,
                ExtensionTable.SUPPORTED_GROUPS.in(extensions).orElse(List.of()),
                ExtensionTable.SIGNATURE_ALGORITHMS.in(extensions).orElse(List.of()));
    }

    /** A first extension type in which two hellos differ, apart from these. */
    public Optional<String> differenceTo(ClientHello second, List<ExtensionType> except) {
        return extensions.differenceTo(second.extensions, except);
    }
}
