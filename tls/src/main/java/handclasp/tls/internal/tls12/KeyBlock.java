package handclasp.tls.internal.tls12;

import handclasp.tls.crypto.RecordAlgorithm;
import handclasp.tls.crypto.Secret;
import java.security.SecureRandom;
import java.util.Arrays;

/** The keys of both directions of one connection (RFC 5246 §6.3). Closing it wipes them. Not thread-safe. */
public final class KeyBlock implements AutoCloseable {
    private final Suite12 suite;
    private final Secret clientMacKey;
    private final Secret serverMacKey;
    private final Secret clientKey;
    private final Secret serverKey;
    private final Secret clientIv;
    private final Secret serverIv;

    /** @param block {@link #length} bytes, borrowed */
    KeyBlock(Suite12 suite, Secret block) {
        RecordAlgorithm records = suite.records();
        Cut cut = new Cut(block.bytes());
        this.suite = suite;
        clientMacKey = cut.next(records.macKeyLength());
        serverMacKey = cut.next(records.macKeyLength());
        clientKey = cut.next(records.keyLength());
        serverKey = cut.next(records.keyLength());
        clientIv = cut.next(records.fixedIvLength());
        serverIv = cut.next(records.fixedIvLength());
    }

    /** Of all keys together, in bytes. */
    static int length(Suite12 suite) {
        RecordAlgorithm records = suite.records();
        return 2 * (records.macKeyLength() + records.keyLength() + records.fixedIvLength());
    }

    /**
     * For what the client sends; independent of this block's closing.
     *
     * @param encryptThenMac whether RFC 7366 was agreed on; without meaning for an AEAD
     * @param random the source of the initialization vectors of CBC
     */
    public TrafficKeys12 clientKeys(boolean encryptThenMac, SecureRandom random) {
        return new TrafficKeys12(
                suite,
                clientMacKey.copy(),
                clientKey.copy(),
                clientIv.copy(),
                encryptThenMac,
                random);
    }

    /** The same for what the server sends. */
    public TrafficKeys12 serverKeys(boolean encryptThenMac, SecureRandom random) {
        return new TrafficKeys12(
                suite,
                serverMacKey.copy(),
                serverKey.copy(),
                serverIv.copy(),
                encryptThenMac,
                random);
    }

    /** Of 0 bytes with an AEAD. Borrowed, as are the others: only for whoever is allowed to see secrets. */
    public Secret clientMacKey() {
        return clientMacKey;
    }

    public Secret serverMacKey() {
        return serverMacKey;
    }

    public Secret clientKey() {
        return clientKey;
    }

    public Secret serverKey() {
        return serverKey;
    }

    /** The part of the nonce that is not in the records; of 0 bytes with CBC. */
    public Secret clientIv() {
        return clientIv;
    }

    public Secret serverIv() {
        return serverIv;
    }

    @Override
    public void close() {
        clientMacKey.close();
        serverMacKey.close();
        clientKey.close();
        serverKey.close();
        clientIv.close();
        serverIv.close();
    }

    /** Nothing of the keys. */
    @Override
    public String toString() {
        return "KeyBlock[" + suite.cipherSuite() + "]";
    }

    private static final class Cut {
        private final byte[] bytes;
        private int at;

        Cut(byte[] bytes) {
            this.bytes = bytes;
        }

        Secret next(int length) {
            at += length;
            return Secret.owning(Arrays.copyOfRange(bytes, at - length, at));
        }
    }
}
