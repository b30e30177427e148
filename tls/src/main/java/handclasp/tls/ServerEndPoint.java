package handclasp.tls;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Optional;

/** The hash of a server's certificate that binds other protocols to it (RFC 5929 §4.1). */
final class ServerEndPoint {
    private ServerEndPoint() {}

    /** Empty for signatures that have no hash of their own, such as Ed25519's. */
    static Optional<byte[]> of(X509Certificate certificate) {
        String signature = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
        int with = signature.indexOf("WITH");
        if (with < 0) {
            return Optional.empty();
        }
        String hash = signature.substring(0, with);
        boolean broken = hash.equals("MD5") || hash.equals("SHA1");
        try {
            MessageDigest digest =
                    MessageDigest.getInstance(
                            broken ? "SHA-256" : hash.replaceFirst("^SHA(?=\\d)", "SHA-"));
            return Optional.of(digest.digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }
}
