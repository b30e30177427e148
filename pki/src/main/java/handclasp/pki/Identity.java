package handclasp.pki;

import handclasp.tls.auth.Credential;
import handclasp.tls.auth.PrivateKeyDecryptor;
import handclasp.tls.auth.PrivateKeySigner;
import handclasp.tls.crypto.RsaDecryptor;
import handclasp.tls.crypto.Signer;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A private key with the certificates that say whose it is. In an identity, key and certificate belong together and the
 * chain is in order. Immutable; safe for use by any number of threads as far as the key's provider is.
 */
public final class Identity {
    /** A chain has rarely more than four, and what else a file holds is looked through once for each of them. */
    private static final int MOST_CERTIFICATES = 100;

    private final List<X509Certificate> chain;
    private final PrivateKey privateKey;
    private final Signer signer;

    private Identity(List<X509Certificate> chain, PrivateKey privateKey, Signer signer) {
        this.chain = chain;
        this.privateKey = privateKey;
        this.signer = signer;
    }

    /**
     * Puts a key and certificates together. The certificates may be in any order: the first one that has the key leads,
     * the one that issued it follows, and so on; those that lead nowhere are left out.
     *
     * @param certificates at most 100
     * @throws PkiException if there are more, no certificate belongs to the key, or TLS 1.3 has no use for such a key
     */
    public static Identity of(List<X509Certificate> certificates, PrivateKey key)
            throws PkiException {
        return of(certificates, "", key, "");
    }

    /**
     * Reads an unencrypted key and its certificates from PEM files, which may be the same file.
     *
     * @throws PkiException as {@link Pem} and {@link #of}
     */
    public static Identity fromPem(Path certificates, Path key) throws PkiException {
        return of(
                Pem.certificates(certificates),
                " in " + certificates,
                Pem.privateKey(key),
                " in " + key);
    }

    /**
     * Reads a key, which may be encrypted, and its certificates from PEM files, which may be the same file.
     *
     * @param password asked only if the key is encrypted; what it gives stays the caller's, to be wiped
     * @throws PkiException as {@link Pem} and {@link #of}
     */
    public static Identity fromPem(Path certificates, Path key, Supplier<char[]> password)
            throws PkiException {
        return of(
                Pem.certificates(certificates),
                " in " + certificates,
                Pem.privateKey(key, password),
                " in " + key);
    }

    /** The places are for the error's words and start with a space. */
    static Identity of(
            List<X509Certificate> certificates, String theirPlace, PrivateKey key, String itsPlace)
            throws PkiException {
        if (certificates.isEmpty()) {
            throw new PkiException(
                    "There is no certificate%s for the private key%s."
                            .formatted(theirPlace, itsPlace));
        }
        if (certificates.size() > MOST_CERTIFICATES) {
            throw new PkiException(
                    ("There are %s certificates%s, and an identity may come with at most %s: leave"
                                    + " its own and those of its issuers, and take the others out.")
                            .formatted(certificates.size(), theirPlace, MOST_CERTIFICATES));
        }
        for (X509Certificate certificate : certificates) {
            if (KeyMatch.belongTogether(key, certificate.getPublicKey())) {
                return new Identity(
                        ChainOrder.from(certificate, certificates),
                        key,
                        PrivateKeySigner.of(key, certificate.getPublicKey()));
            }
        }
        throw noMatch(certificates, theirPlace, key, itsPlace);
    }

    private static PkiException noMatch(
            List<X509Certificate> certificates,
            String theirPlace,
            PrivateKey key,
            String itsPlace) {
        X509Certificate first = certificates.get(0);
        if (!KeyMatch.isUsable(first.getPublicKey())) {
            return new PkiException(
                    ("The certificate %s%s has a key (%s) that TLS 1.3 has no signature for; "
                                    + "use ECDSA on P-256, P-384 or P-521, Ed25519, Ed448, or RSA.")
                            .formatted(
                                    Text.name(first),
                                    theirPlace,
                                    first.getPublicKey().getAlgorithm()));
        }
        return new PkiException(
                ("The private key%s does not belong to the certificate %s%s%s: the key is %s, "
                                + "the certificate's is %s%s; name the key that the certificate was made for.")
                        .formatted(
                                itsPlace,
                                Text.name(first),
                                theirPlace,
                                (certificates.size() > 1 ? " or any other one there" : ""),
                                key.getAlgorithm(),
                                first.getPublicKey().getAlgorithm(),
                                (key.getAlgorithm().equals(first.getPublicKey().getAlgorithm())
                                        ? ", but another one"
                                        : "")));
    }

    /** The identity's own certificate first, each following one certifying the one before; not empty. */
    public List<X509Certificate> chain() {
        return chain;
    }

    /** The identity's own certificate. */
    public X509Certificate certificate() {
        return chain.get(0);
    }

    public PrivateKey privateKey() {
        return privateKey;
    }

    /** The identity as a TLS configuration takes it. */
    public Credential credential() {
        Optional<RsaDecryptor> decryptor =
                certificate().getPublicKey() instanceof RSAPublicKey key
                                && key.getAlgorithm().equals("RSA")
                        ? Optional.of(PrivateKeyDecryptor.of(privateKey(), key))
                        : Optional.empty();
        return new Credential(chain, signer, decryptor);
    }

    /** The subject; nothing of the key. */
    @Override
    public String toString() {
        return "Identity[" + certificate().getSubjectX500Principal() + "]";
    }
}
