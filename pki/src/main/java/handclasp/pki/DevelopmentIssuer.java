package handclasp.pki;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;

/** Makes the certificates of a development authority; holds one of its keys. */
final class DevelopmentIssuer {
    /** For clocks of other machines that are behind. */
    static final Duration BACKDATED = Duration.ofHours(1);

    static final Duration ROOT_VALIDITY = Duration.ofDays(3652);
    static final Duration INTERMEDIATE_VALIDITY = Duration.ofDays(1095);

    /** Browsers refuse longer ones. */
    static final Duration LEAF_VALIDITY = Duration.ofDays(397);

    private static final int MAX_COMMON_NAME = 64;

    /**
     * Where a certificate has no DNS name, the JDK and OpenSSL take the common name for one, and the constraints do not
     * let it pass: so clients have a DNS name, always the same.
     */
    private static final String CLIENT_NAME = "client.internal";

    private static final String ORGANIZATION = "Handclasp development";

    private final Identity identity;

    DevelopmentIssuer(Identity identity) {
        this.identity = identity;
    }

    /** A new root, which may certify what {@link DevelopmentNames#permitted} says. */
    static DevelopmentIssuer newRoot(Instant now) throws PkiException {
        KeyPair pair = KeyKind.EC_P256.generate();
        // Browsers mix up authorities of one name with different keys.
        X500Principal name = name("Handclasp development root " + random());
        try {
            X509Certificate certificate =
                    authority(name, pair.getPublic(), now, ROOT_VALIDITY, now.plus(ROOT_VALIDITY))
                            .authority(1)
                            .selfSigned(pair.getPrivate());
            return new DevelopmentIssuer(Identity.of(List.of(certificate), pair.getPrivate()));
        } catch (GeneralSecurityException e) {
            throw failed(e);
        }
    }

    /** An intermediate under this root, with the root's constraints for programs that ignore them on a root. */
    DevelopmentIssuer newIntermediate(Instant now) throws PkiException {
        KeyPair pair = KeyKind.EC_P256.generate();
        CertificateBuilder builder =
                authority(
                                name("Handclasp development intermediate " + random()),
                                pair.getPublic(),
                                now,
                                INTERMEDIATE_VALIDITY,
                                end())
                        .authority(0)
                        .purposes(List.of(Purpose.SERVER, Purpose.CLIENT));
        return new DevelopmentIssuer(issue(builder, pair));
    }

    Identity issueServer(Collection<String> names, Instant now) throws PkiException {
        KeyPair pair = KeyKind.EC_P256.generate();
        CertificateBuilder builder =
                leaf(name(shortened(names.iterator().next())), pair.getPublic(), now)
                        .names(names)
                        .purposes(List.of(Purpose.SERVER));
        return issue(builder, pair);
    }

    Identity issueClient(String commonName, Instant now) throws PkiException {
        if (commonName.isBlank() || commonName.length() > MAX_COMMON_NAME) {
            throw new PkiException(
                    "A client's name must have 1 to " + MAX_COMMON_NAME + " characters.");
        }
        KeyPair pair = KeyKind.EC_P256.generate();
        CertificateBuilder builder =
                leaf(name(commonName), pair.getPublic(), now)
                        .names(List.of(CLIENT_NAME))
                        .purposes(List.of(Purpose.CLIENT));
        return issue(builder, pair);
    }

    X509Certificate certificate() {
        return identity.certificate();
    }

    /** Key and certificate in one PEM text: a secret. */
    String pem() throws PkiException {
        return pem(identity);
    }

    /** The key alone, in PEM: a secret. */
    String keyPem() throws PkiException {
        return Pem.write(identity.privateKey());
    }

    static String pem(Identity identity) throws PkiException {
        return Pem.write(identity.privateKey()) + Pem.write(identity.chain());
    }

    private Identity issue(CertificateBuilder builder, KeyPair pair) throws PkiException {
        try {
            X509Certificate certificate = builder.issuedBy(certificate(), identity.privateKey());
            return Identity.of(withoutRoot(certificate), pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw failed(e);
        }
    }

    /** Who trusts the root has it. */
    private List<X509Certificate> withoutRoot(X509Certificate certificate) {
        return X509.isSelfIssued(certificate())
                ? List.of(certificate)
                : List.of(certificate, certificate());
    }

    private static CertificateBuilder authority(
            X500Principal name, PublicKey key, Instant now, Duration validity, Instant latest) {
        return CertificateBuilder.of(
                        name, key, now.minus(BACKDATED), earlier(now.plus(validity), latest))
                .keyUses(List.of(KeyUse.CERTIFICATE_SIGN, KeyUse.REVOCATION_LIST_SIGN))
                .nameConstraints(DevelopmentNames.permitted(), List.of());
    }

    private CertificateBuilder leaf(X500Principal name, PublicKey key, Instant now) {
        Instant from = now.minus(BACKDATED);
        return CertificateBuilder.of(name, key, from, earlier(from.plus(LEAF_VALIDITY), end()))
                .notAuthority()
                .keyUses(List.of(KeyUse.DIGITAL_SIGNATURE));
    }

    private Instant end() {
        return certificate().getNotAfter().toInstant();
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static String shortened(String name) {
        return name.length() <= MAX_COMMON_NAME ? name : name.substring(0, MAX_COMMON_NAME);
    }

    private static X500Principal name(String commonName) {
        try {
            return new X500Principal(
                    new X500NameBuilder(BCStyle.INSTANCE)
                            .addRDN(BCStyle.O, ORGANIZATION)
                            .addRDN(BCStyle.CN, commonName)
                            .build()
                            .getEncoded());
        } catch (IOException e) {
            throw new IllegalStateException("a name that has no encoding", e);
        }
    }

    private static String random() {
        byte[] bytes = new byte[4];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static PkiException failed(GeneralSecurityException e) {
        return new PkiException(
                "A certificate cannot be made on this Java: " + e.getMessage() + ".", e);
    }
}
