package handclasp.conformance.peer;

import handclasp.testkit.TestIdentity;
import handclasp.tls.auth.Credential;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Someone with a certificate, also in files for other programs.
 *
 * @param identity key and chain
 * @param chainFile the chain in PEM
 * @param issuersFile the chain but for the leaf, in PEM
 * @param keyFile the key in PEM
 */
public record FiledIdentity(TestIdentity identity, Path chainFile, Path issuersFile, Path keyFile) {
    /** Of the key stores that hold a test's keys. */
    static final char[] PASSWORD = "for tests only".toCharArray();

    /** The leaf first, then the intermediate. */
    public List<X509Certificate> chain() {
        return identity.chain();
    }

    public X509Certificate certificate() {
        return identity.certificate();
    }

    PrivateKey key() {
        return identity.privateKey();
    }

    /** For Handclasp's use. */
    public Credential credential() {
        return identity.credential();
    }

    KeyStore keyStore() throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(null, null);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        store.setKeyEntry("identity", key(), PASSWORD, chain().toArray(Certificate[]::new));
        return store;
    }

    @Override
    public String toString() {
        return certificate().getSubjectX500Principal().getName();
    }
}
