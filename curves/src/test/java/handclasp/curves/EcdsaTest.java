package handclasp.curves;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Verification at the exceptions of the addition formulas, with a table for the key and without one. */
class EcdsaTest {

    private static final BigInteger N = Reference.N;
    private static final BigInteger P = Reference.P;

    private final Random random = new Random(99);

    private BigInteger scalar() {
        return Reference.random(random).mod(N.subtract(BigInteger.ONE)).add(BigInteger.ONE);
    }

    private static EcPublicKey key(BigInteger scalar) throws InvalidKeyException {
        long[] x = new long[8];
        long[] y = new long[8];
        P256.multiplyGenerator(x, y, Words.of(scalar));
        return new EcPublicKey(x, y);
    }

    /** Both ways to verify, which must agree. */
    private static boolean verifies(EcPublicKey key, BigInteger e, BigInteger r, BigInteger s) {
        FieldP256 x = new FieldP256();
        FieldP256 y = new FieldP256();
        x.set(key.x());
        y.set(key.y());
        CombP256 table = new CombP256(x, y, 2);
        long[] number = Words.of(e.mod(N));
        Ecdsa.Value value = new Ecdsa.Value(Words.of(r), Words.of(s));
        boolean known = Ecdsa.verify(key, table, number, value);
        assertThat(Ecdsa.verify(key, null, number, value)).isEqualTo(known);
        return known;
    }

    /** Private keys from the ends of their range, where tables hold the generator's own multiples, and others. */
    private BigInteger privateKey(int i) {
        return switch (i % 3) {
            case 0 -> BigInteger.valueOf(1 + i / 3);
            case 1 -> N.subtract(BigInteger.valueOf(1 + i / 3));
            default -> scalar();
        };
    }

    @Test
    void sumsOfEqualAndOppositePoints() throws Exception {
        for (int i = 0; i < 120; i++) {
            BigInteger d = privateKey(i);
            EcPublicKey key = key(d);
            BigInteger k = i % 4 == 0 ? BigInteger.valueOf(1 + random.nextInt(40)) : scalar();
            BigInteger r = Words.integer(key(k).x()).mod(N);
            BigInteger inverse = k.modInverse(N);
            BigInteger rd = r.multiply(d).mod(N);
            BigInteger e = i % 5 == 0 ? BigInteger.ZERO : scalar();
            BigInteger s = e.add(rd).multiply(inverse).mod(N);
            assertThat(verifies(key, e, r, s)).isTrue();
            assertThat(verifies(key, e, r, N.subtract(s))).as("high s").isTrue();
            assertThat(verifies(key, e.add(BigInteger.ONE), r, s)).isFalse();
            // u1·G = u2·Q: the last addition is a doubling.
            assertThat(verifies(key, rd, r, rd.shiftLeft(1).multiply(inverse).mod(N))).isTrue();
            // u1·G = −u2·Q: the sum is infinity, whatever s.
            assertThat(verifies(key, N.subtract(rd), r, scalar())).isFalse();
        }
    }

    /** x of R in [n, p): r + n is its coordinate. No known scalar has one, so Q is made to fit R. */
    @Test
    void aCoordinateAboveTheOrder() throws Exception {
        int found = 0;
        for (long j = 1; found < 10; j++) {
            BigInteger x = N.add(BigInteger.valueOf(j));
            BigInteger right = x.pow(3).subtract(x.multiply(BigInteger.valueOf(3))).add(P256.B);
            BigInteger y = right.modPow(P.add(BigInteger.ONE).shiftRight(2), P);
            if (!y.multiply(y).subtract(right).mod(P).equals(BigInteger.ZERO)) {
                continue;
            }
            found++;
            BigInteger u1 = scalar();
            BigInteger inverseU2 = scalar().modInverse(N);
            Reference.Point q =
                    new Reference.Point(x, y)
                            .add(Reference.Point.GENERATOR.multiply(u1).negate())
                            .multiply(inverseU2);
            EcPublicKey key = new EcPublicKey(Words.of(q.x()), Words.of(q.y()));
            BigInteger r = BigInteger.valueOf(j);
            BigInteger s = r.multiply(inverseU2).mod(N);
            assertThat(verifies(key, u1.multiply(s), r, s)).isTrue();
            assertThat(verifies(key, u1.multiply(s), r.add(BigInteger.ONE), s)).isFalse();
        }
    }
}
