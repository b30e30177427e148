package handclasp.pki;

import handclasp.tls.BadCertificate;
import handclasp.tls.TlsException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;

/** What is too weak to be believed. */
final class CertificateStrength {
    /** In bits; the CA/Browser Forum's and NIST's floor since 2014. */
    static final int MIN_RSA_BITS = 2048;

    /** In bits of the field; TLS 1.3 has no scheme for smaller curves. */
    static final int MIN_EC_BITS = 256;

    private static final Map<String, String> BROKEN_SIGNATURES =
            Map.of(
                    "1.2.840.113549.1.1.2", "MD2",
                    "1.2.840.113549.1.1.3", "MD4",
                    "1.2.840.113549.1.1.4", "MD5",
                    "1.2.840.113549.1.1.5", "SHA-1",
                    "1.3.14.3.2.29", "SHA-1",
                    "1.2.840.10040.4.3", "SHA-1",
                    "1.2.840.10045.4.1", "SHA-1");
    private static final String RSASSA_PSS = "1.2.840.113549.1.1.10";

    private CertificateStrength() {}

    static void checkKey(X509Certificate certificate) throws TlsException {
        PublicKey key = certificate.getPublicKey();
        if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() < MIN_RSA_BITS) {
            throw TlsException.of(
                    BadCertificate.WEAK,
                    "the key of %s has only %s bits of RSA, %s are needed"
                            .formatted(
                                    Text.name(certificate),
                                    rsa.getModulus().bitLength(),
                                    MIN_RSA_BITS));
        }
        if (key instanceof ECPublicKey ec
                && ec.getParams().getCurve().getField().getFieldSize() < MIN_EC_BITS) {
            throw TlsException.of(
                    BadCertificate.WEAK,
                    "the key of %s is on a curve of only %s bits, %s are needed"
                            .formatted(
                                    Text.name(certificate),
                                    ec.getParams().getCurve().getField().getFieldSize(),
                                    MIN_EC_BITS));
        }
        if (key.getAlgorithm().equals("DSA")) {
            throw TlsException.of(
                    BadCertificate.UNSUPPORTED,
                    "the key of %s is DSA, which TLS 1.3 does not use"
                            .formatted(Text.name(certificate)));
        }
    }

    /** For every certificate but an anchor, whose signature nobody needs. */
    static void checkSignature(X509Certificate certificate) throws TlsException {
        Optional<String> broken = brokenHash(certificate);
        if (broken.isPresent()) {
            throw TlsException.of(
                    BadCertificate.WEAK,
                    "%s is signed with %s, with which signatures can be forged"
                            .formatted(Text.name(certificate), broken.get()));
        }
    }

    private static Optional<String> brokenHash(X509Certificate certificate) {
        if (!certificate.getSigAlgOID().equals(RSASSA_PSS)) {
            return Optional.ofNullable(BROKEN_SIGNATURES.get(certificate.getSigAlgOID()));
        }
        // Without parameters it is SHA-1 (RFC 4055 §3.1); the JDK does not read others than right
        // ones.
        boolean sha1 =
                certificate.getSigAlgParams() == null
                        || RSASSAPSSparams.getInstance(certificate.getSigAlgParams())
                                .getHashAlgorithm()
                                .getAlgorithm()
                                .equals(OIWObjectIdentifiers.idSHA1);
        return sha1 ? Optional.of("SHA-1") : Optional.empty();
    }
}
