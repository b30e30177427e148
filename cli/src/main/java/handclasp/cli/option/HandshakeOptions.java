package handclasp.cli.option;

import handclasp.tls.CipherSuite;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.ExternalPsk;
import handclasp.tls.NamedGroup;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.TlsConfiguration;
import handclasp.tls.TlsSocket;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What this end offers in a handshake. */
public final class HandshakeOptions {
    @Option(
            names = "--alpn",
            paramLabel = "NAMES",
            split = "[,:]",
            hideParamSyntax = true,
            description =
                    "Application protocols (ALPN), best first, such as h2,http/1.1; \"\" for none.")
    private @Nullable List<String> applicationProtocols;

    @Option(
            names = "--ciphers",
            paramLabel = "NAMES",
            split = "[,:]",
            hideParamSyntax = true,
            converter = Suites.class,
            description =
                    "Cipher suites to allow, best first, by IANA's or OpenSSL's names, such as"
                            + " TLS_AES_128_GCM_SHA256.")
    private @Nullable List<CipherSuite> cipherSuites;

    @Option(
            names = "--groups",
            paramLabel = "NAMES",
            split = "[,:]",
            hideParamSyntax = true,
            converter = Groups.class,
            description = "Groups for the key exchange, best first, such as x25519,secp256r1.")
    private @Nullable List<NamedGroup> namedGroups;

    @Option(
            names = "--tls",
            paramLabel = "1.2|1.3",
            converter = Versions.class,
            description = "The only version to speak; by default both, the newer one first.")
    private @Nullable ProtocolVersion version;

    @Option(
            names = "--psk",
            paramLabel = "ID:HEX",
            hideParamSyntax = true,
            converter = ExternalKeyConverter.class,
            description =
                    "A key that both ends were given beforehand, with its name, in place of"
                            + " certificates (TLS 1.3); may be repeated. Other users of this machine"
                            + " can see it among the running programs: for trials only.")
    private List<ExternalPsk> externalKeys = new ArrayList<>();

    @Option(
            names = "--key-update",
            description =
                    "Change the keys right after the handshake, in both directions (TLS 1.3).")
    private boolean keyUpdate;

    /** The keys that are used in place of certificates; perhaps none. */
    public List<ExternalPsk> externalKeys() {
        return List.copyOf(externalKeys);
    }

    /** Changes the keys of a connection after its handshake, if the user wants that and the version can. */
    public void updateKeys(TlsSocket tls) throws IOException {
        if (keyUpdate && tls.facts().version().equals(Optional.of(ProtocolVersion.TLS_1_3))) {
            tls.updateKeys(true);
        }
    }

    /** The names, or empty if the user said nothing about them. */
    public Optional<List<String>> applicationProtocols() {
        return Optional.ofNullable(applicationProtocols)
                .map(names -> names.stream().filter(name -> !name.isEmpty()).toList());
    }

    /** Settles version, suites and groups; ALPN is left to the caller, who knows what is spoken. */
    public <B extends TlsConfiguration.Builder<B>> B applyTo(B builder) {
        if (version != null) {
            builder.protocolVersion(version);
        }
        if (cipherSuites != null) {
            builder.cipherSuites(cipherSuites);
        }
        if (namedGroups != null) {
            builder.namedGroups(namedGroups);
        }
        return builder;
    }

    private static <T> T require(String what, String name, Optional<T> found, List<T> known) {
        return found.filter(known::contains)
                .orElseThrow(() -> new TypeConversionException(unknown(what, name, known)));
    }

    private static String unknown(String what, String name, List<?> known) {
        return "'%s' is no %s that Handclasp knows. It knows: %s"
                .formatted(
                        name,
                        what,
                        known.stream().map(Object::toString).collect(Collectors.joining(", ")));
    }

    /** Only to ask it for what it has by default. */
    private static TlsConfiguration defaults() {
        return ClientConfiguration.builder().dangerous().acceptAnyCertificate().build();
    }

    static final class Versions implements ITypeConverter<ProtocolVersion> {
        @Override
        public ProtocolVersion convert(String name) {
            return switch (name) {
                case "1.2" -> ProtocolVersion.TLS_1_2;
                case "1.3" -> ProtocolVersion.TLS_1_3;
                default ->
                        throw new TypeConversionException(
                                "'" + name + "' is no version that Handclasp speaks: 1.2 or 1.3");
            };
        }
    }

    static final class Suites implements ITypeConverter<CipherSuite> {
        @Override
        public CipherSuite convert(String name) {
            return require(
                    "cipher suite",
                    name,
                    CipherSuite.named(name),
                    defaults().crypto().cipherSuites());
        }
    }

    static final class Groups implements ITypeConverter<NamedGroup> {
        @Override
        public NamedGroup convert(String name) {
            return require(
                    "group", name, NamedGroup.named(name), defaults().crypto().namedGroups());
        }
    }
}
