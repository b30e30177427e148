package handclasp.pki;

import java.io.IOException;
import java.io.InputStream;
import java.security.cert.CertPath;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.jspecify.annotations.Nullable;

/** The JDK's certificates: made by its own factory, which keeps parsed certificates and verified signatures. */
final class X509 {
    private X509() {}

    static X509Certificate certificate(InputStream der) throws CertificateException {
        return (X509Certificate) factory().generateCertificate(der);
    }

    static CertPath path(List<X509Certificate> certificates) throws CertificateException {
        return factory().generateCertPath(certificates);
    }

    static boolean isSelfIssued(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    /** Whether the names fit: the first may have been issued by the second. */
    static boolean namesIssuer(X509Certificate certificate, X509Certificate issuer) {
        return certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal());
    }

    /**
     * Whether the key identifiers contradict that the first was issued by the second (RFC 5280 §4.2.1.1). They are a
     * hint, and one that cannot be read is none.
     */
    static boolean keyIdentifiersDiffer(X509Certificate certificate, X509Certificate issuer) {
        try {
            Optional<byte[]> wanted = authorityKeyIdentifier(certificate);
            Optional<byte[]> offered = subjectKeyIdentifier(issuer);
            return wanted.isPresent()
                    && offered.isPresent()
                    && !Arrays.equals(wanted.get(), offered.get());
        } catch (CertificateParsingException e) {
            return false;
        }
    }

    static Optional<byte[]> authorityKeyIdentifier(X509Certificate certificate)
            throws CertificateParsingException {
        return extension(
                certificate,
                Extension.authorityKeyIdentifier,
                value -> AuthorityKeyIdentifier.getInstance(value).getKeyIdentifierOctets());
    }

    static Optional<byte[]> subjectKeyIdentifier(X509Certificate certificate)
            throws CertificateParsingException {
        return extension(
                certificate,
                Extension.subjectKeyIdentifier,
                value -> SubjectKeyIdentifier.getInstance(value).getKeyIdentifier());
    }

    /**
     * What an extension says; empty if the certificate does not have it, or it does not say this.
     *
     * @param read makes a value of it
     */
    static <T> Optional<T> extension(
            X509Certificate certificate,
            ASN1ObjectIdentifier identifier,
            Function<ASN1Primitive, @Nullable T> read)
            throws CertificateParsingException {
        byte[] value = certificate.getExtensionValue(identifier.getId());
        if (value == null) {
            return Optional.empty();
        }
        try {
            byte[] content = ASN1OctetString.getInstance(value).getOctets();
            return Optional.ofNullable(read.apply(ASN1Primitive.fromByteArray(content)));
        } catch (IOException | RuntimeException e) {
            // A foreign parser on a peer's bytes: whatever it throws, the bytes are to blame.
            throw new CertificateParsingException("an extension that cannot be read", e);
        }
    }

    private static CertificateFactory factory() throws CertificateException {
        return CertificateFactory.getInstance("X.509");
    }
}
