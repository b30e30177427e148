package handclasp.tls.internal.record;

/** The nonce of each record: the initialization vector and a sequence number (RFC 9846 §5.3). */
final class Nonce {
    private final byte[] iv;
    private final byte[] current;
    private long sequence;

    Nonce(byte[] iv) {
        this.iv = iv.clone();
        this.current = iv.clone();
    }

    /** For the next record; valid until the next call. */
    byte[] next() {
        for (int i = 0; i < Long.BYTES; i++) {
            int at = current.length - 1 - i;
            current[at] = (byte) (iv[at] ^ (sequence >>> (8 * i)));
        }
        sequence++;
        return current;
    }

    /** The last one was not used: it comes again. */
    void back() {
        sequence--;
    }

    /** How many were given out. */
    long count() {
        return sequence;
    }
}
