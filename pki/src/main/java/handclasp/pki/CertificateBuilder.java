package handclasp.pki;

import handclasp.tls.SignatureScheme;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;

/**
 * Makes X.509 certificates (RFC 5280). The caller says what goes in; the key identifiers and a random serial number come
 * by themselves. What is asked for is not judged: tests need wrong certificates too. Not thread-safe.
 */
public final class CertificateBuilder {
    /** Positive and within the 20 bytes of RFC 5280 §4.1.2.2. */
    private static final int SERIAL_BITS = 159;

    private final X500Principal subject;
    private final PublicKey key;
    private final Instant notBefore;
    private final Instant notAfter;
    private final List<String> names = new ArrayList<>();
    private final Set<KeyUse> keyUses = EnumSet.noneOf(KeyUse.class);
    private final Set<Purpose> purposes = EnumSet.noneOf(Purpose.class);
    private final List<Extension> others = new ArrayList<>();
    private Optional<BasicConstraints> basicConstraints = Optional.empty();
    private Optional<NameConstraints> nameConstraints = Optional.empty();
    private Optional<SignatureScheme> signatureScheme = Optional.empty();
    private BigInteger serialNumber = new BigInteger(SERIAL_BITS, new SecureRandom());

    private CertificateBuilder(
            X500Principal subject, PublicKey key, Instant notBefore, Instant notAfter) {
        this.subject = subject;
        this.key = key;
        this.notBefore = notBefore;
        this.notAfter = notAfter;
    }

    /**
     * A certificate for this subject and key.
     *
     * @param notBefore the first second of its validity; fractions are dropped
     * @param notAfter the last second of its validity
     */
    public static CertificateBuilder of(
            X500Principal subject, PublicKey key, Instant notBefore, Instant notAfter) {
        return new CertificateBuilder(subject, key, notBefore, notAfter);
    }

    /** Subject alternative names: DNS names, as they are, with or without a wildcard, and IP addresses. */
    public CertificateBuilder names(Collection<String> more) {
        names.addAll(more);
        return this;
    }

    /** Basic constraints of an authority, critical; below it may stand any number of intermediate authorities. */
    public CertificateBuilder authority() {
        basicConstraints = Optional.of(new BasicConstraints(true));
        return this;
    }

    /** Basic constraints of an authority below which at most so many intermediate authorities may stand, critical. */
    public CertificateBuilder authority(int pathLength) {
        basicConstraints = Optional.of(new BasicConstraints(pathLength));
        return this;
    }

    /** Basic constraints of someone who is no authority, critical. */
    public CertificateBuilder notAuthority() {
        basicConstraints = Optional.of(new BasicConstraints(false));
        return this;
    }

    /** Key usage, critical; without this call the certificate says nothing about it. */
    public CertificateBuilder keyUses(Collection<KeyUse> uses) {
        keyUses.addAll(uses);
        return this;
    }

    /** Extended key usage; without this call the certificate says nothing about it. */
    public CertificateBuilder purposes(Collection<Purpose> more) {
        purposes.addAll(more);
        return this;
    }

    /**
     * Name constraints, critical (RFC 5280 §4.2.1.10).
     *
     * @param permitted DNS names, each standing for its subdomains too, and address blocks such as {@code 10.0.0.0/8}
     * @param excluded the same
     */
    public CertificateBuilder nameConstraints(
            Collection<String> permitted, Collection<String> excluded) {
        nameConstraints =
                Optional.of(
                        new NameConstraints(
                                GeneralNameForms.subtrees(permitted),
                                GeneralNameForms.subtrees(excluded)));
        return this;
    }

    /** Another serial number than a random one of 159 bits. */
    public CertificateBuilder serialNumber(BigInteger number) {
        serialNumber = number;
        return this;
    }

    /** Another algorithm than the one that suits the issuer's key best. */
    public CertificateBuilder signedWith(SignatureScheme scheme) {
        signatureScheme = Optional.of(scheme);
        return this;
    }

