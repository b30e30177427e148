package handclasp.tls.internal.jca;

/** Comparisons whose answer is a mask, all ones for yes and 0 for no, found by arithmetic instead of branches. */
final class ConstantTime {
    private ConstantTime() {}

    static int isZero(int value) {
        // Only zero has no sign bit in itself and in its negation.
        return ~(value | -value) >> 31;
    }

    static int same(int a, int b) {
        return isZero(a ^ b);
    }

    /** {@code a <= b}, both from 0 to 2^30. */
    static int atMost(int a, int b) {
        return ~((b - a) >> 31);
    }

    /** {@code a < b}, both from 0 to 2^30. */
    static int below(int a, int b) {
        return (a - b) >> 31;
    }
}
