package handclasp.pki;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The authorities that this Java trusts. */
final class SystemAnchors {
    private SystemAnchors() {}

    static List<X509Certificate> read() throws PkiException {
        Path file = file();
        try {
            // Without a password the file's integrity is not checked: who can change it can change
            // this program.
            KeyStore store = KeyStore.getInstance(file.toFile(), (char[]) null);
            List<X509Certificate> anchors = new ArrayList<>();
            for (String alias : Collections.list(store.aliases())) {
                if (store.getCertificate(alias) instanceof X509Certificate certificate) {
                    anchors.add(certificate);
                }
            }
            return anchors;
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new PkiException(
                    ("The authorities that this Java trusts cannot be read from %s; name a file "
                                    + "of trusted certificates instead.")
                            .formatted(file),
                    e);
        }
    }

    private static Path file() {
        String named = System.getProperty("javax.net.ssl.trustStore", "");
        return named.isEmpty()
                ? Path.of(System.getProperty("java.home"), "lib", "security", "cacerts")
                : Path.of(named);
    }
}
