package handclasp.bench.curves;

import handclasp.curves.HandclaspCurvesProvider;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.util.List;
import java.util.Objects;
import javax.crypto.KeyAgreement;

/** An operation whose time is taken, with 32 secret bytes that are put in place beforehand. */
public interface TimedSubject {

    String name();

    /** Whether it is meant to leak. */
    default boolean leaks() {
        return false;
    }

    /** A secret with a shape that a leak would show: few bits set. */
    default byte[] fixedSecret() {
        byte[] secret = new byte[32];
        secret[15] = 1;
        return secret;
    }

    /** What {@link #use} takes, from 32 secret bytes, which may be changed. */
    Object make(byte[] secret) throws GeneralSecurityException;

    /** Puts a secret in place. */
    void use(Object secret) throws GeneralSecurityException;

    void run() throws GeneralSecurityException;

    static List<TimedSubject> all() throws GeneralSecurityException {
        return List.of(
                new Agreement("X25519 agreement", "X25519"),
                new Agreement("P-256 ECDH", "EC"),
                new Generation("X25519 key pair: the key", "X25519"),
                new Generation("P-256 key pair: the key", "EC"),
                new Generation("Ed25519 key pair: the key", "Ed25519"),
                new EcdsaKey(),
                new EcdsaNonce(),
                new EdSign(),
                new Leak("planted: skips the zero bits of 32 bytes", 1),
                new Leak("planted: the same, twenty times", 20));
    }

    /** The provider under test, and what the subjects share. */
    final class Fixture {
        static final Provider PROVIDER = new HandclaspCurvesProvider();

        private static ECParameterSpec parameters;

        private Fixture() {}

        private static ECParameterSpec parameters() throws GeneralSecurityException {
            if (parameters == null) {
                parameters =
                        ((ECPublicKey) generator("EC").generateKeyPair().getPublic()).getParams();
            }
            return parameters;
        }

        static KeyPairGenerator generator(String keys) throws GeneralSecurityException {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(keys, PROVIDER);
            if (keys.equals("EC")) {
                generator.initialize(new ECGenParameterSpec("secp256r1"));
            }
            return generator;
        }

        static PrivateKey privateKey(String keys, byte[] secret) throws GeneralSecurityException {
            KeyFactory factory = KeyFactory.getInstance(keys, PROVIDER);
            return switch (keys) {
                case "X25519" ->
                        factory.generatePrivate(
                                new XECPrivateKeySpec(NamedParameterSpec.X25519, secret));
                case "Ed25519" ->
                        factory.generatePrivate(
                                new EdECPrivateKeySpec(NamedParameterSpec.ED25519, secret));
                default -> ecPrivate(factory, secret);
            };
        }

        private static PrivateKey ecPrivate(KeyFactory factory, byte[] secret)
                throws GeneralSecurityException {
            secret[0] &= 0x7f; // below the order
            return factory.generatePrivate(
                    new ECPrivateKeySpec(new BigInteger(1, secret), parameters()));
        }
    }

    /** A random source that hands out the bytes it was given, over and over. */
    final class Given extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private transient byte[] bytes = new byte[32];

        void give(byte[] next) {
            bytes = next;
        }

