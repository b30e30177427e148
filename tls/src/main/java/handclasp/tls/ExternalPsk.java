package handclasp.tls;

import handclasp.tls.crypto.HashAlgorithm;
import handclasp.tls.crypto.Secret;
import java.util.HexFormat;

/**
 * A key that both ends were given outside of TLS (RFC 9846 §2.2), in place of certificates. What RFC 9257 asks of whoever
 * hands them out:
 *
 * <ul>
 *   <li>The key is random: 128 bits of entropy or more (§4, §7). A password is none, since whoever sees one handshake can
 *       try all passwords at leisure.
 *   <li>It is known to one client and one server, and each knows which of the two it is (§4). In a group whose members
 *       share a key, each can pretend to be any other, and a stranger can connect members to each other or to themselves
 *       (RFC 9846 §F.8): give each pair, and each direction, a key of its own.
 *   <li>It is used with one hash and in one version of TLS (RFC 9846 §F.7), and not in other protocols.
 *   <li>Its identity travels in the clear, so that it should say nothing of whom it stands for (§4.1, RFC 9846 §C.4), and
 *       a server that also has certificates tells who asks whether it knows an identity (RFC 9846 §F.6).
 * </ul>
 *
 * <p>It is always used together with a key exchange, so that what was recorded stays secret when the key is lost later.
 * Connections made with it take no early data and give no tickets. Immutable and safe for use by any number of threads
 * until it is closed.
 */
public final class ExternalPsk implements AutoCloseable {
    /** Of the key at least, in bytes (RFC 9257 §4). */
    public static final int MIN_LENGTH = 16;

    private final byte[] identity;
    private final Secret key;
    private final HashAlgorithm hash;

    private ExternalPsk(byte[] identity, Secret key, HashAlgorithm hash) {
        this.identity = identity;
        this.key = key;
        this.hash = hash;
    }

    /**
     * A key for SHA-256 (RFC 9846 §4.3.11).
     *
     * @param identity 1 to 65535 bytes, by which the server finds the key; copied
     * @param key {@link #MIN_LENGTH} to 255 random bytes; copied
     * @throws IllegalArgumentException if either has more or fewer
     */
    public static ExternalPsk of(byte[] identity, byte[] key) {
        return of(identity, key, HashAlgorithm.SHA256);
    }

    /**
     * A key for another hash, which decides the cipher suites it can be used with.
     *
     * @param hash {@link HashAlgorithm#SHA256} or {@link HashAlgorithm#SHA384}
     */
    public static ExternalPsk of(byte[] identity, byte[] key, HashAlgorithm hash) {
        if (identity.length < 1 || identity.length > 0xffff) {
            throw new IllegalArgumentException(
                    "an identity has 1 to 65535 bytes, not " + identity.length);
        }
        if (key.length < MIN_LENGTH || key.length > 255) {
            throw new IllegalArgumentException(
                    "a pre-shared key has " + MIN_LENGTH + " to 255 bytes, not " + key.length);
        }
        if (hash != HashAlgorithm.SHA256 && hash != HashAlgorithm.SHA384) {
            throw new IllegalArgumentException("no cipher suite of TLS 1.3 has " + hash);
        }
        return new ExternalPsk(identity.clone(), Secret.owning(key.clone()), hash);
    }

    /** A copy. */
    public byte[] identity() {
        return identity.clone();
    }

    /** Borrowed until this is closed. */
    public Secret key() {
        return key;
    }

    public HashAlgorithm hash() {
        return hash;
    }

    /** Wipes the key: for when it is replaced. Connections that use it then fail. */
    @Override
    public void close() {
        key.close();
    }

    /** The identity only. */
    @Override
    public String toString() {
        return "ExternalPsk[" + HexFormat.of().formatHex(identity) + ", " + hash + "]";
    }
}
