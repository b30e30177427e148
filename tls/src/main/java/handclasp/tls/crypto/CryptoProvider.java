package handclasp.tls.crypto;

import handclasp.tls.CipherSuite;
import handclasp.tls.NamedGroup;
import handclasp.tls.SignatureScheme;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.util.List;

/**
 * The cryptography of a connection: what is implemented, in order of preference, and the implementations. Immutable and
 * safe for use by any number of threads; what its methods return belongs to one connection each.
 *
 * <p>Every method that takes an algorithm throws {@link IllegalArgumentException} for one it does not list.
 */
public interface CryptoProvider {
    /** Suites of TLS 1.3, best first, then those of TLS 1.2; see {@link CipherSuite#version}. */
    List<CipherSuite> cipherSuites();

    /** Groups, best first: elliptic curves, then finite fields; see {@link NamedGroup#isFiniteField}. */
    List<NamedGroup> namedGroups();

    /** Schemes whose signatures {@link #verify} can check, best first, those for certificates only included. */
    List<SignatureScheme> signatureSchemes();

    /**
     * Whether the random source of each call decides all its randomness, so that a run with a scripted source replays
     * bit for bit.
     */
    boolean deterministic();

    /** Of the suite's key schedule; in TLS 1.2 the PRF's. */
    HashAlgorithm hash(CipherSuite suite);

    /** Of the key of the suite's cipher, in bytes. */
    int keyLength(CipherSuite suite);

    /** A running hash, empty. */
    RunningHash newHash(HashAlgorithm algorithm);

    /** HMAC and HKDF with this hash. */
    Hkdf hkdf(HashAlgorithm algorithm);

    /** The PRF of TLS 1.2 with this hash. */
    Prf prf(HashAlgorithm algorithm);

    /** For the write side of one key, of a suite with an AEAD; {@code key} is copied. */
    AeadSealer sealer(CipherSuite suite, byte[] key);

    /** For the read side of one key, of a suite with an AEAD; {@code key} is copied. */
    AeadOpener opener(CipherSuite suite, byte[] key);

    /**
     * For the write side of one pair of keys, of a suite with CBC; the keys are copied.
     *
     * @param encryptThenMac whether the MAC stands behind the ciphertext (RFC 7366)
     * @param random the source of initialization vectors
     */
    CbcSealer cbcSealer(
            CipherSuite suite,
            byte[] key,
            byte[] macKey,
            boolean encryptThenMac,
            SecureRandom random);

    /**
     * For the read side of one pair of keys, of a suite with CBC; the keys are copied.
     *
     * @param encryptThenMac whether the MAC stands behind the ciphertext (RFC 7366)
     */
    CbcOpener cbcOpener(CipherSuite suite, byte[] key, byte[] macKey, boolean encryptThenMac);

    /** The key exchange of a group. */
    KeyExchange keyExchange(NamedGroup group);

    /** The key exchange of a group that a server of TLS 1.2 names by its prime and generator. */
    KeyExchange keyExchange(FiniteFieldGroup group);

    /**
     * Encrypts to an RSA key with the padding of RSAES-PKCS1-v1_5 (RFC 8017 §7.2.1), for the premaster secret of TLS 1.2.
     *
     * @param random all the randomness of the padding
     * @throws GeneralSecurityException if the key cannot be used
     */
    byte[] encrypt(RSAPublicKey key, Secret plaintext, SecureRandom random)
            throws GeneralSecurityException;

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
