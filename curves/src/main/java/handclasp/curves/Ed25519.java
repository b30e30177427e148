package handclasp.curves;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Ed25519, Ed25519ctx and Ed25519ph (RFC 8032 §5.1), which differ in the prefix dom2 alone. SHA-512 comes
 * from JCA. Signing is constant-time in the key; verifying is not, for it sees public values only.
 * Thread-safe.
 */
final class Ed25519 {

    static final int KEY_LENGTH = 32;
    static final int SIGNATURE_LENGTH = 64;

    private static final byte[] NO_PREFIX = {};
    private static final byte[] DOM2 =
            "SigEd25519 no Ed25519 collisions".getBytes(StandardCharsets.US_ASCII);
    private static final int NAF_WIDTH = 5;

    private Ed25519() {}

    /** Built on first use, for it takes some milliseconds and 100 KB. */
    private static final class Base {
        static final CombEd25519 TABLE = new CombEd25519(point());

        private static PointEd25519 point() {
            byte[] encoding = new byte[KEY_LENGTH];
            Arrays.fill(encoding, (byte) 0x66); // y = 4/5 (RFC 8032 §5.1)
            encoding[0] = 0x58;
            PointEd25519 point = new PointEd25519();
            if (!point.decode(encoding)) {
                throw new AssertionError("the base point is on the curve");
            }
            return point;
        }
    }

    static CombEd25519 base() {
        return Base.TABLE;
    }

    /** dom2(phflag, context) (RFC 8032 §2); the empty string for plain Ed25519, where context is null. */
    static byte[] prefix(boolean prehash, byte[] context) {
        byte[] prefix = Arrays.copyOf(DOM2, DOM2.length + 2 + context.length);
        prefix[DOM2.length] = (byte) (prehash ? 1 : 0);
        prefix[DOM2.length + 1] = (byte) context.length;
        System.arraycopy(context, 0, prefix, DOM2.length + 2, context.length);
        return prefix;
    }

    static byte[] noPrefix() {
        return NO_PREFIX;
    }

    /** A private key, expanded (RFC 8032 §5.1.5): the scalar, the prefix of nonces, the public key. */
    static final class Secret {
        private final long[] scalar;
        private final byte[] noncePrefix;
        private final byte[] publicKey;
        private final PointEd25519 publicPoint;

        Secret(byte[] seed) {
            byte[] hash = sha512().digest(seed);
            noncePrefix = Arrays.copyOfRange(hash, 32, 64);
            hash[0] &= (byte) 248;
            hash[31] &= 127;
            hash[31] |= 64;
            scalar = Words.fromLittleEndian(hash, 0);
            Arrays.fill(hash, (byte) 0);
            publicPoint = new PointEd25519();
            base().multiplySecret(publicPoint, scalar);
            publicKey = publicPoint.encode();
        }

        private Secret(Secret secret) {
            scalar = secret.scalar.clone();
            noncePrefix = secret.noncePrefix.clone();
            publicKey = secret.publicKey;
            publicPoint = secret.publicPoint;
        }

        /** The secret parts once more, the public ones shared. */
        Secret copy() {
            return new Secret(this);
        }

        byte[] publicKey() {
            return publicKey.clone();
        }

        /** The public key's point, affine. Borrowed; not to be changed. */
        PointEd25519 publicPoint() {
            return publicPoint;
        }

        void clear() {
            Words.clear(scalar);
            Arrays.fill(noncePrefix, (byte) 0);
        }
    }

