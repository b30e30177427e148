package handclasp.tls.internal.handshake;

import handclasp.tls.Misbehaved;
import handclasp.tls.SignatureScheme;
import handclasp.tls.TlsException;
import handclasp.tls.crypto.CryptoProvider;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.util.List;

/** Proof that the peer holds the key of the first certificate it showed. */
public final class SignatureProof {
    private final List<X509Certificate> chain;

    private SignatureProof(List<X509Certificate> chain) {
        this.chain = chain;
    }

    /**
     * Checks a signature over the handshake.
     *
     * @param chain what the peer showed, not empty
     * @throws TlsException with {@link Misbehaved#BAD_SIGNATURE}, or with {@link
     *     Misbehaved#SIGNATURE_SCHEME_NOT_OFFERED} if the scheme does not fit the key
     * @throws GeneralSecurityException if the check could not be made
     */
    public static SignatureProof check(
            CryptoProvider crypto,
            SignatureScheme scheme,
            List<X509Certificate> chain,
            byte[] input,
            byte[] signature)
            throws TlsException, GeneralSecurityException {
        return check(crypto, scheme, chain, input, signature, crypto.fits(scheme, keyOf(chain)));
    }

    /**
     * The same in TLS 1.2, where a scheme with ECDSA says the hash and not the curve (RFC 8422 §5.10, RFC 9846 §4.3.3).
     */
    public static SignatureProof checkTls12(
            CryptoProvider crypto,
            SignatureScheme scheme,
            List<X509Certificate> chain,
            byte[] input,
            byte[] signature)
            throws TlsException, GeneralSecurityException {
        PublicKey key = keyOf(chain);
        boolean fits = scheme.isEcdsa() ? key instanceof ECPublicKey : crypto.fits(scheme, key);
        return check(crypto, scheme, chain, input, signature, fits);
    }

    private static PublicKey keyOf(List<X509Certificate> chain) {
        return chain.get(0).getPublicKey();
    }

    private static SignatureProof check(
            CryptoProvider crypto,
            SignatureScheme scheme,
            List<X509Certificate> chain,
            byte[] input,
            byte[] signature,
            boolean fits)
            throws TlsException, GeneralSecurityException {
        PublicKey key = keyOf(chain);
        if (!fits) {
            throw TlsException.builder(Misbehaved.SIGNATURE_SCHEME_NOT_OFFERED)
                    .detail(scheme + " with a key of type " + key.getAlgorithm())
                    .build();
        }
        if (!crypto.verify(scheme, key, input, signature)) {
            throw TlsException.of(Misbehaved.BAD_SIGNATURE, "scheme " + scheme);
        }
        return new SignatureProof(List.copyOf(chain));
    }

    /** What the peer showed, its own certificate first. */
    public List<X509Certificate> chain() {
        return chain;
    }
}
