package handclasp.tls.crypto;

import java.security.SecureRandom;

/**
 * A group in the shape of a KEM, which fits Diffie-Hellman too: the client generates, the server encapsulates to the
 * client's share, the client decapsulates the server's. In TLS 1.2, where the server's share comes first, the two change
 * parts: the server generates and decapsulates. Safe for use by any number of threads.
 */
public interface KeyExchange {
    /** Of the share that {@link #generate} makes, in bytes. */
    int clientShareLength();

    /** A fresh key pair of the end whose share goes first, for one connection. */
    KeyPair generate(SecureRandom random);

    /**
     * The server's side.
     *
     * @param clientShare {@code key_exchange} as the client sent it
     * @throws InvalidShareException if it is not a valid public value (RFC 9846 §4.3.8.2, §7.4.2)
     */
    Encapsulation encapsulate(byte[] clientShare, SecureRandom random) throws InvalidShareException;

    /** The client's side between its hello and the server's. Not thread-safe. */
    interface KeyPair extends AutoCloseable {
        /** {@code key_exchange} for the wire, a fresh array. */
        byte[] share();

        /**
         * The shared secret.
         *
         * @param serverShare {@code key_exchange} as the server sent it
         * @throws InvalidShareException if it is not a valid public value
         */
        Secret decapsulate(byte[] serverShare) throws InvalidShareException;

        /** Forgets the private key as far as the provider lets it. */
        @Override
        void close();
    }

    /** What the server gets: its own share for the wire, and the secret. */
    final class Encapsulation {
        private final byte[] share;
        private final Secret secret;

        public Encapsulation(byte[] share, Secret secret) {
            this.share = share.clone();
            this.secret = secret;
        }

        /** {@code key_exchange} for the wire, a fresh array. */
        public byte[] share() {
            return share.clone();
        }

        public Secret secret() {
            return secret;
        }
    }
}
