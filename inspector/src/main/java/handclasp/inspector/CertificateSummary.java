package handclasp.inspector;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

/**
 * What a person wants to know of a certificate. The texts are as the certificate has them: make
 * them printable before they go to a terminal.
 *
 * @param names subject alternative names: DNS names, IP addresses, mail addresses, URIs
 * @param keyType such as {@code RSA}, {@code EC secp256r1}, {@code Ed25519}
 * @param keyBits of the public key; 0 if unknown
 * @param serialNumber in hexadecimal
 * @param notBefore from year 0 to 9999, as {@code notAfter} is
 * @param fingerprint SHA-256 of the certificate, in lower-case hexadecimal without colons
 * @param pem the certificate itself
 */
public record CertificateSummary(
        String subject,
        String issuer,
        List<String> names,
        String keyType,
        int keyBits,
        String signatureAlgorithm,
        String serialNumber,
        Instant notBefore,
        Instant notAfter,
        String fingerprint,
        String pem) {
    /** What four digits of years can say (RFC 5280 §4.1.2.5.2). */
    static final Instant FIRST_TIME = Instant.parse("0000-01-01T00:00:00Z");

    static final Instant LAST_TIME = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private static final int OTHER_NAME = 0;
    private static final int DIRECTORY_NAME = 4;
    private static final int IP_ADDRESS = 7;

    public CertificateSummary {
        names = List.copyOf(names);
    }

    public static CertificateSummary of(X509Certificate certificate) {
        byte[] der = encoded(certificate);
        String subject = certificate.getSubjectX500Principal().getName();
        String issuer = certificate.getIssuerX500Principal().getName();
        return new CertificateSummary(
                subject.isEmpty() ? "(no subject)" : subject,
                issuer,
                alternativeNames(certificate),
                keyType(certificate.getPublicKey()),
                keyBits(certificate.getPublicKey()),
                certificate.getSigAlgName(),
                certificate.getSerialNumber().toString(16),
                time(certificate.getNotBefore().toInstant()),
                time(certificate.getNotAfter().toInstant()),
                HexFormat.of().formatHex(sha256(der)),
                pem(der));
    }

    public static List<CertificateSummary> ofAll(List<X509Certificate> chain) {
        return chain.stream().map(CertificateSummary::of).toList();
    }

    /** Whether subject and issuer are the same. */
    public boolean selfIssued() {
        return subject.equals(issuer);
    }

    /** Such as {@code EC secp256r1} or {@code RSA, 2048 bits}. */
    public String key() {
        return keyType.startsWith("RSA") ? keyType + ", " + keyBits + " bits" : keyType;
    }

    /** Whole days until it expires; negative once it has. */
    public long daysLeft(Instant now) {
        return Math.floorDiv(Duration.between(now, notAfter).toSeconds(), 86_400L);
    }

    /** The fingerprint as {@code AB:CD:…}, as browsers and OpenSSL show it. */
    public String fingerprintWithColons() {
        return colons(fingerprint);
    }

    /** Hexadecimal as {@code AB:CD:…}. */
    public static String colons(String hex) {
        return HexFormat.ofDelimiter(":").withUpperCase().formatHex(HexFormat.of().parseHex(hex));
    }

    /** The JDK also takes times with an offset from UTC, by which one may lie just beyond what X.509 can say. */
    static Instant time(Instant read) {
        if (read.isBefore(FIRST_TIME)) {
            return FIRST_TIME;
        }
        return read.isAfter(LAST_TIME) ? LAST_TIME : read;
    }

    private static List<String> alternativeNames(X509Certificate certificate) {
        Collection<List<?>> names;
        try {
            names = certificate.getSubjectAlternativeNames();
        } catch (CertificateParsingException e) {
            return List.of("(unreadable)");
        }
        List<String> texts = new ArrayList<>();
        for (List<?> name : names == null ? List.<List<?>>of() : names) {
            int kind = (Integer) name.get(0);
            if (kind != OTHER_NAME
                    && kind != DIRECTORY_NAME
                    && name.get(1) instanceof String text) {
                texts.add(kind == IP_ADDRESS ? IpText.shortened(text) : text);
            }
        }
        return texts;
    }

    private static String keyType(PublicKey key) {
        return switch (key) {
            case ECPublicKey ec -> "EC " + curve(ec.getParams());
            case EdECPublicKey edwards -> edwards.getParams().getName();
            default -> key.getAlgorithm();
        };
    }

    /** The JDK's named curves print as {@code secp256r1 [NIST P-256, …] (1.2.840.10045.3.1.7)}. */
    private static String curve(ECParameterSpec parameters) {
        String text = parameters.toString();
        int space = text.indexOf(' ');
        return space > 0 && text.endsWith(")")
                ? text.substring(0, space)
                : "over " + parameters.getCurve().getField().getFieldSize() + " bits";
    }

    private static int keyBits(PublicKey key) {
        return switch (key) {
            case RSAPublicKey rsa -> rsa.getModulus().bitLength();
            case ECPublicKey ec -> ec.getParams().getCurve().getField().getFieldSize();
            case EdECPublicKey edwards -> edwards.getParams().getName().equals("Ed448") ? 456 : 256;
            default -> 0;
        };
    }

    private static String pem(byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
