package handclasp.curves;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * ECDSA on P-256 (FIPS 186-5 §6.4), from the digest on. Signing is constant-time in the key and the nonce;
 * verifying is not, for it sees public values only. Thread-safe.
 */
final class Ecdsa {

    private static final ScalarField N = ScalarField.P256;

    /** n, as an element of the field of coordinates. */
    private static final FieldP256 ORDER = FieldP256.of(N.order());

    /** p − n: an r below it may also stand for the coordinate r + n. */
    private static final long[] WRAP = Words.of(FieldP256.P.subtract(N.order()));

    /** r and s, both in [1, n), as words. */
    static final class Value {
        final long[] r;
        final long[] s;

        Value(long[] r, long[] s) {
            this.r = r;
            this.s = s;
        }
    }

    private Ecdsa() {}

    /** FIPS 186-5 §6.4.1 step 2: the leftmost 256 bits of the digest, as an integer modulo n. */
    static long[] number(byte[] digest) {
        byte[] bytes = new byte[32];
        int length = Math.min(digest.length, 32);
        System.arraycopy(digest, 0, bytes, 32 - length, length);
        return N.reduce(Words.fromBigEndian(bytes, 0));
    }

    /** Signs; takes 32 bytes from random, as often as chance asks for another nonce (2^−128 or so). */
    static Value sign(long[] key, long[] number, SecureRandom random) {
        while (true) {
            long[] nonce = nonce(key, number, random);
            Value value = sign(key, number, nonce);
            Words.clear(nonce);
            if (value != null) {
                return value;
            }
        }
    }

    /**
     * SHA-512(key ‖ 32 random bytes ‖ number) modulo n. The random bytes alone make the nonce uniform, up to
     * 2^−256; should they be known or repeat, the key in front keeps it secret and distinct per message, the
     * way RFC 6979 §3.6 has it. So a run with the same random source gives the same signature.
     */
    private static long[] nonce(long[] key, long[] number, SecureRandom random) {
        byte[] input = new byte[96];
        byte[] fresh = new byte[32];
        random.nextBytes(fresh);
        Words.writeBigEndian(key, input, 0);
        System.arraycopy(fresh, 0, input, 32, 32);
        Words.writeBigEndian(number, input, 64);
        MessageDigest digest = Ed25519.sha512();
        byte[] hash = digest.digest(input);
        long[] low = Words.fromLittleEndian(hash, 0);
        long[] high = Words.fromLittleEndian(hash, 32);
        long[] nonce = N.reduce(low, high);
        Arrays.fill(input, (byte) 0);
        Arrays.fill(fresh, (byte) 0);
        Arrays.fill(hash, (byte) 0);
        Words.clear(low);
        Words.clear(high);
        return nonce;
    }

    /** Signs with a given nonce; null where another is needed. */
    static @Nullable Value sign(long[] key, long[] number, long[] nonce) {
        if (Words.isZero(nonce)) {
            return null;
        }
        long[] x = new long[8];
        long[] y = new long[8];
        P256.multiplyGenerator(x, y, nonce);
        long[] r = N.reduce(x);
        long[] product = N.multiply(r, key);
        long[] sum = N.add(number, product);
        long[] inverse = N.invert(nonce);
        long[] s = N.multiply(sum, inverse);
        Words.clear(product);
        Words.clear(sum);
        Words.clear(inverse);
        return Words.isZero(r) || Words.isZero(s) ? null : new Value(r, s);
    }

    /**
     * FIPS 186-5 §6.4.2. u1·G takes the generator's table, and u2·Q the key's own where it has one, else
     * doublings. The test x mod n = r is made without a division: X = r·Z² or, where it is a coordinate,
     * (r + n)·Z².
     */
    static boolean verify(
            EcPublicKey key, @Nullable CombP256 keyTable, long[] number, Value value) {
        if (!inRange(value.r) || !inRange(value.s)) {
            return false;
        }
        long[] w = N.invert(value.s);
        long[] u1 = N.multiply(number, w);
        long[] u2 = N.multiply(value.r, w);
        PointP256 sum = new PointP256();
        PointP256.Work work = new PointP256.Work();
        if (keyTable == null) {
            P256.multiplyPublic(sum, key.x(), key.y(), u2, work);
        } else {
            keyTable.multiplyPublic(sum, u2, work);
        }
        P256.generator().addMultiplePublic(sum, u1, work);
        return !sum.isInfinity() && hasCoordinate(sum, value.r);
    }

    private static boolean inRange(long[] a) {
        return !Words.isZero(a) && N.isReduced(a);
    }

    private static boolean hasCoordinate(PointP256 point, long[] r) {
        FieldP256 square = new FieldP256();
        FieldP256 coordinate = new FieldP256();
        FieldP256 difference = new FieldP256();
        square.square(point.z);
        coordinate.set(r);
        difference.mul(coordinate, square);
        difference.sub(difference, point.x);
        if (difference.isZeroPublic()) {
            return true;
        }
        if (!Words.less(r, WRAP)) {
            return false;
        }
        coordinate.add(coordinate, ORDER);
        difference.mul(coordinate, square);
        difference.sub(difference, point.x);
        return difference.isZeroPublic();
    }

    /** Ecdsa-Sig-Value (RFC 3279 §2.2.3) in DER, or null where it is not that. */
    static @Nullable Value decode(byte[] signature) {
        try {
            Der all = new Der(signature);
            Der sequence = all.enter(Der.SEQUENCE);
            all.finish();
            Value value = new Value(sequence.unsigned(), sequence.unsigned());
            sequence.finish();
            return value;
        } catch (Der.Malformed e) {
            return null;
        }
    }

    static byte[] encode(Value value) {
        return Der.encode(Der.SEQUENCE, Der.encodeUnsigned(value.r), Der.encodeUnsigned(value.s));
    }

    /** r and s, 32 bytes each (IEEE P1363), or null. */
    static @Nullable Value decodeP1363(byte[] signature) {
        return signature.length != 64
                ? null
                : new Value(Words.fromBigEndian(signature, 0), Words.fromBigEndian(signature, 32));
    }

    static byte[] encodeP1363(Value value) {
        byte[] bytes = Arrays.copyOf(Words.bigEndian(value.r), 64);
        System.arraycopy(Words.bigEndian(value.s), 0, bytes, 32, 32);
        return bytes;
    }
}
