package handclasp.tls;

import handclasp.tls.auth.CertificateVerifier;
import handclasp.tls.auth.CredentialSelector;
import handclasp.tls.crypto.CryptoProvider;
import handclasp.tls.internal.jca.JcaCryptoProvider;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What an end offers, accepts and is. Immutable and safe for use by any number of threads; the defaults are secure, and
 * what weakens them stands behind the builder's {@code dangerous()}.
 */
public abstract sealed class TlsConfiguration permits ClientConfiguration, ServerConfiguration {
    private final CryptoProvider crypto;
    private final List<CipherSuite> cipherSuites;
    private final List<NamedGroup> namedGroups;
    private final List<SignatureScheme> signatureSchemes;
    private final List<SignatureScheme> certificateSignatureSchemes;
    private final List<String> applicationProtocols;
    private final CredentialSelector credentials;
    private final Optional<CertificateVerifier> verifier;
    private final InstantSource clock;
    private final SecureRandom random;
    private final RecordPadding padding;
    private final Limits limits;
    private final Optional<HandshakeListener> listener;
    private final Optional<KeyLog> keyLog;
    private final boolean peerUnverified;

    TlsConfiguration(Builder<?> builder) {
        crypto = builder.crypto;
        cipherSuites = builder.cipherSuites.orElseGet(() -> suitesByDefault(crypto));
        namedGroups =
                builder.namedGroups.orElseGet(
                        () ->
                                crypto.namedGroups().stream()
                                        .filter(Predicate.not(NamedGroup::isFiniteField))
                                        .toList());
        List<SignatureScheme> known = crypto.signatureSchemes();
        signatureSchemes =
                builder.signatureSchemes.orElseGet(
                        () ->
                                known.stream()
                                        .filter(Predicate.not(SignatureScheme::certificatesOnly))
                                        .toList());
        certificateSignatureSchemes = builder.certificateSignatureSchemes.orElse(known);
        applicationProtocols = builder.applicationProtocols;
        credentials = builder.credentials;
        verifier = builder.verifier;
        clock = builder.clock;
        random = builder.random;
        padding = builder.padding;
        limits = builder.limits;
        listener = builder.listener;
        keyLog = builder.keyLog;
        peerUnverified = builder.peerUnverified;
    }

    private static List<CipherSuite> suitesByDefault(CryptoProvider crypto) {
        return crypto.cipherSuites().stream()
                .filter(suite -> suite.version().equals(Optional.of(ProtocolVersion.TLS_1_3)))
                .toList();
    }

    /** The cryptography; by default the JDK's, with handclasp-curves for what that has if it is on the path. */
    public CryptoProvider crypto() {
        return crypto;
    }

    /** Best first; not empty. By default all of TLS 1.3 that {@link #crypto} has. */
    public List<CipherSuite> cipherSuites() {
        return cipherSuites;
    }

    /** Best first; not empty. By default all on elliptic curves that {@link #crypto} has. */
    public List<NamedGroup> namedGroups() {
        return namedGroups;
    }

    /** Accepted in the peer's CertificateVerify, best first; not empty. */
    public List<SignatureScheme> signatureSchemes() {
        return signatureSchemes;
    }

    /** Accepted within the peer's chain, best first; not empty. */
    public List<SignatureScheme> certificateSignatureSchemes() {
        return certificateSignatureSchemes;
    }

    /** ALPN names, best first; empty to do without (RFC 7301). */
    public List<String> applicationProtocols() {
        return applicationProtocols;
    }

    public CredentialSelector credentials() {
        return credentials;
    }

    /** How the peer's certificate is verified; empty on a server that asks for none, or if {@link #peerUnverified}. */
    public Optional<CertificateVerifier> verifier() {
        return verifier;
    }

    public InstantSource clock() {
        return clock;
    }

    /** The source of all randomness of a connection. */
    public SecureRandom random() {
        return random;
    }

    public RecordPadding padding() {
        return padding;
    }

    public Limits limits() {
        return limits;
    }

    public Optional<HandshakeListener> listener() {
        return listener;
    }

    public Optional<KeyLog> keyLog() {
        return keyLog;
    }

    /** Whether any certificate is accepted; false unless {@code dangerous()} said so. */
    public boolean peerUnverified() {
        return peerUnverified;
    }

