package handclasp.tls;

import handclasp.tls.auth.CertificateVerifier;
import handclasp.tls.auth.CredentialSelector;
import handclasp.tls.crypto.CryptoProvider;
import handclasp.tls.crypto.FiniteFieldGroup;
import handclasp.tls.crypto.SuiteAlgorithms;
import handclasp.tls.internal.jca.JcaCryptoProvider;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What an end offers, accepts and is. Immutable and safe for use by any number of threads; the defaults are secure, and
 * what weakens them stands behind the builder's {@code dangerous()}.
 */
public abstract sealed class TlsConfiguration permits ClientConfiguration, ServerConfiguration {
    private static final List<ProtocolVersion> VERSIONS =
            List.of(ProtocolVersion.TLS_1_3, ProtocolVersion.TLS_1_2);

    /** In the memory that a configuration has of its own. */
    private static final int DEFAULT_SESSIONS = 1024;

    private final CryptoProvider crypto;
    private final List<ProtocolVersion> chosenVersions;
    private final Optional<List<CipherSuite>> chosenSuites;
    private final Optional<List<SignatureScheme>> chosenSchemes;
    private final List<ProtocolVersion> protocolVersions;
    private final List<CipherSuite> cipherSuites;
    private final List<NamedGroup> namedGroups;
    private final List<FiniteFieldGroup> finiteFieldGroups;
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
    private final Optional<SecretListener> secretListener;
    private final Optional<SessionStore> sessions;
    private final Duration sessionLifetime;
    private final boolean extendedMasterSecretRequired;
    private final boolean peerUnverified;
    private final long recordsPerKey;