    /**
     * Any other extension.
     *
     * @param identifier its object identifier, dotted
     * @param value its DER
     */
    public CertificateBuilder extension(String identifier, boolean critical, byte[] value) {
        others.add(new Extension(new ASN1ObjectIdentifier(identifier), critical, value.clone()));
        return this;
    }

    /**
     * The certificate, signed by its own key.
     *
     * @throws GeneralSecurityException if the key cannot sign this way
     */
    public X509Certificate selfSigned(PrivateKey itsKey) throws GeneralSecurityException {
        return sign(subject, keyIdentifier(key), itsKey, key);
    }

    /**
     * The certificate, signed by an issuer, who need not be an authority.
     *
     * @throws GeneralSecurityException if the issuer's key cannot sign this way
     */
    public X509Certificate issuedBy(X509Certificate issuer, PrivateKey issuerKey)
            throws GeneralSecurityException {
        byte[] identifier =
                X509.subjectKeyIdentifier(issuer)
                        .orElseGet(() -> keyIdentifier(issuer.getPublicKey()));
        return sign(issuer.getSubjectX500Principal(), identifier, issuerKey, issuer.getPublicKey());
    }

    private X509Certificate sign(
            X500Principal issuer,
            byte[] issuerKeyIdentifier,
            PrivateKey issuerKey,
            PublicKey issuerPublicKey)
            throws GeneralSecurityException {
        X509v3CertificateBuilder builder =
                new JcaX509v3CertificateBuilder(
                        X500Name.getInstance(issuer.getEncoded()),
                        serialNumber,
                        Date.from(notBefore),
                        Date.from(notAfter),
                        X500Name.getInstance(subject.getEncoded()),
                        key);
        try {
            for (Extension extension : extensions(issuerKeyIdentifier)) {
                builder.addExtension(extension);
            }
            JcaContentSigner signer =
                    JcaContentSigner.of(issuerKey, issuerPublicKey, signatureScheme);
            return X509.certificate(new ByteArrayInputStream(builder.build(signer).getEncoded()));
        } catch (IOException e) {
            throw new GeneralSecurityException("a certificate cannot hold this", e);
        } catch (JcaContentSigner.FailedException e) {
            throw e.failure();
        }
    }

    private List<Extension> extensions(byte[] issuerKeyIdentifier) throws IOException {
        List<Extension> all = new ArrayList<>();
        all.add(
                extension(
                        Extension.subjectKeyIdentifier,
                        false,
                        new SubjectKeyIdentifier(keyIdentifier(key))));
        all.add(
                extension(
                        Extension.authorityKeyIdentifier,
                        false,
                        new AuthorityKeyIdentifier(issuerKeyIdentifier)));
        if (basicConstraints.isPresent()) {
            all.add(extension(Extension.basicConstraints, true, basicConstraints.get()));
        }
        if (!keyUses.isEmpty()) {
            int bits = keyUses.stream().mapToInt(KeyUse::bit).reduce(0, (a, b) -> a | b);
            all.add(extension(Extension.keyUsage, true, new KeyUsage(bits)));
        }
        if (!purposes.isEmpty()) {
            KeyPurposeId[] identifiers =
                    purposes.stream().map(Purpose::identifier).toArray(KeyPurposeId[]::new);
            all.add(
                    extension(
                            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(identifiers)));
        }
        if (!names.isEmpty()) {
            GeneralName[] forms =
                    names.stream().map(GeneralNameForms::of).toArray(GeneralName[]::new);
            // Critical where the subject is empty (RFC 5280 §4.2.1.6).
            all.add(
                    extension(
                            Extension.subjectAlternativeName,
                            subject.getName().isEmpty(),
                            new GeneralNames(forms)));
        }
        if (nameConstraints.isPresent()) {
            all.add(extension(Extension.nameConstraints, true, nameConstraints.get()));
        }
        all.addAll(others);
        return all;
    }

    private static Extension extension(
            ASN1ObjectIdentifier identifier, boolean critical, ASN1Encodable value)
            throws IOException {
        return Extension.create(identifier, critical, value);
    }

    private static byte[] keyIdentifier(PublicKey key) {
        try {
            return new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key).getKeyIdentifier();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks SHA-1", e);
        }
    }
}
