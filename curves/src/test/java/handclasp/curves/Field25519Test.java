package handclasp.curves;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Field25519Test {

    private static final BigInteger P = Field25519.P;

    /** The greatest limb of a factor that the class comment promises to handle. */
    private static final long LIMIT = (1L << 53) + (1L << 20);

    private final Random random = new Random(2);

    @Test
    void arithmeticAgreesWithBigIntegersAtTheEdges() {
        List<BigInteger> edges = Reference.edges(P);
        for (BigInteger a : edges) {
            for (int i = 0; i < 8; i++) {
                check(
                        a,
                        i < 4 ? edges.get(random.nextInt(edges.size())) : Reference.random(random));
            }
        }
    }

    @Test
    void arithmeticAgreesWithBigIntegersAtRandom() {
        for (int i = 0; i < 20_000; i++) {
            check(Reference.random(random), Reference.random(random));
        }
    }

    private static void check(BigInteger a, BigInteger b) {
        Field25519 x = new Field25519();
        Field25519 y = new Field25519();
        x.set(Words.of(a));
        y.set(Words.of(b));
        assertStandsFor(x, a);
        Field25519 z = new Field25519();
        z.mul(x, y);
        assertStandsFor(z, a.multiply(b));
        z.square(x);
        assertStandsFor(z, a.multiply(a));
        z.add(x, y);
        assertStandsFor(z, a.add(b));
        z.sub(x, y);
        assertStandsFor(z, a.subtract(b));
        z.times(z, 121665);
        assertStandsFor(z, a.subtract(b).multiply(BigInteger.valueOf(121665)));
        z.negate(-1);
        assertStandsFor(z, b.subtract(a).multiply(BigInteger.valueOf(121665)));
        z.set(x);
        Field25519 w = new Field25519();
        w.set(y);
        Field25519.swap(z, w, 0);
        assertStandsFor(z, a);
        Field25519.swap(z, w, -1);
        assertStandsFor(z, b);
        assertStandsFor(w, a);
    }

    private static void assertStandsFor(Field25519 element, BigInteger expected) {
        long[] words = new long[8];
        element.toWords(words);
        BigInteger value = expected.mod(P);
        assertThat(Words.integer(words)).isEqualTo(value);
        assertThat(element.isZero()).isEqualTo(value.signum() == 0);
        assertThat(element.lowestBit()).isEqualTo(value.testBit(0) ? 1 : 0);
    }

    @Test
    void invertsAndTakesThePowerForRoots() {
        BigInteger exponent = P.subtract(BigInteger.valueOf(5)).shiftRight(3);
        Field25519 z = new Field25519();
        for (BigInteger a : Reference.edges(P)) {
            z.invert(Field25519.of(a));
            assertStandsFor(z, a.mod(P).signum() == 0 ? BigInteger.ZERO : a.modInverse(P));
            z.powerForRoot(Field25519.of(a));
            assertStandsFor(z, a.modPow(exponent, P));
        }
    }

    /** Every pattern of signs of limbs at the limit: the sums of columns take their extremes here. */
    @Test
    void productsOfExtremeLimbsDoNotOverflow() {
        for (int signs = 0; signs < 1 << 10; signs++) {
            for (long limit : new long[] {LIMIT, 1L << 53, (1L << 51) - 1, 1L << 51}) {
                Field25519 x = extreme(signs, limit);
                Field25519 y = extreme(signs >>> 5, limit);
                Field25519 z = new Field25519();
                z.mul(x, y);
                assertThat(value(z).subtract(value(x).multiply(value(y))).mod(P)).isZero();
                assertCarried(z);
                z.square(x);
                assertThat(value(z).subtract(value(x).pow(2)).mod(P)).isZero();
                assertCarried(z);
                z.times(x, (1 << 17) - 1);
                assertThat(
                                value(z).subtract(
                                                value(x).multiply(
                                                                BigInteger.valueOf((1 << 17) - 1)))
                                        .mod(P))
                        .isZero();
                assertCarried(z);
                assertStandsFor(x, value(x));
            }
        }
    }

    private static void assertCarried(Field25519 z) {
        for (long limb : new long[] {z.l0, z.l1, z.l2, z.l3, z.l4}) {
            assertThat(limb).isBetween(-(1L << 16), (1L << 51) + (1L << 16));
        }
    }

    private static Field25519 extreme(int signs, long limit) {
        Field25519 x = new Field25519();
        x.l0 = (signs & 1) == 0 ? limit : -limit;
        x.l1 = (signs & 2) == 0 ? limit : -limit;
        x.l2 = (signs & 4) == 0 ? limit : -limit;
        x.l3 = (signs & 8) == 0 ? limit : -limit;
        x.l4 = (signs & 16) == 0 ? limit : -limit;
        return x;
    }

    private static BigInteger value(Field25519 x) {
        BigInteger sum = BigInteger.ZERO;
        for (long limb : new long[] {x.l4, x.l3, x.l2, x.l1, x.l0}) {
            sum = sum.shiftLeft(51).add(BigInteger.valueOf(limb));
        }
        return sum;
    }
}