    TlsConfiguration(Builder<?> builder) {
        crypto = builder.crypto;
        chosenVersions = builder.protocolVersions;
        chosenSuites = builder.cipherSuites;
        chosenSchemes = builder.signatureSchemes;
        cipherSuites =
                chosenSuites.orElseGet(() -> secureSuites(crypto)).stream()
                        .filter(
                                suite ->
                                        suite.version()
                                                .filter(chosenVersions::contains)
                                                .isPresent())
                        .toList();
        protocolVersions =
                chosenVersions.stream()
                        .filter(
                                version ->
                                        cipherSuites.stream()
                                                .anyMatch(suite -> isOf(version, suite)))
                        .toList();
        namedGroups =
                builder.namedGroups.orElseGet(
                        () ->
                                crypto.namedGroups().stream()
                                        .filter(Predicate.not(NamedGroup::isFiniteField))
                                        .toList());
        finiteFieldGroups = builder.finiteFieldGroups;
        List<SignatureScheme> known = crypto.signatureSchemes();
        boolean tls12 = protocolVersions.contains(ProtocolVersion.TLS_1_2);
        signatureSchemes =
                chosenSchemes.orElseGet(
                        () ->
                                known.stream()
                                        .filter(scheme -> tls12 || !scheme.certificatesOnly())
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
        secretListener = builder.secretListener;
        sessions =
                builder.sessions.orElseGet(
                        () -> Optional.of(SessionCache.of(DEFAULT_SESSIONS, builder.clock)));
        sessionLifetime = builder.sessionLifetime;
        extendedMasterSecretRequired = builder.extendedMasterSecretRequired;
        peerUnverified = builder.peerUnverified;
        recordsPerKey = builder.recordsPerKey;
    }

    private static boolean isOf(ProtocolVersion version, CipherSuite suite) {
        return suite.version().equals(Optional.of(version));
    }

    private static List<CipherSuite> secureSuites(CryptoProvider crypto) {
        return crypto.cipherSuites().stream()
                .filter(
                        suite ->
                                SuiteAlgorithms.of(suite)
                                        .filter(TlsConfiguration::isSecure)
                                        .isPresent())
                .toList();
    }

    private static boolean isSecure(SuiteAlgorithms suite) {
        boolean curves =
                suite.exchange() == SuiteAlgorithms.Exchange.BY_EXTENSION
                        || suite.exchange() == SuiteAlgorithms.Exchange.ECDHE;
        return curves && suite.records().isAead();
    }

    /** Best first, each with a suite at least; not empty. By default TLS 1.3 and TLS 1.2. */
    public List<ProtocolVersion> protocolVersions() {
        return protocolVersions;
    }

    /** The cryptography; by default the JDK's, with handclasp-curves for what that has if it is on the path. */
    public CryptoProvider crypto() {
        return crypto;
    }

    /**
     * Best first, of the versions spoken; not empty. By default all that {@link #crypto} has for these versions with an
     * AEAD and forward secrecy by elliptic curves: see {@link Builder#cipherSuites} for what is left out.
     */
    public List<CipherSuite> cipherSuites() {
        return cipherSuites;
    }

    /** Best first; not empty. By default all elliptic curves that {@link #crypto} has. */
    public List<NamedGroup> namedGroups() {
        return namedGroups;
    }

    /** Groups without a code point that are taken for DHE, beside the known ones; by default none. */
    public List<FiniteFieldGroup> finiteFieldGroups() {
        return finiteFieldGroups;
    }

    /**
     * Accepted in the peer's signature of the handshake, best first; not empty. Those of RSASSA-PKCS1-v1_5 count in TLS
     * 1.2 only.
     */
    public List<SignatureScheme> signatureSchemes() {
        return signatureSchemes;
    }

    /**
     * Told to the peer as accepted within its chain, best first; not empty. It picks its certificates by them; what the
     * chain is refused for is the {@link CertificateVerifier}'s to say.
     */
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

    /** Who sees the secrets of TLS 1.2; empty unless {@code dangerous()} said so. */
    public Optional<SecretListener> secretListener() {
        return secretListener;
    }

    /** Where sessions are kept for resumption; empty to keep none. By default in memory. */
    public Optional<SessionStore> sessions() {
        return sessions;
    }

    /** How long a session may be resumed, in whole seconds; by default a day. */
    public Duration sessionLifetime() {
        return sessionLifetime;
    }

    /** Whether a peer of TLS 1.2 must know {@code extended_master_secret} (RFC 7627); false by default. */
    public boolean extendedMasterSecretRequired() {
        return extendedMasterSecretRequired;
    }

    /** Whether any certificate is accepted; false unless {@code dangerous()} said so. */
    public boolean peerUnverified() {
        return peerUnverified;
    }

    /**
     * After how many records the keys of the write side change by themselves in TLS 1.3; by default, and at most, what the
     * cipher allows (RFC 9846 §5.5).
     */
    public long recordsPerKey() {
        return recordsPerKey;
    }

    /**
     * Collects settings. Not thread-safe.
     *
     * @param <B> the builder itself
     */
    public abstract static sealed class Builder<B extends Builder<B>>
            permits ClientConfiguration.Builder, ServerConfiguration.Builder {
        private CryptoProvider crypto = JcaCryptoProvider.shared();
        private List<ProtocolVersion> protocolVersions = VERSIONS;
        private List<FiniteFieldGroup> finiteFieldGroups = List.of();
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
        private Optional<SecretListener> secretListener = Optional.empty();
        private Optional<Optional<SessionStore>> sessions = Optional.empty();
        private Duration sessionLifetime = Duration.ofDays(1);
        private boolean extendedMasterSecretRequired;
        private boolean peerUnverified;
        private long recordsPerKey = Long.MAX_VALUE;

        Builder() {}

        Builder(TlsConfiguration from) {
            crypto = from.crypto;
            protocolVersions = from.chosenVersions;
            finiteFieldGroups = from.finiteFieldGroups;
            cipherSuites = from.chosenSuites;
            namedGroups = Optional.of(from.namedGroups);
            signatureSchemes = from.chosenSchemes;
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
            secretListener = from.secretListener;
            sessions = Optional.of(from.sessions);
            sessionLifetime = from.sessionLifetime;
            extendedMasterSecretRequired = from.extendedMasterSecretRequired;
            peerUnverified = from.peerUnverified;
            recordsPerKey = from.recordsPerKey;
        }

        abstract B self();

        /** Other cryptography than the JDK's. Lists set before must be ones it implements. */
        public B crypto(CryptoProvider provider) {
            crypto = provider;
            return self();
        }

        /**
         * The versions to speak; a version without any of the cipher suites is not spoken.
         *
         * @param versions TLS 1.3, TLS 1.2 or both, in any order: the newest in common is chosen, since a client takes
         *     anything else for a forgery (RFC 9846 §4.2.3)
         */
        public B protocolVersions(List<ProtocolVersion> versions) {
            protocolVersions =
                    versions.stream()
                            .sorted(Comparator.comparingInt(ProtocolVersion::code).reversed())
                            .toList();
            return self();
        }

        /** The same for one version alone. */
        public B protocolVersion(ProtocolVersion only) {
            return protocolVersions(List.of(only));
        }

        /**
         * Other suites than the safe ones, for peers that can do no better. What is not among the defaults, and why:
         *
         * <ul>
         *   <li>{@code TLS_RSA_WITH_…}, the RSA key exchange: who comes by the server's key reads all that was ever
         *       recorded, and decryption must hide its errors from attackers, which is hard (RFC 10015).
         *   <li>{@code TLS_DHE_RSA_WITH_…}: slow, its group is the server's choice and cannot be judged, and TLS 1.2 tells
         *       something of the secret by its length (RFC 10015).
         *   <li>{@code …_CBC_…}: the MAC stands inside the ciphertext unless the peer knows encrypt-then-MAC, so padding must
         *       be checked in constant time (RFC 7366 §1).
         * </ul>
         *
         * Suites without encryption, authentication or strength (anonymous, NULL, export, RC4, 3DES, static Diffie-Hellman,
         * DSS) are not implemented.
         *
         * @param suites best first, each one that the crypto provider implements; not empty
         */
        public B cipherSuites(List<CipherSuite> suites) {
            cipherSuites = Optional.of(List.copyOf(suites));
            return self();
        }

        /** @param groups best first, each one that the crypto provider implements; not empty, in DHE those of RFC 7919 */
        public B namedGroups(List<NamedGroup> groups) {
            namedGroups = Optional.of(List.copyOf(groups));
            return self();
        }

        /**
         * @param schemes accepted in the signature of the handshake, best first; not empty, and one at least that is not for
         *     certificates only where TLS 1.3 is spoken
         */
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

        /**
         * Groups for DHE in TLS 1.2 that are taken from a server beside those of RFC 7919 and RFC 3526, which a server itself
         * uses best first. That they are sound is up to who names them.
         */
        public B finiteFieldGroups(List<FiniteFieldGroup> groups) {
            finiteFieldGroups = List.copyOf(groups);
            return self();
        }

        /** Keeps sessions there, in place of a memory that this configuration and its copies share. */
        public B sessions(SessionStore store) {
            sessions = Optional.of(Optional.of(store));
            return self();
        }

        /** Keeps no sessions: every handshake is a full one, but for a server's tickets. */
        public B withoutSessions() {
            sessions = Optional.of(Optional.empty());
            return self();
        }

        /** @param lifetime 1 second to 7 days */
        public B sessionLifetime(Duration lifetime) {
            sessionLifetime = lifetime;
            return self();
        }

        /**
         * Whether to refuse peers of TLS 1.2 without {@code extended_master_secret} (RFC 7627). Those that are not refused are
         * never resumed, and no keying material is exported.
         */
        public B requireExtendedMasterSecret(boolean required) {
            extendedMasterSecretRequired = required;
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

        /**
         * Changes the keys of the write side in TLS 1.3 after so many records at the latest, even where the cipher would allow
         * more. The peer's own keys change when it says so.
         *
         * @param records 16 or more
         */
        public B recordsPerKey(long records) {
            recordsPerKey = records;
            return self();
        }

        /** What weakens security. */
        public Dangerous<B> dangerous() {
            return new Dangerous<>(this);
        }

        void check() {
            if (protocolVersions.isEmpty() || !VERSIONS.containsAll(protocolVersions)) {
                throw new IllegalArgumentException(
                        "versions are some of " + VERSIONS + ", not " + protocolVersions);
            }
            if (sessionLifetime.compareTo(Duration.ofSeconds(1)) < 0
                    || sessionLifetime.compareTo(Duration.ofDays(7)) > 0) {
                throw new IllegalArgumentException(
                        "a session's lifetime is 1 second to 7 days, not " + sessionLifetime);
            }
            if (recordsPerKey < 16) {
                throw new IllegalArgumentException(
                        "recordsPerKey is " + recordsPerKey + ", not 16 or more");
            }
            requireKnown("cipher suite", cipherSuites, crypto.cipherSuites());
            if (cipherSuites
                    .filter(all -> all.stream().noneMatch(suite -> isSpoken(suite)))
                    .isPresent()) {
                throw new IllegalArgumentException(
                        "none of the cipher suites is of " + protocolVersions);
            }
            requireKnown("group", namedGroups, crypto.namedGroups());
            requireKnown("signature scheme", signatureSchemes, crypto.signatureSchemes());
            requireKnown(
                    "signature scheme", certificateSignatureSchemes, crypto.signatureSchemes());
            boolean onlyForCertificates =
                    signatureSchemes
                            .filter(all -> all.stream().allMatch(SignatureScheme::certificatesOnly))
                            .isPresent();
            if (onlyForCertificates && protocolVersions.contains(ProtocolVersion.TLS_1_3)) {
                throw new IllegalArgumentException(
                        signatureSchemes.orElseThrow() + " are for certificates only in TLS 1.3");
            }
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

        private boolean isSpoken(CipherSuite suite) {
            return suite.version().filter(protocolVersions::contains).isPresent();
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

        /** Show how the keys of TLS 1.2 come about: whoever sees it can read everything. */
        public B secretListener(SecretListener watcher) {
            builder.secretListener = Optional.of(watcher);
            return builder.self();
        }

        /** Hand out the secrets of every connection: whoever has them can read everything. */
        public B keyLog(KeyLog log) {
            builder.keyLog = Optional.of(log);
            return builder.self();
        }
    }
}