    /** RFC 8032 §5.1.6. The prefix is dom2 or empty; message is PH(M). */
    static byte[] sign(Secret secret, byte[] prefix, byte[] message) {
        MessageDigest digest = sha512();
        digest.update(prefix);
        digest.update(secret.noncePrefix);
        digest.update(message);
        byte[] nonceHash = digest.digest();
        long[] r = reduce(nonceHash);
        Arrays.fill(nonceHash, (byte) 0);
        PointEd25519 point = new PointEd25519();
        base().multiplySecret(point, r);
        byte[] signature = Arrays.copyOf(point.encode(), SIGNATURE_LENGTH);
        point.clear();
        long[] k = challenge(digest, prefix, signature, secret.publicKey, message);
        ScalarField field = ScalarField.ED25519;
        long[] product = field.multiply(secret.scalar, k);
        long[] s = field.add(r, product);
        Words.clear(r);
        Words.clear(product);
        System.arraycopy(Words.littleEndian(s), 0, signature, 32, 32);
        return signature;
    }

    /**
     * RFC 8032 §5.1.7, without the cofactor: [S]B − [k]A must encode to the very bytes of R, so that an R
     * that is not a canonical encoding never passes. The point is negated, not k: [L − k]A is −[k]A only
     * where [L]A = 0, and a key may have a part of small order.
     */
    static boolean verify(
            PointEd25519 key, byte[] keyBytes, byte[] prefix, byte[] message, byte[] signature) {
        if (signature.length != SIGNATURE_LENGTH) {
            return false;
        }
        long[] s = Words.fromLittleEndian(signature, 32);
        if (!ScalarField.ED25519.isReduced(s)) {
            return false;
        }
        long[] k = challenge(sha512(), prefix, signature, keyBytes, message);
        PointEd25519.Work w = new PointEd25519.Work();
        PointEd25519 sum = new PointEd25519();
        multiplyNegated(sum, key, k, w);
        base().addMultiplePublic(sum, s, w);
        return Arrays.equals(sum.encode(), 0, 32, signature, 0, 32);
    }

    /** result = −scalar·point in non-adjacent form. Not constant-time. */
    private static void multiplyNegated(
            PointEd25519 result, PointEd25519 point, long[] scalar, PointEd25519.Work w) {
        PointEd25519.Summand[] odd = new PointEd25519.Summand[1 << NAF_WIDTH - 2];
        PointEd25519 multiple = new PointEd25519();
        PointEd25519 twice = new PointEd25519();
        PointEd25519.Summand step = new PointEd25519.Summand();
        twice.twice(point, true, w);
        step.set(twice);
        multiple.set(point);
        for (int i = 0; i < odd.length; i++) {
            odd[i] = new PointEd25519.Summand();
            odd[i].set(multiple);
            multiple.add(multiple, step, w);
        }
        byte[] digits = Words.nonAdjacentForm(scalar, NAF_WIDTH);
        result.setNeutral();
        int i = digits.length - 1;
        while (i >= 0 && digits[i] == 0) {
            i--;
        }
        for (; i >= 0; i--) {
            int digit = digits[i];
            result.twice(result, digit != 0 || i == 0, w);
            if (digit != 0) {
                PointEd25519.Summand entry = odd[Math.abs(digit) / 2];
                int positive = ~(digit >> 31);
                entry.negate(positive);
                result.add(result, entry, w);
                entry.negate(positive);
            }
        }
    }

    private static long[] challenge(
            MessageDigest digest,
            byte[] prefix,
            byte[] signature,
            byte[] publicKey,
            byte[] message) {
        digest.update(prefix);
        digest.update(signature, 0, 32);
        digest.update(publicKey);
        digest.update(message);
        return reduce(digest.digest());
    }

    private static long[] reduce(byte[] hash) {
        long[] low = Words.fromLittleEndian(hash, 0);
        long[] high = Words.fromLittleEndian(hash, 32);
        long[] result = ScalarField.ED25519.reduce(low, high);
        Words.clear(low);
        Words.clear(high);
        return result;
    }

    static MessageDigest sha512() {
        try {
            return MessageDigest.getInstance("SHA-512");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no SHA-512", e);
        }
    }

    /** SHA-512 of a message, for Ed25519ph. */
    static byte[] prehash(byte[] message) {
        return sha512().digest(message);
    }
}