        @Override
        public void nextBytes(byte[] target) {
            System.arraycopy(bytes, 0, target, 0, target.length);
        }
    }

    /** Key agreement with a secret key and one peer. */
    final class Agreement implements TimedSubject {
        private final String name;
        private final String keys;
        private final KeyAgreement agreement;
        private final PublicKey peer;

        Agreement(String name, String keys) throws GeneralSecurityException {
            this.name = name;
            this.keys = keys;
            this.agreement =
                    KeyAgreement.getInstance(keys.equals("EC") ? "ECDH" : keys, Fixture.PROVIDER);
            this.peer = Fixture.generator(keys).generateKeyPair().getPublic();
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Object make(byte[] secret) throws GeneralSecurityException {
            return Fixture.privateKey(keys, secret);
        }

        @Override
        public void use(Object secret) throws GeneralSecurityException {
            agreement.init((PrivateKey) secret);
        }

        @Override
        public void run() throws GeneralSecurityException {
            agreement.doPhase(peer, true);
            agreement.generateSecret();
        }
    }

    /** Generation of a key pair, where the secret is what the random source says. */
    final class Generation implements TimedSubject {
        private final String name;
        private final Given random = new Given();
        private final KeyPairGenerator generator;

        Generation(String name, String keys) throws GeneralSecurityException {
            this.name = name;
            this.generator = KeyPairGenerator.getInstance(keys, Fixture.PROVIDER);
            if (keys.equals("EC")) {
                generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            } else {
                generator.initialize(new NamedParameterSpec(keys), random);
            }
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Object make(byte[] secret) {
            secret[0] &= 0x7f; // below the order of P-256: a second try would show
            return secret;
        }

        @Override
        public void use(Object secret) {
            random.give((byte[]) secret);
        }

        @Override
        public void run() {
            generator.generateKeyPair();
        }
    }

    /** ECDSA with a secret key; the random source repeats. */
    final class EcdsaKey implements TimedSubject {
        private final Signature signature =
                Signature.getInstance("SHA256withECDSAinP1363Format", Fixture.PROVIDER);
        private final Given random = new Given();

        EcdsaKey() throws GeneralSecurityException {}

        @Override
        public String name() {
            return "ECDSA P-256 sign: the key";
        }

        @Override
        public Object make(byte[] secret) throws GeneralSecurityException {
            return Fixture.privateKey("EC", secret);
        }

        @Override
        public void use(Object secret) throws GeneralSecurityException {
            signature.initSign((PrivateKey) secret, random);
        }

        @Override
        public void run() throws GeneralSecurityException {
            signature.sign();
        }
    }

    /**
     * ECDSA's signing function with one key; the secret is the nonce. Through JCA it could not have a shape, since it
     * is a hash of what the random source gives; so the function beneath is called, which is not public.
     */
    final class EcdsaNonce implements TimedSubject {
        private final MethodHandle sign;
        private final long[] key = words(new byte[] {7});
        private final long[] number = words(new byte[] {9});
        private long[] nonce = words(new byte[] {1});

        EcdsaNonce() throws GeneralSecurityException {
            try {
                Method method =
                        Class.forName("handclasp.curves.Ecdsa")
                                .getDeclaredMethod(
                                        "sign", long[].class, long[].class, long[].class);
                method.setAccessible(true);
                MethodHandle handle = MethodHandles.lookup().unreflect(method);
                sign =
                        handle.asType(
                                MethodType.methodType(
                                        Object.class, long[].class, long[].class, long[].class));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("handclasp-curves is not on the class path", e);
            }
        }

        /** An integer, most significant byte first, in eight words of 32 bits, least significant first. */
        private static long[] words(byte[] integer) {
            BigInteger value = new BigInteger(1, integer);
            long[] words = new long[8];
            for (int i = 0; i < words.length; i++) {
                words[i] = value.shiftRight(32 * i).intValue() & 0xffff_ffffL;
            }
            return words;
        }

        @Override
        public String name() {
            return "ECDSA P-256 sign: the nonce";
        }

        @Override
        public Object make(byte[] secret) {
            secret[0] &= 0x7f; // below the order
            return words(secret);
        }

        @Override
        public void use(Object secret) {
            nonce = (long[]) secret;
        }

        @Override
        public void run() {
            try {
                Objects.requireNonNull((Object) sign.invokeExact(key, number, nonce));
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Ed25519 with a secret key, whose expansion is in the time. */
    final class EdSign implements TimedSubject {
        private final Signature signature = Signature.getInstance("Ed25519", Fixture.PROVIDER);

        EdSign() throws GeneralSecurityException {}

        @Override
        public String name() {
            return "Ed25519 expand and sign: the key";
        }

        @Override
        public Object make(byte[] secret) throws GeneralSecurityException {
            return Fixture.privateKey("Ed25519", secret);
        }

        @Override
        public void use(Object secret) throws GeneralSecurityException {
            signature.initSign((PrivateKey) secret);
        }

        @Override
        public void run() throws GeneralSecurityException {
            signature.sign();
        }
    }

    /** An X25519 agreement with a few nanoseconds more for each bit that is set: what a branch would cost. */
    final class Leak implements TimedSubject {
        private final String name;
        private final int times;
        private final Agreement agreement = new Agreement("", "X25519");
        private byte[] secret = new byte[32];
        private volatile long sink = 1;

        Leak(String name, int times) throws GeneralSecurityException {
            this.name = name;
            this.times = times;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public boolean leaks() {
            return true;
        }

        @Override
        public Object make(byte[] secret) throws GeneralSecurityException {
            return new Object[] {secret.clone(), agreement.make(secret)};
        }

        @Override
        public void use(Object secret) throws GeneralSecurityException {
            Object[] parts = (Object[]) secret;
            this.secret = (byte[]) parts[0];
            agreement.use(parts[1]);
        }

        @Override
        public void run() throws GeneralSecurityException {
            agreement.run();
            long sum = sink;
            for (int i = 0; i < times; i++) {
                for (int bit = 0; bit < 256; bit++) {
                    if ((secret[bit >>> 3] >>> (bit & 7) & 1) != 0) {
                        sum = sum * 0x5851f42d4c957f2dL + 1;
                    }
                }
            }
            sink = sum;
        }
    }
}
