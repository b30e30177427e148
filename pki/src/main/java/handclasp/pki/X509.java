package handclasp.pki;

import java.io.InputStream;
import java.security.cert.CertPath;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;

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
     * hint: some authorities get them wrong.
     */
    static boolean keyIdentifiersDiffer(X509Certificate certificate, X509Certificate issuer) {
        Optional<byte[]> wanted =
                extension(certificate, Extension.authorityKeyIdentifier)
                        .map(AuthorityKeyIdentifier::getInstance)
                        .map(AuthorityKeyIdentifier::getKeyIdentifierOctets);
        Optional<byte[]> offered =
                extension(issuer, Extension.subjectKeyIdentifier)
                        .map(SubjectKeyIdentifier::getInstance)
                        .map(SubjectKeyIdentifier::getKeyIdentifier);
        return wanted.isPresent()
                && offered.isPresent()
                && !Arrays.equals(wanted.get(), offered.get());
    }

    /**
     * An extension's value.
     *
     * @throws IllegalArgumentException if it is not DER
     */
    static Optional<ASN1Primitive> extension(
            X509Certificate certificate, ASN1ObjectIdentifier identifier) {
        byte[] value = certificate.getExtensionValue(identifier.getId());
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    ASN1Primitive.fromByteArray(ASN1OctetString.getInstance(value).getOctets()));
        } catch (java.io.IOException e) {
            throw new IllegalArgumentException("an extension that is not DER", e);
        }
    }

    private static CertificateFactory factory() throws CertificateException {
        return CertificateFactory.getInstance("X.509");
    }
}
