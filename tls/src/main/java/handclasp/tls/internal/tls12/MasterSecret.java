package handclasp.tls.internal.tls12;

import handclasp.tls.crypto.Secret;
import java.util.Arrays;
import java.util.Optional;

/**
 * The master secret of a session, 48 bytes, and what comes of it (RFC 5246 §6.3, §7.4.9, §8.1). Closing it wipes it. Not
 * thread-safe.
 */
public final class MasterSecret implements AutoCloseable {
    /** In bytes, with every suite. */
    public static final int LENGTH = 48;

    /** Of the verify_data of Finished, in bytes: what every suite of ours has. */
    public static final int VERIFY_DATA = 12;

    private final Suite12 suite;
    private final Secret secret;

    private MasterSecret(Suite12 suite, Secret secret) {
        this.suite = suite;
        this.secret = secret;
    }

    /**
     * From a premaster secret, which is closed (RFC 5246 §8.1).
     *
     * @param clientRandom 32 bytes, as in {@code serverRandom}
     */
    public static MasterSecret of(
            Suite12 suite, Secret premaster, byte[] clientRandom, byte[] serverRandom) {
        try (premaster) {
            return derive(suite, premaster, "master secret", joined(clientRandom, serverRandom));
        }
    }

    /**
     * With the extended master secret, from a premaster secret, which is closed (RFC 7627 §4): bound to the whole
     * handshake, certificates included, so that no two sessions of different peers share it.
     *
     * @param sessionHash of all messages up to and including ClientKeyExchange
     */
    public static MasterSecret extended(Suite12 suite, Secret premaster, byte[] sessionHash) {
        try (premaster) {
            return derive(suite, premaster, "extended master secret", sessionHash);
        }
    }

    /**
     * Of a session that is resumed.
     *
     * @param secret 48 bytes, taken over
     */
    public static MasterSecret resumed(Suite12 suite, Secret secret) {
        if (secret.length() != LENGTH) {
            throw new IllegalArgumentException("a master secret of " + secret.length() + " bytes");
        }
        return new MasterSecret(suite, secret);
    }

    public Suite12 suite() {
        return suite;
    }

    /**
     * The keys of both directions (RFC 5246 §6.3), made anew from the randoms of each connection.
     *
     * @param clientRandom 32 bytes, as in {@code serverRandom}
     */
    public KeyBlock keyBlock(byte[] clientRandom, byte[] serverRandom) {
        byte[] seed = joined(serverRandom, clientRandom);
        try (Secret block =
                suite.prf().compute(secret, "key expansion", seed, KeyBlock.length(suite))) {
            return new KeyBlock(suite, block);
        }
    }

    /**
     * The verify_data of the client's Finished (RFC 5246 §7.4.9), 12 bytes; to be compared by {@link
     * java.security.MessageDigest#isEqual}.
     */
    public byte[] clientVerifyData(byte[] transcriptHash) {
        return verifyData("client finished", transcriptHash);
    }

    /** The same of the server's Finished. */
    public byte[] serverVerifyData(byte[] transcriptHash) {
        return verifyData("server finished", transcriptHash);
    }

    /**
     * Keying material for other protocols (RFC 5705 §4). A context that is empty is another than none. Without the
     * extended master secret two connections of different peers may be made to give the same (RFC 7627 §1).
     *
     * @param context of less than 65536 bytes
     */
    public Secret export(
            String label,
            Optional<byte[]> context,
            int length,
            byte[] clientRandom,
            byte[] serverRandom) {
        byte[] randoms = joined(clientRandom, serverRandom);
        byte[] seed = context.map(some -> joined(randoms, prefixed(some))).orElse(randoms);
        return suite.prf().compute(secret, label, seed, length);
    }

    /**
     * The secret itself, borrowed until {@link #close}: for sessions that are stored, and for whoever is allowed to see
     * secrets. Whoever has it can read everything.
     */
    public Secret secret() {
        return secret;
    }

    @Override
    public void close() {
        secret.close();
    }

    /** Nothing of the secret. */
    @Override
    public String toString() {
        return "MasterSecret[" + suite.cipherSuite() + "]";
    }

    private static MasterSecret derive(Suite12 suite, Secret premaster, String label, byte[] seed) {
        return new MasterSecret(suite, suite.prf().compute(premaster, label, seed, LENGTH));
    }

    private byte[] verifyData(String label, byte[] transcriptHash) {
        try (Secret data = suite.prf().compute(secret, label, transcriptHash, VERIFY_DATA)) {
            return data.bytes().clone();
        }
    }

    private static byte[] prefixed(byte[] context) {
        if (context.length > 0xffff) {
            throw new IllegalArgumentException("a context of " + context.length + " bytes");
        }
        return joined(new byte[] {(byte) (context.length >>> 8), (byte) context.length}, context);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
