package handclasp.tls.internal.record;

/** How a record of TLS 1.2 under an AEAD comes by its 12 bytes of nonce. */
abstract sealed class Nonce12 {
    /** Of the part that stands in the record, before the ciphertext, in bytes. */
    abstract int explicitLength();

    /** For sealing; writes the explicit part, if there is one, to {@code out}. Valid until the next call. */
    abstract byte[] next(byte[] out, int offset);

    /** For opening; reads the explicit part, if there is one. Valid until the next call. */
    abstract byte[] read(byte[] in, int offset);

    /** By what the key block gave: 4 bytes leave 8 to the record, 12 bytes leave none. */
    static Nonce12 of(byte[] fixed) {
        return switch (fixed.length) {
            case 4 -> new Explicit(fixed);
            case 12 -> new Implicit(fixed);
            default -> throw new IllegalArgumentException("an IV of " + fixed.length + " bytes");
        };
    }

    /** AES-GCM (RFC 5288 §3): our explicit part counts, so that no nonce comes twice; a peer's is what it likes. */
    private static final class Explicit extends Nonce12 {
        private static final int FIXED = 4;

        private final byte[] nonce = new byte[FIXED + Long.BYTES];
        private long sequence;

        Explicit(byte[] fixed) {
            System.arraycopy(fixed, 0, nonce, 0, FIXED);
        }

        @Override
        int explicitLength() {
            return Long.BYTES;
        }

        @Override
        byte[] next(byte[] out, int offset) {
            for (int i = 0; i < Long.BYTES; i++) {
                nonce[FIXED + i] = (byte) (sequence >>> (8 * (Long.BYTES - 1 - i)));
            }
            sequence++;
            System.arraycopy(nonce, FIXED, out, offset, Long.BYTES);
            return nonce;
        }

        @Override
        byte[] read(byte[] in, int offset) {
            System.arraycopy(in, offset, nonce, FIXED, Long.BYTES);
            return nonce;
        }
    }

    /** ChaCha20-Poly1305 (RFC 7905 §2): made of the sequence number as in TLS 1.3. */
    private static final class Implicit extends Nonce12 {
        private final Nonce nonce;

        Implicit(byte[] iv) {
            nonce = new Nonce(iv);
        }

        @Override
        int explicitLength() {
            return 0;
        }

        @Override
        byte[] next(byte[] out, int offset) {
            return nonce.next();
        }

        @Override
        byte[] read(byte[] in, int offset) {
            return nonce.next();
        }
    }
}
