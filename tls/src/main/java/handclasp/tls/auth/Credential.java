package handclasp.tls.auth;

import handclasp.tls.crypto.RsaDecryptor;
import handclasp.tls.crypto.Signer;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * What an end shows to say who it is: a certificate chain and the use of its key. Safe for use by any number of threads
 * as far as its signer and decryptor are.
 *
 * @param chain the end's own certificate first, each following one certifying the one before; not empty
 * @param signer signs with the key of the first certificate
 * @param decryptor decrypts with it, for the RSA key exchange of TLS 1.2; empty if the key is of another kind or not to be
 *     used so
 */
public record Credential(
        List<X509Certificate> chain, Signer signer, Optional<RsaDecryptor> decryptor) {
    public Credential {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("a credential needs at least one certificate");
        }
    }

    /** One that only signs. */
    public Credential(List<X509Certificate> chain, Signer signer) {
        this(chain, signer, Optional.empty());
    }

    /** The end's own certificate. */
    public X509Certificate certificate() {
        return chain.get(0);
    }

    /** The subject, for reports; nothing of the key. */
    @Override
    public String toString() {
        return "Credential[" + certificate().getSubjectX500Principal() + "]";
    }
}