    /**
     * Collects settings. Not thread-safe.
     *
     * @param <B> the builder itself
     */
    public abstract static sealed class Builder<B extends Builder<B>>
            permits ClientConfiguration.Builder, ServerConfiguration.Builder {
        private CryptoProvider crypto = JcaCryptoProvider.shared();
        private Optional<List<CipherSuite>> cipherSuites = Optional.empty();
        private Optional<List<NamedGroup>> namedGroups = Optional.empty();
        private Optional<List<SignatureScheme>> signatureSchemes = Optional.empty();
        private Optional<List<SignatureScheme>> certificateSignatureSchemes = Optional.empty();
        private List<String> applicationProtocols = List.of();
        private CredentialSelector credentials = CredentialSelector.none();
        private Optional<CertificateVerifier> verifier = Optional.empty();
        private InstantSource clock = InstantSource.system();
        private SecureRandom random = new SecureRandom();
        private RecordPadding padding = RecordPadding.none();
        private Limits limits = Limits.DEFAULT;
        private Optional<HandshakeListener> listener = Optional.empty();
        private Optional<KeyLog> keyLog = Optional.empty();
        private boolean peerUnverified;

        Builder() {}

        Builder(TlsConfiguration from) {
            crypto = from.crypto;
            cipherSuites = Optional.of(from.cipherSuites);
            namedGroups = Optional.of(from.namedGroups);
            signatureSchemes = Optional.of(from.signatureSchemes);
            certificateSignatureSchemes = Optional.of(from.certificateSignatureSchemes);
            applicationProtocols = from.applicationProtocols;
            credentials = from.credentials;
            verifier = from.verifier;
            clock = from.clock;
            random = from.random;
            padding = from.padding;
            limits = from.limits;
            listener = from.listener;
            keyLog = from.keyLog;
            peerUnverified = from.peerUnverified;
        }

        abstract B self();

        /** Other cryptography than the JDK's. Lists set before must be ones it implements. */
        public B crypto(CryptoProvider provider) {
            crypto = provider;
            return self();
        }

        /** @param suites best first, each one that the crypto provider implements; not empty */
        public B cipherSuites(List<CipherSuite> suites) {
            cipherSuites = Optional.of(List.copyOf(suites));
            return self();
        }

        /** @param groups best first, each one that the crypto provider implements; not empty */
        public B namedGroups(List<NamedGroup> groups) {
            namedGroups = Optional.of(List.copyOf(groups));
            return self();
        }

        /** @param schemes accepted in CertificateVerify, best first; not empty, none for certificates only */
        public B signatureSchemes(List<SignatureScheme> schemes) {
            signatureSchemes = Optional.of(List.copyOf(schemes));
            return self();
        }

        /** @param schemes accepted within the peer's chain, best first; not empty */
        public B certificateSignatureSchemes(List<SignatureScheme> schemes) {
            certificateSignatureSchemes = Optional.of(List.copyOf(schemes));
            return self();
        }

        /** @param names ALPN names of 1 to 255 characters up to U+00FF, each of which stands for a byte; best first */
        public B applicationProtocols(List<String> names) {
            applicationProtocols = List.copyOf(names);
            return self();
        }

        /** What this end shows: a server must have something, a client may. */
        public B credentials(CredentialSelector selector) {
            credentials = selector;
            return self();
        }

        /** How the peer's certificate is verified. */
        public B verifier(CertificateVerifier how) {
            verifier = Optional.of(how);
            return self();
        }

        public B clock(InstantSource source) {
            clock = source;
            return self();
        }

        /** All randomness of the connections; a scripted one makes a run replay, and is for tests only. */
        public B random(SecureRandom source) {
            random = source;
            return self();
        }

        public B padding(RecordPadding policy) {
            padding = policy;
            return self();
        }

        public B limits(Limits bounds) {
            limits = bounds;
            return self();
        }

        /** Watches the connections of this configuration; give each connection its own by a copy. */
        public B listener(HandshakeListener watcher) {
            listener = Optional.of(watcher);
            return self();
        }

        /** What weakens security. */
        public Dangerous<B> dangerous() {
            return new Dangerous<>(this);
        }

        void check() {
            requireKnown("cipher suite", cipherSuites, crypto.cipherSuites());
            requireKnown("group", namedGroups, crypto.namedGroups());
            requireKnown("signature scheme", signatureSchemes, crypto.signatureSchemes());
            requireKnown(
                    "signature scheme", certificateSignatureSchemes, crypto.signatureSchemes());
            signatureSchemes.stream()
                    .flatMap(List::stream)
                    .filter(SignatureScheme::certificatesOnly)
                    .findFirst()
                    .ifPresent(
                            scheme -> {
                                throw new IllegalArgumentException(
                                        scheme + " is for certificates only in TLS 1.3");
                            });
            for (String name : applicationProtocols) {
                if (name.chars().anyMatch(character -> character > 0xff)) {
                    throw new IllegalArgumentException(
                            "an ALPN name has a character beyond U+00FF: " + name);
                }
                int length = name.length();
                if (length < 1 || length > 255) {
                    throw new IllegalArgumentException(
                            "an ALPN name has " + length + " bytes, not 1 to 255");
                }
            }
        }

        private static <T> void requireKnown(String what, Optional<List<T>> chosen, List<T> known) {
            if (chosen.isEmpty()) {
                return;
            }
            if (chosen.get().isEmpty()) {
                throw new IllegalArgumentException("at least one " + what + " is needed");
            }
            for (T value : chosen.get()) {
                if (!known.contains(value)) {
                    throw new IllegalArgumentException(
                            "unknown " + what + " " + value + "; known: " + known);
                }
            }
        }
    }

    /**
     * Settings that give security away.
     *
     * @param <B> the builder they belong to
     */
    public static final class Dangerous<B extends Builder<B>> {
        private final Builder<B> builder;

        private Dangerous(Builder<B> builder) {
            this.builder = builder;
        }

        /** Believe every peer, whatever certificate it shows: anyone on the way can read and change everything. */
        public B acceptAnyCertificate() {
            builder.peerUnverified = true;
            return builder.self();
        }

        /** Hand out the secrets of every connection: whoever has them can read everything. */
        public B keyLog(KeyLog log) {
            builder.keyLog = Optional.of(log);
            return builder.self();
        }
    }
}
