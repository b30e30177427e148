package handclasp.curves;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScalarFieldTest {

    private final Random random = new Random(3);

    static List<ScalarField> fields() {
        return List.of(ScalarField.P256, ScalarField.ED25519);
    }

    @ParameterizedTest
    @MethodSource("fields")
    void agreesWithBigIntegers(ScalarField field) {
        BigInteger m = field.order();
        List<BigInteger> edges = Reference.edges(m);
        for (int i = 0; i < 5000; i++) {
            BigInteger a = i < edges.size() ? edges.get(i) : Reference.random(random);
            BigInteger b =
                    i % 3 == 0 ? edges.get(random.nextInt(edges.size())) : Reference.random(random);
            BigInteger reducedA = a.mod(m);
            BigInteger reducedB = b.mod(m);
            assertThat(Words.integer(field.reduce(Words.of(a)))).isEqualTo(reducedA);
            assertThat(Words.integer(field.reduce(Words.of(a), Words.of(b))))
                    .isEqualTo(b.shiftLeft(256).add(a).mod(m));
            assertThat(Words.integer(field.multiply(Words.of(a), Words.of(reducedB))))
                    .isEqualTo(a.multiply(b).mod(m));
            assertThat(Words.integer(field.add(Words.of(reducedA), Words.of(reducedB))))
                    .isEqualTo(a.add(b).mod(m));
            assertThat(field.isReduced(Words.of(a))).isEqualTo(a.compareTo(m) < 0);
        }
    }

    @ParameterizedTest
    @MethodSource("fields")
    void inverts(ScalarField field) {
        BigInteger m = field.order();
        List<BigInteger> edges = Reference.edges(m);
        for (int i = 0; i < 4000; i++) {
            BigInteger a = (i < edges.size() ? edges.get(i) : Reference.random(random)).mod(m);
            BigInteger expected = a.signum() == 0 ? BigInteger.ZERO : a.modInverse(m);
            assertThat(Words.integer(field.invert(Words.of(a)))).isEqualTo(expected);
        }
    }

    @Test
    void wordsComeFromBytesAndGoBack() {
        for (BigInteger a : Reference.edges(ScalarField.P256.order())) {
            long[] words = Words.of(a);
            assertThat(Words.integer(words)).isEqualTo(a);
            assertThat(Words.fromBigEndian(Words.bigEndian(words), 0)).isEqualTo(words);
            assertThat(Words.fromLittleEndian(Words.littleEndian(words), 0)).isEqualTo(words);
            assertThat(Words.isZero(words)).isEqualTo(a.signum() == 0);
        }
    }

    @Test
    void signedDigitsAddUpToTheScalar() {
        for (BigInteger a : scalars()) {
            byte[] digits = Words.signedDigits(Words.of(a), 5);
            assertThat(digits).hasSize(52);
            for (byte digit : digits) {
                assertThat(digit).isBetween((byte) -15, (byte) 16);
            }
            assertThat(sum(digits, 5)).isEqualTo(a);
        }
    }

    @Test
    void oddDigitsAddUpToTheScalar() {
        for (BigInteger a : scalars()) {
            byte[] digits = Words.oddDigits(Words.of(a.setBit(0)), 5);
            assertThat(digits).hasSize(52);
            for (byte digit : digits) {
                assertThat(digit & 1).isOne();
                assertThat(digit).isBetween((byte) -31, (byte) 31);
            }
            assertThat(sum(digits, 5)).isEqualTo(a.setBit(0));
        }
    }

    @Test
    void anOddRepresentativeIsTheSameModuloTheOrder() {
        BigInteger order = ScalarField.ED25519.order();
        for (BigInteger a : scalars()) {
            if (a.bitLength() <= 255) {
                BigInteger odd = Words.integer(ScalarField.ED25519.makeOdd(Words.of(a)));
                assertThat(odd.testBit(0)).isTrue();
                assertThat(odd.mod(order)).isEqualTo(a.mod(order));
            }
        }
    }

    @Test
    void nonAdjacentFormAddsUpToTheScalar() {
        for (BigInteger a : scalars()) {
            byte[] digits = Words.nonAdjacentForm(Words.of(a), 5);
            assertThat(sum(digits, 1)).isEqualTo(a);
            int last = -5;
            for (int i = 0; i < digits.length; i++) {
                if (digits[i] != 0) {
                    assertThat(digits[i] & 1).isOne();
                    assertThat(digits[i]).isBetween((byte) -15, (byte) 15);
                    assertThat(i - last).isGreaterThanOrEqualTo(5);
                    last = i;
                }
            }
        }
    }

    private List<BigInteger> scalars() {
        List<BigInteger> scalars =
                new java.util.ArrayList<>(Reference.edges(ScalarField.P256.order()));
        for (int i = 0; i < 2000; i++) {
            scalars.add(Reference.random(random));
        }
        return scalars;
    }

    private static BigInteger sum(byte[] digits, int width) {
        BigInteger sum = BigInteger.ZERO;
        for (int i = digits.length - 1; i >= 0; i--) {
            sum = sum.shiftLeft(width).add(BigInteger.valueOf(digits[i]));
        }
        return sum;
    }
}
