package handclasp.tls.crypto;

import handclasp.tls.CipherSuite;
import handclasp.tls.NamedGroup;
import handclasp.tls.SignatureScheme;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.List;

/**
 * The cryptography of a connection: what is implemented, in order of preference, and the implementations. Immutable and
 * safe for use by any number of threads; what its methods return belongs to one connection each.
 *
 * <p>Every method that takes an algorithm throws {@link IllegalArgumentException} for one it does not list.
 */
public interface CryptoProvider {
    /** TLS 1.3 suites, best first. */
    List<CipherSuite> cipherSuites();

    /** Groups, best first. */
    List<NamedGroup> namedGroups();

    /** Schemes whose signatures {@link #verify} can check, best first, those for certificates only included. */
    List<SignatureScheme> signatureSchemes();

    /**
     * Whether the random source of each call decides all its randomness, so that a run with a scripted source replays
     * bit for bit.
     */
    boolean deterministic();

    /** Of a TLS 1.3 suite. */
    HashAlgorithm hash(CipherSuite suite);

    /** Of a TLS 1.3 suite's AEAD key, in bytes. */
    int keyLength(CipherSuite suite);

    /** A running hash, empty. */
    RunningHash newHash(HashAlgorithm algorithm);

    /** HMAC and HKDF with this hash. */
    Hkdf hkdf(HashAlgorithm algorithm);

    /** For the write side of one key; {@code key} is copied. */
    AeadSealer sealer(CipherSuite suite, byte[] key);

    /** For the read side of one key; {@code key} is copied. */
    AeadOpener opener(CipherSuite suite, byte[] key);

    /** The key exchange of a group. */
    KeyExchange keyExchange(NamedGroup group);

    /**
     * Whether a signature with this scheme can come from this key: its type, and in TLS 1.3 its curve (RFC 9846 §4.3.3).
     */
    boolean fits(SignatureScheme scheme, PublicKey key);

    /**
     * Checks a signature over {@code input}.
     *
     * @return whether it is good; a signature that is malformed is not
     * @throws GeneralSecurityException if the check could not be made
     */
    boolean verify(SignatureScheme scheme, PublicKey key, byte[] input, byte[] signature)
            throws GeneralSecurityException;
}
