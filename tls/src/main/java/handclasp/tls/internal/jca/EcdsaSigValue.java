package handclasp.tls.internal.jca;

/**
 * The form of an ECDSA signature: a DER-encoded {@code SEQUENCE { r INTEGER, s INTEGER }} (RFC 9846 §4.3.3). The JDK also
 * takes some that are not DER, so that one signature would have several forms.
 */
final class EcdsaSigValue {
    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;

    private final byte[] der;
    private int position;

    private EcdsaSigValue(byte[] der) {
        this.der = der;
    }

    /** Whether it is two positive integers, encoded as DER wants them. */
    static boolean isDer(byte[] signature) {
        return new EcdsaSigValue(signature).isSequenceOfTwo();
    }

    private boolean isSequenceOfTwo() {
        return readHead(SEQUENCE) == der.length - position
                && skipInteger()
                && skipInteger()
                && position == der.length;
    }

    private boolean skipInteger() {
        int length = readHead(INTEGER);
        if (length < 1 || length > der.length - position) {
            return false;
        }
        // A byte of zeros stands in front only of one that would otherwise make the number
        // negative.
        boolean leadsWithZero = der[position] == 0;
        boolean positive = leadsWithZero ? length > 1 && der[position + 1] < 0 : der[position] > 0;
        position += length;
        return positive;
    }

    /** The length after this tag, or -1. No curve needs more than one byte of it after the first (X.690 §10.1). */
    private int readHead(int tag) {
        if (der.length - position < 2 || der[position] != tag) {
            return -1;
        }
        int first = der[position + 1] & 0xff;
        position += 2;
        if (first < 0x80) {
            return first;
        }
        if (first > 0x81 || position == der.length) {
            return -1;
        }
        int length = der[position++] & 0xff;
        return length < 0x80 ? -1 : length;
    }
}
