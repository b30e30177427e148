package handclasp.tls;

/**
 * Sees how a TLS 1.2 handshake comes to its keys, for those who show it: premaster secret, master secret, and what the key
 * block gives to either direction. Whoever sees it can read the connection and pretend to be either end. Must be
 * thread-safe.
 */
@FunctionalInterface
public interface SecretListener {
    /**
     * One secret; the array is borrowed until return.
     *
     * @param name such as {@code master secret} or {@code client write key}, by RFC 5246 §6.3 and §8.1
     */
    void secret(String name, byte[] secret);
}
