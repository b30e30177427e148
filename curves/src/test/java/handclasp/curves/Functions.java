package handclasp.curves;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Random;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.math.ec.ECPoint;

/**
 * Functions against functions, most without JCA in between, so that millions of comparisons are possible: random
 * scalars, points, keys and messages, and what SunEC and Bouncy Castle, by turns, make of them.
 */
final class Functions {

    /** Comparisons in a round. */
    static final int EACH = 12;

    private static final Provider SUN = Security.getProvider("SunEC");
    private static final Provider BC = new BouncyCastleProvider();

    private final Random random;
    private final ECPoint generator = CustomNamedCurves.getByName("secp256r1").getG();
    private final PointP256.Work work = new PointP256.Work();
    private final long[] x = new long[8];
    private final long[] y = new long[8];
    private int compared;

    Functions(Random random) {
        this.random = random;
    }

    /** Throws AssertionError at the first difference; returns the number of comparisons. */
    int compare(int rounds) throws GeneralSecurityException {
        for (int i = 0; i < rounds; i++) {
            byte[] scalar = bytes();
            byte[] other = bytes();
            Provider rival = i % 2 == 0 ? SUN : BC;
            x25519(scalar, other);
            p256(scalar, other);
            ecdsa(scalar, other, rival, i % 4 < 2);
            ed25519(scalar, other, rival);
        }
        return compared;
    }

    private byte[] bytes() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return bytes;
    }

    private void same(Object ours, Object theirs) {
        assertThat(ours).isEqualTo(theirs);
        compared++;
    }

    private void x25519(byte[] scalar, byte[] u) {
        byte[] expected = new byte[32];
        u[31] &= 0x7f; // Bouncy Castle's decoding is the RFC's from here on
        org.bouncycastle.math.ec.rfc7748.X25519.scalarMult(scalar, 0, u, 0, expected, 0);
        same(X25519.multiply(scalar, u), expected);
        org.bouncycastle.math.ec.rfc7748.X25519.scalarMultBase(scalar, 0, expected, 0);
        same(X25519.multiplyBase(scalar), expected);
    }

    private static BigInteger reduced(byte[] scalar) {
        return new BigInteger(1, scalar).mod(Reference.N).max(BigInteger.ONE);
    }

    private void p256(byte[] scalar, byte[] other) {
        BigInteger k = reduced(scalar);
        P256.multiplyGenerator(x, y, Words.of(k));
        ECPoint point = generator.multiply(k).normalize();
        same(Words.bigEndian(x), point.getAffineXCoord().getEncoded());
        same(Words.bigEndian(y), point.getAffineYCoord().getEncoded());
        long[] l = Words.of(reduced(other));
        long[] product = P256.multiplySecret(x, y, l);
        ECPoint multiple = point.multiply(reduced(other)).normalize();
        same(Words.bigEndian(product), multiple.getAffineXCoord().getEncoded());
        PointP256 sum = new PointP256();
        P256.multiplyPublic(sum, x, y, l, work);
        sum.normalize();
        long[] again = new long[8];
        sum.x.toWords(again);
        same(again, product);
    }

    /** The key is the scalar, whose multiple of the generator is in (x, y). */
    private void ecdsa(byte[] scalar, byte[] digest, Provider rival, boolean known)
            throws GeneralSecurityException {
        EcPrivateKey key = EcPrivateKey.of(reduced(scalar));
        EcPublicKey publicKey = new EcPublicKey(x.clone(), y.clone());
        KeyFactory factory = KeyFactory.getInstance("EC", rival);
        PublicKey theirPublic =
                factory.generatePublic(new X509EncodedKeySpec(publicKey.getEncoded()));
        PrivateKey theirs = factory.generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
        long[] number = Ecdsa.number(digest);
        Ecdsa.Value value = Ecdsa.sign(key.scalar(), number, Randomness.orDefault(null));
        Signature verifier = Signature.getInstance("NONEwithECDSA", rival);
        same(verifies(verifier, theirPublic, digest, Ecdsa.encode(value)), true);
        Signature signer = Signature.getInstance("NONEwithECDSA", rival);
        signer.initSign(theirs);
        signer.update(digest);
        Ecdsa.Value their = Ecdsa.decode(signer.sign());
        CombP256 table = known ? table() : null;
        same(Ecdsa.verify(publicKey, table, number, their), true);
        their.s[random.nextInt(8)] ^= 1L << random.nextInt(32);
        same(
                Ecdsa.verify(publicKey, table, number, their),
                verifies(verifier, theirPublic, digest, Ecdsa.encode(their)));
    }

    private CombP256 table() {
        FieldP256 fx = new FieldP256();
        FieldP256 fy = new FieldP256();
        fx.set(x);
        fy.set(y);
        return new CombP256(fx, fy, 2);
    }

    private void ed25519(byte[] seed, byte[] message, Provider rival)
            throws GeneralSecurityException {
        Ed25519.Secret secret = new Ed25519.Secret(seed);
        byte[] signature = Ed25519.sign(secret, Ed25519.noPrefix(), message);
        byte[] theirs = new byte[64];
        org.bouncycastle.math.ec.rfc8032.Ed25519.sign(
                seed, 0, message, 0, message.length, theirs, 0);
        same(signature, theirs);
        EdPublicKey key = new EdPublicKey(secret);
        same(verifies(key, message, signature), true);
        signature[random.nextInt(64)] ^= (byte) (1 << random.nextInt(8));
        PublicKey theirKey =
                KeyFactory.getInstance("Ed25519", rival)
                        .generatePublic(new X509EncodedKeySpec(key.getEncoded()));
        same(
                verifies(key, message, signature),
                verifies(Signature.getInstance("Ed25519", rival), theirKey, message, signature));
    }

    private static boolean verifies(EdPublicKey key, byte[] message, byte[] signature) {
        return Ed25519.verify(key.point(), key.bytes(), Ed25519.noPrefix(), message, signature);
    }

    private static boolean verifies(
            Signature verifier, PublicKey key, byte[] message, byte[] signature)
            throws GeneralSecurityException {
        verifier.initVerify(key);
        verifier.update(message);
        try {
            return verifier.verify(signature);
        } catch (SignatureException e) {
            return false; // SunEC says so of numbers out of range
        }
    }
}
