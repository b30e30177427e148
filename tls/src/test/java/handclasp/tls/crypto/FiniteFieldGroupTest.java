package handclasp.tls.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import handclasp.tls.NamedGroup;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FiniteFieldGroupTest {
    private static final BigInteger P = FiniteFieldGroup.FFDHE2048.prime();

    static List<FiniteFieldGroup> known() {
        return FiniteFieldGroup.known();
    }

    /** RFC 7919 §A: 2^b - 2^(b-64) + (floor(2^(b-130) e) + X) 2^64 - 1. */
    @ParameterizedTest
    @CsvSource({"2048, 560316", "3072, 2625351", "4096, 5736041"})
    void thePrimesOfRfc7919AreMadeOfE(int bits, int x) {
        assertThat(group("ffdhe" + bits).prime()).isEqualTo(prime(bits, e(bits - 130), x));
    }

    /** RFC 3526: 2^b - 2^(b-64) - 1 + 2^64 (floor(2^(b-130) π) + X). */
    @ParameterizedTest
    @CsvSource({"2048, 124476", "3072, 1690314", "4096, 240904"})
    void thePrimesOfRfc3526AreMadeOfPi(int bits, int x) {
        assertThat(group("modp" + bits).prime()).isEqualTo(prime(bits, pi(bits - 130), x));
    }

    private static FiniteFieldGroup group(String name) {
        return known().stream()
                .filter(group -> group.toString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static BigInteger prime(int bits, BigInteger digits, int x) {
        return BigInteger.ONE
                .shiftLeft(bits)
                .subtract(BigInteger.ONE.shiftLeft(bits - 64))
                .subtract(BigInteger.ONE)
                .add(digits.add(BigInteger.valueOf(x)).shiftLeft(64));
    }

    /** With so many bits behind the point. */
    private static BigInteger e(int bits) {
        BigInteger sum = BigInteger.ZERO;
        BigInteger term = BigInteger.ONE.shiftLeft(bits + 64);
        for (int k = 1; term.signum() > 0; k++) {
            sum = sum.add(term);
            term = term.divide(BigInteger.valueOf(k));
        }
        return sum.shiftRight(64);
    }

    /** J. Machin: π = 16 arctan(1/5) - 4 arctan(1/239). */
    private static BigInteger pi(int bits) {
        return arctan(5, bits).shiftLeft(4).subtract(arctan(239, bits).shiftLeft(2)).shiftRight(64);
    }

    private static BigInteger arctan(int inverse, int bits) {
        BigInteger square = BigInteger.valueOf((long) inverse * inverse);
        BigInteger power = BigInteger.ONE.shiftLeft(bits + 64).divide(BigInteger.valueOf(inverse));
        BigInteger sum = BigInteger.ZERO;
        for (int k = 1; power.signum() > 0; k += 2) {
            BigInteger term = power.divide(BigInteger.valueOf(k));
            sum = k % 4 == 1 ? sum.add(term) : sum.subtract(term);
            power = power.divide(square);
        }
        return sum;
    }

    /** Which makes the group of quadratic residues one of prime order. */
    @ParameterizedTest
    @MethodSource("known")
    void theGeneratorHasTheOrderOfHalfTheSafePrime(FiniteFieldGroup group) {
        BigInteger half = group.prime().shiftRight(1);
        assertThat(group.generator().modPow(half, group.prime())).isEqualTo(BigInteger.ONE);
        assertThat(half.isProbablePrime(1)).isTrue();
        assertThat(group.isKnown()).isTrue();
        assertThat(group.length() * 8).isEqualTo(group.prime().bitLength());
    }

    @Test
    void rfc7919HasCodePoints() {
        assertThat(FiniteFieldGroup.of(NamedGroup.FFDHE3072)).contains(FiniteFieldGroup.FFDHE3072);
        assertThat(FiniteFieldGroup.FFDHE3072.name()).contains(NamedGroup.FFDHE3072);
        assertThat(FiniteFieldGroup.of(NamedGroup.X25519)).isEmpty();
        assertThat(FiniteFieldGroup.MODP2048.name()).isEmpty();
        FiniteFieldGroup same =
                new FiniteFieldGroup(new BigInteger(P.toByteArray()), BigInteger.valueOf(2));
        assertThat(same.name()).contains(NamedGroup.FFDHE2048);
    }

    @Test
    void whatCannotBeAGroupIsRefused() {
        BigInteger two = BigInteger.TWO;
        objects(BigInteger.ONE.shiftLeft(1024).subtract(BigInteger.ONE), two, "1024 bits, less");
        objects(BigInteger.ONE.shiftLeft(4096).add(BigInteger.ONE), two, "4097 bits, more");
        objects(BigInteger.ONE.shiftLeft(2050).add(BigInteger.ONE), two, "no multiple of 64");
        objects(P.add(BigInteger.ONE), two, "even");
        objects(P.negate(), two, "less than 2048");
        for (BigInteger generator :
                List.of(
                        BigInteger.ZERO,
                        BigInteger.ONE,
                        P.subtract(BigInteger.ONE),
                        P,
                        BigInteger.valueOf(-2))) {
            objects(P, generator, "generates no group");
        }
        FiniteFieldGroup other = new FiniteFieldGroup(P, BigInteger.valueOf(3));
        assertThat(other.isKnown()).isFalse();
        assertThat(other).hasToString("finite field of 2048 bits");
    }

    private static void objects(BigInteger prime, BigInteger generator, String why) {
        assertThat(FiniteFieldGroup.objection(prime, generator).orElseThrow()).contains(why);
        assertThatThrownBy(() -> new FiniteFieldGroup(prime, generator))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    /** TLS 1.2 neither requires nor forbids leading zeros. */
    @Test
    void aPublicValueOfAnyLengthBecomesAShare() throws Exception {
        byte[] expected = new byte[256];
        expected[255] = 9;
        for (int length : new int[] {1, 2, 255, 256, 257, 300}) {
            byte[] value = new byte[length];
            value[length - 1] = 9;
            assertThat(FiniteFieldGroup.MODP2048.share(value)).isEqualTo(expected);
        }
        byte[] tooLarge = new byte[257];
        Arrays.fill(tooLarge, (byte) 1);
        for (byte[] value : new byte[][] {{}, {0}, {1}, {0, 1}, P.toByteArray(), tooLarge}) {
            assertThatThrownBy(() -> FiniteFieldGroup.FFDHE2048.share(value))
                    .isInstanceOf(InvalidShareException.class)
                    .hasMessageContaining("ffdhe2048");
        }
    }
}
