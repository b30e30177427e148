package handclasp.curves;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Keys on the wire: SubjectPublicKeyInfo (RFC 5280 §4.1.2.7) and OneAsymmetricKey, PKCS#8 (RFC 5958), for
 * the curves of this provider (RFC 5480 with RFC 5915, and RFC 8410).
 */
final class Encodings {

    /** An algorithm identifier: the OID and, for EC, the curve as its parameter. */
    static final class Algorithm {
        private final byte[] oid;
        private final byte @Nullable [] curve;

        private Algorithm(byte[] oid, byte @Nullable [] curve) {
            this.oid = oid;
            this.curve = curve;
        }

        private void read(Der info) throws Der.Malformed {
            Der algorithm = info.enter(Der.SEQUENCE);
            algorithm.expect(Der.OBJECT_IDENTIFIER, oid);
            if (curve != null) {
                algorithm.expect(Der.OBJECT_IDENTIFIER, curve);
            }
            algorithm.finish();
        }

        private byte[] encoded() {
            byte[] first = Der.encode(Der.OBJECT_IDENTIFIER, oid);
            return curve == null
                    ? Der.encode(Der.SEQUENCE, first)
                    : Der.encode(Der.SEQUENCE, first, Der.encode(Der.OBJECT_IDENTIFIER, curve));
        }
    }

    /** 1.2.840.10045.3.1.7, prime256v1. */
    private static final byte[] CURVE_P256 = {0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 3, 1, 7};

    /** 1.2.840.10045.2.1, id-ecPublicKey, on P-256. */
    static final Algorithm EC_P256 =
            new Algorithm(
                    new byte[] {0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 2, 1}, CURVE_P256);

    /** 1.3.101.110 (RFC 8410 §3). */
    static final Algorithm X25519 = new Algorithm(new byte[] {0x2b, 0x65, 0x6e}, null);

    /** 1.3.101.112 (RFC 8410 §3). */
    static final Algorithm ED25519 = new Algorithm(new byte[] {0x2b, 0x65, 0x70}, null);

    private static final int ATTRIBUTES = 0xa0;
    private static final int PUBLIC_KEY = 0x81;
    private static final int EC_PARAMETERS = 0xa0;
    private static final int EC_PUBLIC_KEY = 0xa1;

    private Encodings() {}

    /** The contents of a SubjectPublicKeyInfo's BIT STRING. */
    static byte[] readPublic(Algorithm algorithm, byte[] encoded) throws Der.Malformed {
        Der all = new Der(encoded);
        Der info = all.enter(Der.SEQUENCE);
        all.finish();
        algorithm.read(info);
        byte[] key = info.bits();
        info.finish();
        return key;
    }

    static byte[] writePublic(Algorithm algorithm, byte[] key) {
        byte[] unusedBits = {0};
        return Der.encode(
                Der.SEQUENCE, algorithm.encoded(), Der.encode(Der.BIT_STRING, unusedBits, key));
    }

    /** The contents of the OCTET STRING of a OneAsymmetricKey, whose attributes and public key are passed over unread. */
    private static byte[] readPrivate(Algorithm algorithm, byte[] encoded) throws Der.Malformed {
        Der all = new Der(encoded);
        Der info = all.enter(Der.SEQUENCE);
        all.finish();
        int version = info.smallInteger();
        if (version > 1) {
            throw new Der.Malformed("an unknown version of OneAsymmetricKey");
        }
        algorithm.read(info);
        byte[] key = info.contents(Der.OCTET_STRING);
        if (info.hasNext(ATTRIBUTES)) {
            info.enter(ATTRIBUTES);
        }
        if (version == 1 && info.hasNext(PUBLIC_KEY)) {
            info.enter(PUBLIC_KEY);
        }
        info.finish();
        return key;
    }

    /** Clears the key that it is given. */
    private static byte[] writePrivate(Algorithm algorithm, byte[] key) {
        byte[] version = {0};
        byte[] octets = Der.encode(Der.OCTET_STRING, key);
        byte[] result =
                Der.encode(
                        Der.SEQUENCE,
                        Der.encode(Der.INTEGER, version),
                        algorithm.encoded(),
                        octets);
        Arrays.fill(octets, (byte) 0);
        Arrays.fill(key, (byte) 0);
        return result;
    }

    /** The 32 bytes of a private key of X25519 or Ed25519, CurvePrivateKey (RFC 8410 §7). */
    static byte[] readCurvePrivate(Algorithm algorithm, byte[] encoded) throws Der.Malformed {
        byte[] outer = readPrivate(algorithm, encoded);
        Der inner = new Der(outer);
        byte[] key = inner.contents(Der.OCTET_STRING);
        inner.finish();
        Arrays.fill(outer, (byte) 0);
        if (key.length != 32) {
            throw new Der.Malformed("a private key must have 32 bytes");
        }
        return key;
    }

    static byte[] writeCurvePrivate(Algorithm algorithm, byte[] key) {
        return writePrivate(algorithm, Der.encode(Der.OCTET_STRING, key));
    }

    /**
     * The private scalar of an ECPrivateKey (RFC 5915 §3). Its length should be 32 bytes; older JDKs leave
     * leading zeros out, so up to 32 are read.
     */
    static long[] readEcPrivate(byte[] encoded) throws Der.Malformed {
        byte[] outer = readPrivate(EC_P256, encoded);
        Der all = new Der(outer);
        Der inner = all.enter(Der.SEQUENCE);
        all.finish();
        if (inner.smallInteger() != 1) {
            throw new Der.Malformed("an unknown version of ECPrivateKey");
        }
        byte[] key = inner.contents(Der.OCTET_STRING);
        if (inner.hasNext(EC_PARAMETERS)) {
            Der parameters = inner.enter(EC_PARAMETERS);
            parameters.expect(Der.OBJECT_IDENTIFIER, CURVE_P256);
            parameters.finish();
        }
        if (inner.hasNext(EC_PUBLIC_KEY)) {
            inner.enter(EC_PUBLIC_KEY);
        }
        inner.finish();
        Arrays.fill(outer, (byte) 0);
        if (key.length == 0 || key.length > 32) {
            throw new Der.Malformed("a private key must have 32 bytes");
        }
        byte[] padded = new byte[32];
        System.arraycopy(key, 0, padded, 32 - key.length, key.length);
        long[] scalar = Words.fromBigEndian(padded, 0);
        Arrays.fill(key, (byte) 0);
        Arrays.fill(padded, (byte) 0);
        return scalar;
    }

    static byte[] writeEcPrivate(long[] scalar) {
        byte[] version = {1};
        byte[] key = Words.bigEndian(scalar);
        byte[] octets = Der.encode(Der.OCTET_STRING, key);
        byte[] inner = Der.encode(Der.SEQUENCE, Der.encode(Der.INTEGER, version), octets);
        Arrays.fill(octets, (byte) 0);
        Arrays.fill(key, (byte) 0);
        return writePrivate(EC_P256, inner);
    }
}
