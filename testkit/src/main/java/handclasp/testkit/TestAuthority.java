package handclasp.testkit;

import handclasp.pki.CertificateBuilder;
import handclasp.pki.ChainVerifier;
import handclasp.pki.Identity;
import handclasp.pki.KeyKind;
import handclasp.pki.KeyUse;
import handclasp.pki.Pem;
import handclasp.pki.PkiException;
import handclasp.pki.Purpose;
import handclasp.tls.SignatureScheme;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.security.auth.x500.X500Principal;

/**
 * An authority that certifies whatever a test asks for, right or wrong. What it makes is valid from 2026 to 2036 unless
 * asked otherwise. Thread-safe.
 */
public final class TestAuthority {
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2036-01-01T00:00:00Z");

    private final List<X509Certificate> chain;
    private final KeyPair keys;

    private TestAuthority(List<X509Certificate> chain, KeyPair keys) {
        this.chain = chain;
        this.keys = keys;
    }

    /** A new root with an ECDSA P-256 key. */
    public static TestAuthority create() {
        return create("Test root", KeyKind.EC_P256);
    }

    /** A new root. */
    public static TestAuthority create(String commonName, KeyKind kind) {
        KeyPair keys = kind.generate();
        CertificateBuilder builder =
                authority(CertificateBuilder.of(name(commonName), keys.getPublic(), FROM, UNTIL));
        return new TestAuthority(List.of(made(() -> builder.selfSigned(keys.getPrivate()))), keys);
    }

    /** A new authority below this one. */
    public TestAuthority intermediate(String commonName, KeyKind kind) {
        return intermediate(commonName, kind, UnaryOperator.identity());
    }

    /**
     * A new authority below this one.
     *
     * @param change what is to be different, such as its name constraints
     */
    public TestAuthority intermediate(
            String commonName, KeyKind kind, UnaryOperator<CertificateBuilder> change) {
        KeyPair pair = kind.generate();
        CertificateBuilder builder =
                change.apply(
                        authority(
                                CertificateBuilder.of(
                                        name(commonName), pair.getPublic(), FROM, UNTIL)));
        List<X509Certificate> longer = new ArrayList<>();
        longer.add(made(() -> builder.issuedBy(certificate(), keys.getPrivate())));
        longer.addAll(chain);
        return new TestAuthority(List.copyOf(longer), pair);
    }

    private static CertificateBuilder authority(CertificateBuilder builder) {
        return builder.authority()
                .keyUses(List.of(KeyUse.CERTIFICATE_SIGN, KeyUse.REVOCATION_LIST_SIGN));
    }

    /** A server's identity with an ECDSA P-256 key; names are DNS names and IP addresses. */
    public TestIdentity server(String... names) {
        return issue().names(names).identity();
    }

    /** A client's identity with an ECDSA P-256 key. */
    public TestIdentity client(String commonName) {
        return issue().subject(commonName).purposes(Purpose.CLIENT).identity();
    }

    /** A certificate with more to say about it. */
    public Issue issue() {
        return new Issue();
    }

    /** The authority's own certificate. */
    public X509Certificate certificate() {
        return chain.get(0);
    }

    /** The root above it, or its own certificate if it is the root. */
    public X509Certificate root() {
        return chain.get(chain.size() - 1);
    }

    /** Trusts the root. */
    public ChainVerifier verifier() {
        return ChainVerifier.trusting(List.of(root()));
    }

    /** Writes the root for another program; the file is {@code NAME.pem} in this folder. */
    public Path writeRoot(Path folder, String name) throws IOException {
        return Files.writeString(folder.resolve(name + ".pem"), Pem.write(List.of(root())));
    }

    /** What is to be certified: a server's certificate, unless asked otherwise. Not thread-safe. */
    public final class Issue {
        private final List<String> names = new ArrayList<>();
        private final Set<KeyUse> keyUses = EnumSet.of(KeyUse.DIGITAL_SIGNATURE);
        private final Set<Purpose> purposes = EnumSet.of(Purpose.SERVER);
        private final List<UnaryOperator<CertificateBuilder>> changes = new ArrayList<>();
        private String subject = "";
        private KeyKind kind = KeyKind.EC_P256;
        private Instant from = FROM;
        private Instant until = UNTIL;

        private Issue() {}

        /** DNS names, also with a wildcard, and IP addresses. */
        public Issue names(String... more) {
            names.addAll(List.of(more));
            return this;
        }

        /** The subject's common name; without it the first of the names. */
        public Issue subject(String commonName) {
            subject = commonName;
            return this;
        }

        public Issue key(KeyKind another) {
            kind = another;
            return this;
        }

        /** First and last second of its validity. */
        public Issue validity(Instant first, Instant last) {
            from = first;
            until = last;
            return this;
        }

        /** Its only purposes; none of them for a certificate that does not say. */
        public Issue purposes(Purpose... only) {
            purposes.clear();
            purposes.addAll(List.of(only));
            return this;
        }

        /** Its only key uses; none of them for a certificate that does not say. */
        public Issue keyUses(KeyUse... only) {
            keyUses.clear();
            keyUses.addAll(List.of(only));
            return this;
        }

        public Issue serialNumber(long number) {
            return with(builder -> builder.serialNumber(BigInteger.valueOf(number)));
        }

        /** The algorithm of the authority's signature, which must fit its key. */
        public Issue signedWith(SignatureScheme scheme) {
            return with(builder -> builder.signedWith(scheme));
        }

        /** Anything else that a certificate may say. */
        public Issue with(UnaryOperator<CertificateBuilder> change) {
            changes.add(change);
            return this;
        }

        /** Makes key and certificate; the chain ends below the root. */
        public TestIdentity identity() {
            KeyPair pair = kind.generate();
            List<X509Certificate> sent = new ArrayList<>();
            sent.add(
                    made(
                            () ->
                                    builder(pair)
                                            .issuedBy(
                                                    TestAuthority.this.certificate(),
                                                    keys.getPrivate())));
            sent.addAll(chain.subList(0, chain.size() - 1));
            return identity(sent, pair);
        }

        /** Makes key and certificate, signed by itself and not by the authority. */
        public TestIdentity selfSigned() {
            KeyPair pair = kind.generate();
            return identity(List.of(made(() -> builder(pair).selfSigned(pair.getPrivate()))), pair);
        }

        private CertificateBuilder builder(KeyPair pair) {
            String commonName = subject.isEmpty() && !names.isEmpty() ? names.getFirst() : subject;
            CertificateBuilder builder =
                    CertificateBuilder.of(name(commonName), pair.getPublic(), from, until)
                            .names(names)
                            .notAuthority()
                            .keyUses(keyUses)
                            .purposes(purposes);
            for (UnaryOperator<CertificateBuilder> change : changes) {
                builder = change.apply(builder);
            }
            return builder;
        }

        private static TestIdentity identity(List<X509Certificate> sent, KeyPair pair) {
            try {
                return new TestIdentity(Identity.of(sent, pair.getPrivate()));
            } catch (PkiException e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        }
    }

    private interface Making {
        X509Certificate make() throws GeneralSecurityException;
    }

    private static X509Certificate made(Making making) {
        try {
            return making.make();
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("no such certificate can be made", e);
        }
    }

    private static X500Principal name(String commonName) {
        return new X500Principal(commonName.isEmpty() ? "" : "CN=" + commonName);
    }
}
