package handclasp.curves;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FieldP256Test {

    private static final BigInteger P = FieldP256.P;
    private static final BigInteger R = BigInteger.ONE.shiftLeft(260);

    /** The greatest limb of a factor that the class comment promises to handle. */
    private static final long LIMIT = (1L << 56) - 1;

    private final Random random = new Random(1);

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
        FieldP256 x = new FieldP256();
        FieldP256 y = new FieldP256();
        x.set(Words.of(a));
        y.set(Words.of(b));
        FieldP256 z = new FieldP256();
        z.mul(x, y);
        assertStandsFor(z, a.multiply(b));
        z.square(x);
        assertStandsFor(z, a.multiply(a));
        z.add(x, y);
        assertStandsFor(z, a.add(b));
        z.sub(x, y);
        assertStandsFor(z, a.subtract(b));
        z.subShifted(x, y, 3);
        assertStandsFor(z, a.subtract(b.shiftLeft(3)));
        z.reduce();
        assertStandsFor(z, a.subtract(b.shiftLeft(3)));
        z.shiftedSub(x, 2, y);
        assertStandsFor(z, a.shiftLeft(2).subtract(b));
        z.times(x, 3);
        assertStandsFor(z, a.multiply(BigInteger.valueOf(3)));
        z.negate(-1);
        assertStandsFor(z, a.multiply(BigInteger.valueOf(-3)));
        z.negate(0);
        assertStandsFor(z, a.multiply(BigInteger.valueOf(-3)));
        z.set(x);
        z.select(y, 0);
        assertStandsFor(z, a);
        z.select(y, -1);
        assertStandsFor(z, b);
    }

    private static void assertStandsFor(FieldP256 element, BigInteger expected) {
        long[] words = new long[8];
        element.toWords(words);
        BigInteger value = expected.mod(P);
        assertThat(Words.integer(words)).isEqualTo(value);
        assertThat(element.isZero()).isEqualTo(value.signum() == 0);
        assertThat(element.isZeroPublic()).isEqualTo(value.signum() == 0);
    }

    @Test
    void invertsWhatHasAnInverse() {
        FieldP256 z = new FieldP256();
        for (BigInteger a : Reference.edges(P)) {
            z.invert(FieldP256.of(a));
            assertStandsFor(z, a.mod(P).signum() == 0 ? BigInteger.ZERO : a.modInverse(P));
        }
    }

    /** Every pattern of signs of limbs at the limit: the sums of columns take their extremes here. */
    @Test
    void productsOfExtremeLimbsDoNotOverflow() {
        for (int signs = 0; signs < 1 << 10; signs++) {
            for (long limit : new long[] {LIMIT, LIMIT - 1, 1L << 55, (1L << 52) - 1, 1L << 52}) {
                FieldP256 x = extreme(signs, limit);
                FieldP256 y = extreme(signs >>> 5, limit);
                FieldP256 z = new FieldP256();
                z.mul(x, y);
                assertThat(value(z).multiply(R).subtract(value(x).multiply(value(y))).mod(P))
                        .isZero();
                z.square(x);
                assertThat(value(z).multiply(R).subtract(value(x).pow(2)).mod(P)).isZero();
            }
        }
    }

    private static FieldP256 extreme(int signs, long limit) {
        FieldP256 x = new FieldP256();
        x.l0 = (signs & 1) == 0 ? limit : -limit;
        x.l1 = (signs & 2) == 0 ? limit : -limit;
        x.l2 = (signs & 4) == 0 ? limit : -limit;
        x.l3 = (signs & 8) == 0 ? limit : -limit;
        x.l4 = (signs & 16) == 0 ? limit : -limit;
        return x;
    }

    /** Size of a product at most 1 + s·t/16 and a hair, its limbs below 2^53. */
    @Test
    void productsStayWithinTheirBounds() {
        for (int i = 0; i < 20_000; i++) {
            FieldP256 x = ofSize(1 + random.nextInt(16), i);
            FieldP256 y = ofSize(1 + random.nextInt(10), i >> 2);
            FieldP256 z = new FieldP256();
            z.mul(x, y);
            assertBounded(z, size(x) * size(y));
            z.square(y);
            assertBounded(z, size(y) * size(y));
        }
    }

    private static void assertBounded(FieldP256 z, double product) {
        assertThat(size(z)).isLessThanOrEqualTo(1 + product / 16 + 0x1p-30);
        for (long limb : new long[] {z.l0, z.l1, z.l2, z.l3, z.l4}) {
            assertThat(Math.abs(limb)).isLessThan(1L << 53);
        }
    }

    private FieldP256 ofSize(int size, int kind) {
        FieldP256 x = new FieldP256();
        BigInteger magnitude =
                switch (kind & 3) {
                    case 0 -> P;
                    case 1 -> P.subtract(BigInteger.ONE);
                    default -> Reference.random(random);
                };
        long[] words = Words.of(magnitude);
        x.l0 = words[0] | (words[1] & 0xfffff) << 32;
        x.l1 = words[1] >>> 20 | words[2] << 12 | (words[3] & 0xff) << 44;
        x.l2 = words[3] >>> 8 | (words[4] & 0xfffffff) << 24;
        x.l3 = words[4] >>> 28 | words[5] << 4 | (words[6] & 0xffff) << 36;
        x.l4 = words[6] >>> 16 | words[7] << 16;
        x.times(x, random.nextBoolean() ? size : -size);
        return x;
    }

    @Test
    void reducingBringsTheSizeToOne() {
        for (int i = 0; i < 20_000; i++) {
            FieldP256 x = ofSize(1 + random.nextInt(15), i);
            BigInteger before = value(x);
            x.reduce();
            assertThat(value(x).subtract(before).mod(P)).isZero();
            assertThat(size(x)).isLessThanOrEqualTo(1 + 0x1p-30);
            assertThat(value(x)).isGreaterThanOrEqualTo(BigInteger.ONE.shiftLeft(214).negate());
        }
    }

    private static double size(FieldP256 x) {
        return value(x).abs().doubleValue() / P.doubleValue();
    }

    private static BigInteger value(FieldP256 x) {
        BigInteger sum = BigInteger.ZERO;
        for (long limb : new long[] {x.l4, x.l3, x.l2, x.l1, x.l0}) {
            sum = sum.shiftLeft(52).add(BigInteger.valueOf(limb));
        }
        return sum;
    }
}
