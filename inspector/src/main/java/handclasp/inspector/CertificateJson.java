package handclasp.inspector;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A certificate for programs: {@code subject}, {@code issuer}, {@code names}, {@code keyType}, {@code keyBits}, {@code
 * signatureAlgorithm}, {@code serialNumber} (hexadecimal), {@code notBefore}, {@code notAfter} (ISO 8601, UTC), {@code
 * sha256} (hexadecimal), {@code pem}.
 */
public final class CertificateJson {
    private CertificateJson() {}

    /** For {@link Json}; the caller may add members. */
    public static Map<String, Object> members(CertificateSummary certificate) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("subject", certificate.subject());
        members.put("issuer", certificate.issuer());
        members.put("names", certificate.names());
        members.put("keyType", certificate.keyType());
        members.put("keyBits", certificate.keyBits());
        members.put("signatureAlgorithm", certificate.signatureAlgorithm());
        members.put("serialNumber", certificate.serialNumber());
        members.put("notBefore", certificate.notBefore().toString());
        members.put("notAfter", certificate.notAfter().toString());
        members.put("sha256", certificate.fingerprint());
        members.put("pem", certificate.pem());
        return members;
    }
}
