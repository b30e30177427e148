package handclasp.curves;

import static handclasp.curves.Reference.hex;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Keys with a part of small order, for which verification without the cofactor must use −[k]A, not [L − k]A. */
class Ed25519Test {

    private static final BigInteger ORDER = ScalarField.ED25519.order();

    private final Random random = new Random(5);

    private static boolean ours(byte[] key, byte[] message, byte[] signature) throws Exception {
        EdPublicKey decoded = new EdPublicKey(key.clone());
        return Ed25519.verify(
                decoded.point(), decoded.bytes(), Ed25519.noPrefix(), message, signature);
    }

    private static boolean theirs(byte[] key, byte[] message, byte[] signature) throws Exception {
        byte[] encoded =
                new EdPublicKey(key.clone()).getEncoded(); // SunEC decodes the very same bytes
        PublicKey decoded =
                KeyFactory.getInstance("Ed25519", "SunEC")
                        .generatePublic(new X509EncodedKeySpec(encoded));
        Signature verifier = Signature.getInstance("Ed25519", "SunEC");
        verifier.initVerify(decoded);
        verifier.update(message);
        return verifier.verify(signature);
    }

    @Test
    void aSignatureThatOnlyTheNegatedScalarAccepts() throws Exception {
        byte[] key = hex("0d3e0e23d0bbfabe440b9f8dcfb02abf959c93bfd898665db78b7b2786855d2c");
        byte[] message = hex("6eb91751c68c9364805d");
        byte[] signature =
                hex(
                        "a9e41883275dc3f433e9115942a931318e8755d49da911752f753e0958e2d66b"
                                + "e4a79bdab9056a44df0ac1884c8eb3ab9314843eb8db067ebaaaa36899ce6b00");
        assertThat(theirs(key, message, signature)).isFalse();
        assertThat(ours(key, message, signature)).isFalse();
    }

    /** A = a·B + T with T of order 8: the equation holds without the cofactor where 8 divides k. */
    @Test
    void keysWithAPartOfSmallOrderVerifyAsSunEcHasIt() throws Exception {
        int accepted = 0;
        for (int i = 0; i < 150; i++) {
            byte[] seed = bytes(32);
            byte[] nonceSeed = bytes(32);
            byte[] message = bytes(10);
            byte[] key = plusTorsion(new Ed25519.Secret(seed).publicPoint()).encode();
            byte[] point = new Ed25519.Secret(nonceSeed).publicKey();
            BigInteger k = challenge(point, key, message);
            BigInteger s = scalar(nonceSeed).add(k.multiply(scalar(seed))).mod(ORDER);
            byte[] signature = Arrays.copyOf(point, 64);
            System.arraycopy(Words.littleEndian(Words.of(s)), 0, signature, 32, 32);
            boolean ours = ours(key, message, signature);
            assertThat(ours).isEqualTo(!k.testBit(0) && !k.testBit(1) && !k.testBit(2));
            assertThat(ours).isEqualTo(theirs(key, message, signature));
            accepted += ours ? 1 : 0;
        }
        assertThat(accepted).isBetween(1, 149);
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static PointEd25519 plusTorsion(PointEd25519 point) {
        PointEd25519 torsion = new PointEd25519();
        assertThat(
                        torsion.decode(
                                hex(
                                        "c7176a703d4dd84fba3c0b760d10670f"
                                                + "2a2053fa2c39ccc64ec7fd7792ac037a")))
                .isTrue();
        PointEd25519.Summand summand = new PointEd25519.Summand();
        summand.set(torsion);
        PointEd25519 sum = new PointEd25519();
        sum.add(point, summand, new PointEd25519.Work());
        return sum;
    }

    private static BigInteger challenge(byte[] point, byte[] key, byte[] message) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-512");
        digest.update(point);
        digest.update(key);
        digest.update(message);
        return littleEndian(digest.digest()).mod(ORDER);
    }

    private static BigInteger scalar(byte[] seed) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-512").digest(seed);
        hash[0] &= (byte) 248;
        hash[31] &= 127;
        hash[31] |= 64;
        return littleEndian(Arrays.copyOf(hash, 32));
    }

    private static BigInteger littleEndian(byte[] bytes) {
        byte[] reversed = bytes.clone();
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return new BigInteger(1, reversed);
    }
}
