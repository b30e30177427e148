package handclasp.testkit;

import handclasp.pki.Identity;
import handclasp.pki.Pem;
import handclasp.pki.PkiException;
import handclasp.tls.auth.Credential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Someone with a certificate, made by a {@link TestAuthority}. Thread-safe.
 *
 * @param identity key and chain, without the root
 */
public record TestIdentity(Identity identity) {

    /** As a TLS configuration takes it. */
    public Credential credential() {
        return identity.credential();
    }

    public X509Certificate certificate() {
        return identity.certificate();
    }

    /** The identity's own certificate first, without the root. */
    public List<X509Certificate> chain() {
        return identity.chain();
    }

    public PrivateKey privateKey() {
        return identity.privateKey();
    }

    /** The chain in PEM. */
    public String chainPem() {
        return Pem.write(chain());
    }

    /** The key in PEM, as PKCS#8. */
    public String keyPem() {
        try {
            return Pem.write(privateKey());
        } catch (PkiException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes the chain for another program; the file is {@code NAME.pem} in this folder. */
    public Path writeChain(Path folder, String name) throws IOException {
        return Files.writeString(folder.resolve(name + ".pem"), chainPem());
    }

    /** Writes the key for another program; the file is {@code NAME.key} in this folder. */
    public Path writeKey(Path folder, String name) throws IOException {
        return Files.writeString(folder.resolve(name + ".key"), keyPem());
    }
}
