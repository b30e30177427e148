package handclasp.curves;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import handclasp.curves.Reference.Point;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class P256Test {

    private static final BigInteger N = Reference.N;
    private static final long[] GX = Words.of(P256.GX);
    private static final long[] GY = Words.of(P256.GY);

    private final Random random = new Random(4);
    private final PointP256.Work work = new PointP256.Work();

    @Test
    void additionKnowsItsExceptions() {
        Point g = Point.GENERATOR;
        Point q = g.multiply(BigInteger.valueOf(77));
        Point[] points = {Point.INFINITY, g, g.negate(), q, q.negate(), q.add(q), g.add(q)};
        for (Point a : points) {
            for (Point b : points) {
                PointP256 sum = new PointP256();
                sum.addPublic(projective(a), projective(b), work);
                assertIs(sum, a.add(b));
                PointP256 inPlace = projective(a);
                inPlace.addPublic(inPlace, projective(b), work);
                assertIs(inPlace, a.add(b));
                if (b.x() != null) {
                    PointP256 mixed = projective(a);
                    mixed.addPublic(mixed, FieldP256.of(b.x()), FieldP256.of(b.y()), work);
                    assertIs(mixed, a.add(b));
                }
            }
            PointP256 twice = projective(a);
            twice.twice(twice, work);
            assertIs(twice, a.add(a));
        }
    }

    /** A point with a random Z. */
    private PointP256 projective(Point point) {
        PointP256 result = new PointP256();
        if (point.x() == null) {
            result.setInfinity();
            return result;
        }
        BigInteger z = Reference.random(random).mod(Reference.P).max(BigInteger.ONE);
        result.x.set(FieldP256.of(point.x().multiply(z.pow(2))));
        result.y.set(FieldP256.of(point.y().multiply(z.pow(3))));
        result.z.set(FieldP256.of(z));
        return result;
    }

    private static void assertIs(PointP256 actual, Point expected) {
        assertThat(actual.isInfinity()).isEqualTo(expected.x() == null);
        if (expected.x() == null) {
            return;
        }
        PointP256 affine = new PointP256();
        affine.set(actual);
        affine.normalize();
        long[] words = new long[8];
        affine.x.toWords(words);
        assertThat(Words.integer(words)).isEqualTo(expected.x());
        affine.y.toWords(words);
        assertThat(Words.integer(words)).isEqualTo(expected.y());
    }

    @Test
    void everyMultiplicationAgreesWithTheTextbookAtTheEdgesOfTheScalar() {
        CombP256 comb = new CombP256(FieldP256.of(P256.GX), FieldP256.of(P256.GY), 2);
        for (BigInteger scalar : scalars()) {
            Point expected = Point.GENERATOR.multiply(scalar);
            long[] k = Words.of(scalar);
            long[] x = new long[8];
            long[] y = new long[8];
            P256.multiplyGenerator(x, y, k);
            assertThat(Words.integer(x)).isEqualTo(expected.x());
            assertThat(Words.integer(y)).isEqualTo(expected.y());
            assertThat(P256.multiplySecret(GX, GY, k)).isEqualTo(x);
            PointP256 sum = new PointP256();
            P256.multiplyPublic(sum, GX, GY, k, work);
            assertIs(sum, expected);
            comb.multiplyPublic(sum, k, work);
            assertIs(sum, expected);
            P256.generator().multiplyPublic(sum, k, work);
            assertIs(sum, expected);
        }
    }

    /** Where signed digits, their carries and the last additions meet their limits; all in [1, n). */
    private List<BigInteger> scalars() {
        List<BigInteger> scalars = new ArrayList<>();
        for (int i = 0; i <= 20; i++) {
            scalars.add(BigInteger.valueOf(i));
            scalars.add(N.subtract(BigInteger.valueOf(i)));
            scalars.add(N.shiftRight(1).add(BigInteger.valueOf(i - 10)));
            scalars.add(BigInteger.ONE.shiftLeft(256).subtract(N).add(BigInteger.valueOf(i - 10)));
            scalars.add(BigInteger.ONE.shiftLeft(255).add(BigInteger.valueOf(i - 10)));
        }
        for (int bit = 1; bit < 256; bit += 8) {
            scalars.add(BigInteger.ONE.shiftLeft(bit));
            scalars.add(BigInteger.ONE.shiftLeft(bit).subtract(BigInteger.ONE));
        }
        for (int digit = 0; digit < 32; digit++) {
            BigInteger all = BigInteger.ZERO;
            for (int i = 0; i < 51; i++) {
                all = all.shiftLeft(5).add(BigInteger.valueOf(digit));
            }
            scalars.add(all);
            scalars.add(N.subtract(all));
        }
        for (int i = 0; i < 10; i++) {
            scalars.add(Reference.random(random));
        }
        scalars.removeIf(k -> k.signum() <= 0 || k.compareTo(N) >= 0);
        return scalars;
    }

    @Test
    void publicMultiplicationReachesInfinity() {
        PointP256 sum = new PointP256();
        P256.multiplyPublic(sum, GX, GY, Words.of(N), work);
        assertThat(sum.isInfinity()).isTrue();
        P256.multiplyPublic(sum, GX, GY, Words.of(BigInteger.ZERO), work);
        assertThat(sum.isInfinity()).isTrue();
        P256.generator().multiplyPublic(sum, Words.of(BigInteger.ZERO), work);
        assertThat(sum.isInfinity()).isTrue();
    }

    @Test
    void aTableWithDoublingsDoesNotMultiplySecrets() {
        CombP256 comb = new CombP256(FieldP256.of(P256.GX), FieldP256.of(P256.GY), 2);
        assertThatThrownBy(() -> comb.multiplySecret(new PointP256(), GX))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void tellsPointsOnTheCurveFromOthers() {
        Point q = Point.GENERATOR.multiply(BigInteger.valueOf(12345));
        assertThat(P256.isOnCurve(GX, GY)).isTrue();
        assertThat(isOnCurve(q.x(), q.y())).isTrue();
        assertThat(isOnCurve(q.x(), q.negate().y())).isTrue();
        assertThat(isOnCurve(q.x(), q.y().add(BigInteger.ONE))).isFalse();
        assertThat(isOnCurve(q.y(), q.x())).isFalse();
        assertThat(isOnCurve(BigInteger.ZERO, BigInteger.ZERO)).isFalse();
        // x = 0 has the y whose square is b; the same modulo p, but not below it, is no encoding.
        BigInteger root = P256.B.modPow(Reference.P.add(BigInteger.ONE).shiftRight(2), Reference.P);
        assertThat(isOnCurve(BigInteger.ZERO, root)).isTrue();
        assertThat(isOnCurve(Reference.P, root)).isFalse();
        BigInteger x = BigInteger.valueOf(5);
        BigInteger y =
                x.pow(3)
                        .subtract(BigInteger.valueOf(15))
                        .add(P256.B)
                        .modPow(Reference.P.add(BigInteger.ONE).shiftRight(2), Reference.P);
        assertThat(isOnCurve(x, y)).isTrue();
        assertThat(isOnCurve(x.add(Reference.P), y)).isFalse();
    }

    private static boolean isOnCurve(BigInteger x, BigInteger y) {
        return P256.isOnCurve(Words.of(x), Words.of(y));
    }
}
