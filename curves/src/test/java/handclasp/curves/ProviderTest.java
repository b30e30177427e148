package handclasp.curves;

import static handclasp.curves.Reference.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigInteger;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.security.Security;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.XECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Random;
import java.util.ServiceLoader;
import javax.crypto.KeyAgreement;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderTest {

    private static final Provider OURS = new HandclaspCurvesProvider();

    @Test
    void isFoundByItsService() {
        assertThat(ServiceLoader.load(Provider.class))
                .anySatisfy(p -> assertThat(p).isInstanceOf(HandclaspCurvesProvider.class));
        assertThat(OURS.getName()).isEqualTo("HandclaspCurves");
    }

    /** A random source that repeats: the same seed, the same bytes. */
    private static SecureRandom replay(long seed) {
        Random random = new Random(seed);
        return new SecureRandom() {
            private static final long serialVersionUID = 1L;

            @Override
            public void nextBytes(byte[] bytes) {
                random.nextBytes(bytes);
            }
        };
    }

    @ParameterizedTest
    @CsvSource({"EC,secp256r1,SHA256withECDSA", "Ed25519,Ed25519,Ed25519", "X25519,X25519,"})
    void aRunWithTheSameRandomSourceReplays(String keys, String curve, String signature)
            throws Exception {
        byte[][] runs = new byte[2][];
        for (int run = 0; run < 2; run++) {
            SecureRandom random = replay(42);
            KeyPairGenerator generator = KeyPairGenerator.getInstance(keys, OURS);
            generator.initialize(
                    keys.equals("EC")
                            ? new ECGenParameterSpec(curve)
                            : new NamedParameterSpec(curve),
                    random);
            KeyPair pair = generator.generateKeyPair();
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes(pair.getPrivate().getEncoded());
            all.writeBytes(pair.getPublic().getEncoded());
            if (signature != null) {
                Signature signer = Signature.getInstance(signature, OURS);
                signer.initSign(pair.getPrivate(), random);
                signer.update((byte) 1);
                all.writeBytes(signer.sign());
            }
            runs[run] = all.toByteArray();
        }
        assertThat(runs[0]).isEqualTo(runs[1]);
    }

    /** The nonce depends on key and message too: a random source that is broken does not give the key away. */
    @Test
    void aConstantRandomSourceDoesNotRepeatNonces() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("EC", OURS).generateKeyPair();
        Ecdsa.Value[] values = new Ecdsa.Value[3];
        for (int i = 0; i < 3; i++) {
            Signature signer = Signature.getInstance("SHA256withECDSA", OURS);
            signer.initSign(pair.getPrivate(), replay(i == 2 ? 8 : 7));
            signer.update((byte) (i == 1 ? 1 : 0));
            values[i] = Ecdsa.decode(signer.sign());
        }
        assertThat(values[0].r).isNotEqualTo(values[1].r);
        assertThat(values[0].r).isNotEqualTo(values[2].r);
    }

    @Test
    void keysSurviveSerializationAndCompareByEncoding() throws Exception {
        for (String name : new String[] {"EC", "X25519", "Ed25519"}) {
            KeyPair pair = KeyPairGenerator.getInstance(name, OURS).generateKeyPair();
            for (Key key : new Key[] {pair.getPrivate(), pair.getPublic()}) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                    out.writeObject(key);
                }
                try (ObjectInputStream in =
                        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                    Object copy = in.readObject();
                    assertThat(key).isEqualTo(copy);
                }
                Key again = KeyFactory.getInstance(name, OURS).translateKey(key);
                assertThat(again).isEqualTo(key).hasSameHashCodeAs(key);
            }
            assertThat(pair.getPrivate()).isNotEqualTo(pair.getPublic());
            assertThat(pair.getPrivate().toString()).doesNotContainPattern("[0-9a-f]{4}");
        }
    }

    @Test
    void destroyedKeysAreOfNoUse() throws Exception {
        for (String name : new String[] {"EC", "X25519", "Ed25519"}) {
            PrivateKey key =
                    KeyPairGenerator.getInstance(name, OURS).generateKeyPair().getPrivate();
            key.destroy();
            assertThat(key.isDestroyed()).isTrue();
            assertThatThrownBy(key::getEncoded).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void specificationsGoInAndComeOut() throws Exception {
        KeyPair ec = KeyPairGenerator.getInstance("EC", OURS).generateKeyPair();
        KeyFactory ecs = KeyFactory.getInstance("EC", OURS);
        assertThat(ecs.generatePublic(ecs.getKeySpec(ec.getPublic(), ECPublicKeySpec.class)))
                .isEqualTo(ec.getPublic());
        assertThat(ecs.generatePrivate(ecs.getKeySpec(ec.getPrivate(), ECPrivateKeySpec.class)))
                .isEqualTo(ec.getPrivate());
        assertThat(ecs.generatePublic(ecs.getKeySpec(ec.getPublic(), X509EncodedKeySpec.class)))
                .isEqualTo(ec.getPublic());
        assertThat(ecs.generatePrivate(ecs.getKeySpec(ec.getPrivate(), PKCS8EncodedKeySpec.class)))
                .isEqualTo(ec.getPrivate());
        KeyPair x = KeyPairGenerator.getInstance("XDH", OURS).generateKeyPair();
        KeyFactory xs = KeyFactory.getInstance("XDH", OURS);
        assertThat(xs.generatePublic(xs.getKeySpec(x.getPublic(), XECPublicKeySpec.class)))
                .isEqualTo(x.getPublic());
        assertThat(xs.generatePrivate(xs.getKeySpec(x.getPrivate(), XECPrivateKeySpec.class)))
                .isEqualTo(x.getPrivate());
        KeyPair ed = KeyPairGenerator.getInstance("EdDSA", OURS).generateKeyPair();
        KeyFactory eds = KeyFactory.getInstance("EdDSA", OURS);
        assertThat(eds.generatePublic(eds.getKeySpec(ed.getPublic(), EdECPublicKeySpec.class)))
                .isEqualTo(ed.getPublic());
        assertThat(eds.generatePrivate(eds.getKeySpec(ed.getPrivate(), EdECPrivateKeySpec.class)))
                .isEqualTo(ed.getPrivate());
        assertThatThrownBy(() -> ecs.getKeySpec(ec.getPublic(), ECPrivateKeySpec.class))
                .isInstanceOf(InvalidKeySpecException.class);
    }

    /** Registered before all others, it must not get in the way of what it does not do. */
    @Nested
    class RegisteredFirst {

        @BeforeAll
        static void register() {
            Security.insertProviderAt(OURS, 1);
        }

        @AfterAll
        static void remove() {
            Security.removeProvider(OURS.getName());
        }

        @Test
        void isUsedForItsOwnCurves() throws Exception {
            for (String name : new String[] {"X25519", "Ed25519"}) {
                KeyPair pair = KeyPairGenerator.getInstance(name).generateKeyPair();
                assertThat(pair.getPublic()).isInstanceOf(CurveKey.class);
            }
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            Signature signer = Signature.getInstance("SHA256withECDSA");
            signer.initSign(pair.getPrivate());
            assertThat(signer.getProvider()).isSameAs(OURS);
            KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
            agreement.init(pair.getPrivate());
            assertThat(agreement.getProvider()).isSameAs(OURS);
        }

        @ParameterizedTest
        @ValueSource(strings = {"secp384r1", "secp521r1"})
        void otherPrimeCurvesFallThrough(String curve) throws Exception {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            KeyPair pair = generator.generateKeyPair();
            exercise(pair, "EC", "SHA384withECDSA", "ECDH");
            generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(curve.equals("secp384r1") ? 384 : 521);
            exercise(generator.generateKeyPair(), "EC", "SHA256withECDSA", "ECDH");
            ECParameterSpec parameters = ((ECPublicKey) pair.getPublic()).getParams();
            generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(parameters);
            exercise(generator.generateKeyPair(), "EC", "NONEwithECDSA", "ECDH");
        }

        @Test
        void curve448FallsThrough() throws Exception {
            KeyPairGenerator x = KeyPairGenerator.getInstance("XDH");
            x.initialize(NamedParameterSpec.X448);
            exercise(x.generateKeyPair(), "XDH", null, "XDH");
            KeyPairGenerator ed = KeyPairGenerator.getInstance("EdDSA");
            ed.initialize(NamedParameterSpec.ED448);
            exercise(ed.generateKeyPair(), "EdDSA", "EdDSA", null);
            exercise(
                    KeyPairGenerator.getInstance("Ed448").generateKeyPair(),
                    "EdDSA",
                    "Ed448",
                    null);
        }

        private static void exercise(KeyPair pair, String keys, String signature, String agreement)
                throws Exception {
            KeyFactory factory = KeyFactory.getInstance(keys);
            assertThat(
                            factory.generatePublic(
                                    new X509EncodedKeySpec(pair.getPublic().getEncoded())))
                    .isEqualTo(pair.getPublic());
            assertThat(
                            factory.generatePrivate(
                                    new PKCS8EncodedKeySpec(pair.getPrivate().getEncoded())))
                    .isEqualTo(pair.getPrivate());
            assertThat(KeyFactory.getInstance(keys).translateKey(pair.getPublic()))
                    .isEqualTo(pair.getPublic());
            if (signature != null) {
                Signature signer = Signature.getInstance(signature);
                signer.initSign(pair.getPrivate());
                signer.update(new byte[32]);
                byte[] bytes = signer.sign();
                signer = Signature.getInstance(signature);
                signer.initVerify(pair.getPublic());
                signer.update(new byte[32]);
                assertThat(signer.verify(bytes)).isTrue();
            }
            if (agreement != null) {
                KeyAgreement agreeing = KeyAgreement.getInstance(agreement);
                agreeing.init(pair.getPrivate());
                agreeing.doPhase(pair.getPublic(), true);
                assertThat(agreeing.generateSecret()).isNotEmpty();
            }
        }

        /** A key in a token: it names its curve and gives nothing else away. */
        @Test
        void keysThatCannotBeExportedAreLeftToTheirProvider() throws Exception {
            PrivateKey token =
                    new ECPrivateKey() {
                        private static final long serialVersionUID = 1L;

                        @Override
                        public BigInteger getS() {
                            return null;
                        }

                        @Override
                        public ECParameterSpec getParams() {
                            return EcPublicKey.PARAMETERS;
                        }

                        @Override
                        public String getAlgorithm() {
                            return "EC";
                        }

                        @Override
                        public String getFormat() {
                            return null;
                        }

                        @Override
                        public byte[] getEncoded() {
                            return null;
                        }
                    };
            assertThat(OURS.getService("Signature", "SHA256withECDSA").supportsParameter(token))
                    .isFalse();
            Signature signer = Signature.getInstance("SHA256withECDSA", OURS);
            assertThatThrownBy(() -> signer.initSign(token))
                    .isInstanceOf(InvalidKeyException.class);
        }
    }

    @Nested
    class Refuses {

        @Test
        void otherCurvesWhenAskedByName() throws Exception {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", OURS);
            assertThatThrownBy(() -> generator.initialize(new ECGenParameterSpec("secp384r1")))
                    .isInstanceOf(InvalidAlgorithmParameterException.class);
        }

        /** RFC 7748 §6.1, and the eight points of order 1, 2, 4 and 8 on the curve and its twist. */
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "0000000000000000000000000000000000000000000000000000000000000000",
                    "0100000000000000000000000000000000000000000000000000000000000000",
                    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                    "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
                    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
                })
        void pointsOfSmallOrderInX25519(String u) throws Exception {
            KeyAgreement agreement = KeyAgreement.getInstance("X25519", OURS);
            agreement.init(
                    KeyPairGenerator.getInstance("X25519", OURS).generateKeyPair().getPrivate());
            assertThatThrownBy(() -> agreement.doPhase(new XdhPublicKey(hex(u)), true))
                    .isInstanceOf(InvalidKeyException.class)
                    .hasMessageContaining("small order");
        }

        @Test
        void pointsOffTheCurve() throws Exception {
            KeyFactory factory = KeyFactory.getInstance("EC", OURS);
            for (ECPoint point :
                    new ECPoint[] {
                        new ECPoint(BigInteger.ZERO, BigInteger.ZERO),
                        new ECPoint(P256.GX, P256.GY.add(BigInteger.ONE)),
                        new ECPoint(P256.GX.add(FieldP256.P), P256.GY),
                        new ECPoint(P256.GX, P256.GY.negate()),
                        new ECPoint(BigInteger.ONE.shiftLeft(300), BigInteger.ONE)
                    }) {
                assertThatThrownBy(
                                () ->
                                        factory.generatePublic(
                                                new ECPublicKeySpec(point, EcPublicKey.PARAMETERS)))
                        .isInstanceOf(InvalidKeySpecException.class);
            }
        }

        @Test
        void privateKeysOutsideTheirRange() throws Exception {
            KeyFactory factory = KeyFactory.getInstance("EC", OURS);
            for (BigInteger s :
                    new BigInteger[] {
                        BigInteger.ZERO,
                        BigInteger.ONE.negate(),
                        Reference.N,
                        Reference.N.add(BigInteger.ONE),
                        BigInteger.ONE.shiftLeft(256)
                    }) {
                assertThatThrownBy(
                                () ->
                                        factory.generatePrivate(
                                                new ECPrivateKeySpec(s, EcPublicKey.PARAMETERS)))
                        .isInstanceOf(InvalidKeySpecException.class);
            }
            assertThat(
                            factory.generatePrivate(
                                    new ECPrivateKeySpec(
                                            Reference.N.subtract(BigInteger.ONE),
                                            EcPublicKey.PARAMETERS)))
                    .isNotNull();
        }

        /** y = p, y = p + 1 (both not canonical), x = 0 with a sign, and a y without x. */
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                    "0100000000000000000000000000000000000000000000000000000000000080",
                    "0200000000000000000000000000000000000000000000000000000000000000"
                })
        void badEncodingsOfEd25519Keys(String encoding) {
            assertThatThrownBy(() -> new EdPublicKey(hex(encoding)))
                    .isInstanceOf(InvalidKeyException.class);
        }

        @Test
        void ed25519SignaturesWithAScalarThatIsNotReduced() throws Exception {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519", OURS).generateKeyPair();
            Signature signer = Signature.getInstance("Ed25519", OURS);
            signer.initSign(pair.getPrivate());
            byte[] signature = signer.sign();
            BigInteger s = Words.integer(Words.fromLittleEndian(signature, 32));
            byte[] larger = Words.littleEndian(Words.of(s.add(ScalarField.ED25519.order())));
            System.arraycopy(larger, 0, signature, 32, 32);
            signer.initVerify(pair.getPublic());
            assertThat(signer.verify(signature)).isFalse();
        }

        @Test
        void ecdsaSignaturesOutOfRangeOrNotInDer() throws Exception {
            KeyPair pair = KeyPairGenerator.getInstance("EC", OURS).generateKeyPair();
            Signature verifier = Signature.getInstance("NONEwithECDSA", OURS);
            verifier.initVerify(pair.getPublic());
            long[] one = Words.of(BigInteger.ONE);
            long[] order = Words.of(Reference.N);
            for (Ecdsa.Value value :
                    new Ecdsa.Value[] {
                        new Ecdsa.Value(one, new long[8]),
                        new Ecdsa.Value(new long[8], one),
                        new Ecdsa.Value(order, one),
                        new Ecdsa.Value(one, order),
                        new Ecdsa.Value(
                                Words.of(BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE)),
                                one)
                    }) {
                assertThat(verifier.verify(Ecdsa.encode(value))).isFalse();
            }
            for (String bad :
                    new String[] {
                        "",
                        "30",
                        "3000",
                        "3080020101020101",
                        "308106020101020101",
                        "3006020101020101" + "00",
                        "30070201010202" + "0001",
                        "3006020101028101" + "01",
                        "3006020181020101",
                        "3006020101030101",
                        "3106020101020101",
                        "300602010102010100",
                        "3003020101"
                    }) {
                assertThatThrownBy(() -> verifier.verify(hex(bad)))
                        .as(bad)
                        .isInstanceOf(SignatureException.class);
            }
        }

        @Test
        void encodedKeysThatAreNotDer() throws Exception {
            for (String name : new String[] {"EC", "X25519", "Ed25519"}) {
                KeyFactory factory = KeyFactory.getInstance(name, OURS);
                KeyPair pair = KeyPairGenerator.getInstance(name, OURS).generateKeyPair();
                for (int i = 0; i < 12; i++) {
                    byte[] wrong = pair.getPublic().getEncoded();
                    wrong[i] ^= 1;
                    assertThatThrownBy(() -> factory.generatePublic(new X509EncodedKeySpec(wrong)))
                            .isInstanceOf(InvalidKeySpecException.class);
                }
                byte[] longer = java.util.Arrays.copyOf(pair.getPublic().getEncoded(), 200);
                assertThatThrownBy(() -> factory.generatePublic(new X509EncodedKeySpec(longer)))
                        .isInstanceOf(InvalidKeySpecException.class);
                byte[] encoded = pair.getPrivate().getEncoded();
                for (int length = 0; length < encoded.length; length++) {
                    byte[] cut = java.util.Arrays.copyOf(encoded, length);
                    assertThatThrownBy(() -> factory.generatePrivate(new PKCS8EncodedKeySpec(cut)))
                            .isInstanceOf(InvalidKeySpecException.class);
                }
            }
        }
    }

    @Test
    void secretsComeInEveryShapeOnce() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("X25519", OURS).generateKeyPair();
        KeyAgreement agreement = KeyAgreement.getInstance("X25519", OURS);
        agreement.init(pair.getPrivate());
        agreement.doPhase(pair.getPublic(), true);
        byte[] secret = agreement.generateSecret();
        assertThatThrownBy(agreement::generateSecret).isInstanceOf(IllegalStateException.class);
        agreement.doPhase(pair.getPublic(), true);
        byte[] target = new byte[40];
        assertThat(agreement.generateSecret(target, 8)).isEqualTo(32);
        assertThat(target).endsWith(secret);
        agreement.doPhase(pair.getPublic(), true);
        SecretKey key = agreement.generateSecret("TlsPremasterSecret");
        assertThat(key.getEncoded()).isEqualTo(secret);
    }

    @Test
    void aSecretKeyNeedsTheNameOfItsUse() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("X25519", OURS).generateKeyPair();
        KeyAgreement agreement = KeyAgreement.getInstance("X25519", OURS);
        agreement.init(pair.getPrivate());
        agreement.doPhase(pair.getPublic(), true);
        for (String name : new String[] {null, "AES"}) {
            assertThatThrownBy(() -> agreement.generateSecret(name))
                    .isInstanceOf(NoSuchAlgorithmException.class);
        }
    }

    /** What was refused in part must not be signed in part. */
    @Test
    void aDigestThatIsTooLongIsNotSigned() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("EC", OURS).generateKeyPair();
        Signature signer = Signature.getInstance("NONEwithECDSA", OURS);
        signer.initSign(pair.getPrivate());
        signer.update(new byte[60]);
        assertThatThrownBy(() -> signer.update(new byte[10]))
                .isInstanceOf(SignatureException.class);
        assertThatThrownBy(signer::sign).isInstanceOf(SignatureException.class);
        assertThatThrownBy(() -> signer.update((byte) 1)).isInstanceOf(SignatureException.class);
        signer.initSign(pair.getPrivate());
        signer.update(new byte[64]);
        assertThat(signer.sign()).isNotEmpty();
    }

    @Test
    void aSignatureInP1363FormatOfTheWrongLengthIsFalse() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("EC", OURS).generateKeyPair();
        for (Provider provider : new Provider[] {OURS, Security.getProvider("SunEC")}) {
            Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format", provider);
            for (int length : new int[] {0, 62, 64, 66}) {
                verifier.initVerify(pair.getPublic());
                assertThat(verifier.verify(new byte[length])).isFalse();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"EC,SHA256withECDSA,ECDH,secp384r1", "Ed25519,EdDSA,,Ed448", "X25519,,XDH,X448"})
    void aKeyThatIsRefusedLeavesNoOtherBehind(
            String keys, String signature, String agreement, String curve) throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance(keys, OURS).generateKeyPair();
        KeyPairGenerator others =
                KeyPairGenerator.getInstance(keys.equals("EC") ? "EC" : curve, "SunEC");
        if (keys.equals("EC")) {
            others.initialize(new ECGenParameterSpec(curve));
        }
        KeyPair other = others.generateKeyPair();
        if (signature != null) {
            Signature signer = Signature.getInstance(signature, OURS);
            signer.initSign(pair.getPrivate());
            assertThatThrownBy(() -> signer.initSign(other.getPrivate()))
                    .isInstanceOf(InvalidKeyException.class);
            assertThatThrownBy(signer::sign).isInstanceOf(SignatureException.class);
            byte[] bytes = new byte[64];
            signer.initVerify(pair.getPublic());
            assertThatThrownBy(() -> signer.initVerify(other.getPublic()))
                    .isInstanceOf(InvalidKeyException.class);
            assertThatThrownBy(() -> signer.verify(bytes)).isInstanceOf(SignatureException.class);
        }
        if (agreement != null) {
            KeyAgreement agreeing = KeyAgreement.getInstance(agreement, OURS);
            agreeing.init(pair.getPrivate());
            assertThatThrownBy(() -> agreeing.init(other.getPrivate()))
                    .isInstanceOf(InvalidKeyException.class);
            assertThatThrownBy(() -> agreeing.doPhase(pair.getPublic(), true))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    /** A source of ones or zeros alone never gives a number below the order, or one that is not zero. */
    @ParameterizedTest
    @ValueSource(ints = {0, 0xff})
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aBrokenRandomSourceEndsInAnException(int constant) throws Exception {
        SecureRandom random =
                new SecureRandom() {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public void nextBytes(byte[] bytes) {
                        if (Thread.interrupted()) {
                            throw new IllegalStateException("interrupted");
                        }
                        java.util.Arrays.fill(bytes, (byte) constant);
                    }
                };
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", OURS);
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        assertThatThrownBy(generator::generateKeyPair)
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("use another SecureRandom");
    }

    @Test
    void publicKeysDescribeThemselves() throws Exception {
        KeyPair x = KeyPairGenerator.getInstance("X25519", OURS).generateKeyPair();
        assertThat(((XECPublicKey) x.getPublic()).getParams()).isEqualTo(NamedParameterSpec.X25519);
        KeyPair ed = KeyPairGenerator.getInstance("Ed25519", OURS).generateKeyPair();
        assertThat(((EdECPublicKey) ed.getPublic()).getParams())
                .isEqualTo(NamedParameterSpec.ED25519);
        assertThat(x.getPublic().getFormat()).isEqualTo("X.509");
        assertThat(x.getPrivate().getFormat()).isEqualTo("PKCS#8");
    }
}
