package handclasp.bench.tls12;

import handclasp.bench.curves.TimedSubject;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.auth.PrivateKeyDecryptor;
import handclasp.tls.crypto.RsaDecryptor;
import handclasp.tls.internal.tls12.RsaPremaster;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import javax.crypto.BadPaddingException;

/** What a server makes of an encrypted premaster secret (RFC 5246 §7.4.7.1): whether it was well made must not be seen. */
final class PremasterSubject implements TimedSubject {
    /** What the second class has; the first is of well-made ones. */
    enum Question {
        /** Not 00 02 at the beginning. */
        BAD_TYPE,
        /** A zero anywhere in the padding. */
        BAD_PADDING,
        /** No zero before the secret: it is not 48 bytes long. */
        BAD_LENGTH,
        /** TLS 1.0 instead of 1.2. */
        BAD_VERSION
    }

    private static final int LENGTH = 256;
    private static final int SECRET = 48;

    private final SplittableRandom random = new SplittableRandom(12);
    private final SecureRandom fast = new Fast();
    private final String name;
    private final Question question;
    private final boolean raw;
    private final boolean planted;
    private final RSAPublicKey publicKey;
    private final RsaDecryptor decryptor;
    private byte[] input = {};
    private byte[] sink = {};

    private PremasterSubject(String name, Question question, boolean raw, boolean planted)
            throws GeneralSecurityException {
        this.name = name + question.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        this.question = question;
        this.raw = raw;
        this.planted = planted;
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(8 * LENGTH);
        KeyPair pair = generator.generateKeyPair();
        publicKey = (RSAPublicKey) pair.getPublic();
        decryptor = raw ? new Open() : PrivateKeyDecryptor.of(pair.getPrivate(), publicKey);
    }

    /** All but the decryption, whose noise covers what is done afterwards. */
    static PremasterSubject unpadding(Question question) throws GeneralSecurityException {
        return new PremasterSubject("RSA premaster, unpadding: ", question, true, false);
    }

    /** With a decryption by the JDK under a key of 2048 bits. */
    static PremasterSubject whole(Question question) throws GeneralSecurityException {
        return new PremasterSubject("RSA premaster, with decryption: ", question, false, false);
    }

    /** The padding is examined until something is wrong, which is then told by an exception: Bleichenbacher's oracle. */
    static PremasterSubject planted() throws GeneralSecurityException {
        return new PremasterSubject(
                "planted: RSA premaster, unpadding: ", Question.BAD_PADDING, true, true);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean leaks() {
        return planted;
    }

    @Override
    public Object make(byte[] secret) {
        byte[] block = new byte[LENGTH];
        random.nextBytes(block);
        for (int i = 2; i < LENGTH - SECRET - 1; i++) {
            block[i] |= 1;
        }
        block[0] = 0;
        block[1] = 2;
        block[LENGTH - SECRET - 1] = 0;
        block[LENGTH - SECRET] = 3;
        block[LENGTH - SECRET + 1] = 3;
        int where = random.nextInt(2, LENGTH - SECRET - 1);
        if (!Arrays.equals(secret, fixedSecret())) {
            switch (question) {
                case BAD_TYPE -> block[1] = (byte) (3 + (where & 0x3f));
                case BAD_PADDING -> block[where] = 0;
                case BAD_LENGTH -> block[LENGTH - SECRET - 1] = 1;
                case BAD_VERSION -> block[LENGTH - SECRET + 1] = 1;
            }
        }
        return raw ? block : encrypt(block);
    }

    @Override
    public void use(Object secret) {
        input = (byte[]) secret;
    }

    @Override
    public void run() {
        if (planted) {
            decryptCarelessly();
            return;
        }
        RsaPremaster premaster =
                RsaPremaster.decrypt(decryptor, input, ProtocolVersion.TLS_1_2, fast);
        sink = premaster.premaster().bytes();
    }

    private void decryptCarelessly() {
        try {
            sink = unpad(input);
        } catch (BadPaddingException e) {
            sink = new byte[SECRET];
            fast.nextBytes(sink);
        }
    }

    private static byte[] unpad(byte[] block) throws BadPaddingException {
        if (block[0] != 0 || block[1] != 2) {
            throw new BadPaddingException("not 00 02");
        }
        int at = 2;
        while (at < block.length && block[at] != 0) {
            at++;
        }
        if (at != block.length - SECRET - 1) {
            throw new BadPaddingException("not 48 bytes");
        }
        return Arrays.copyOfRange(block, at + 1, block.length);
    }

    private byte[] encrypt(byte[] block) {
        byte[] number =
                new BigInteger(1, block)
                        .modPow(publicKey.getPublicExponent(), publicKey.getModulus())
                        .toByteArray();
        byte[] fixed = new byte[LENGTH];
        int kept = Math.min(LENGTH, number.length);
        System.arraycopy(number, number.length - kept, fixed, LENGTH - kept, kept);
        return fixed;
    }

    /** Gives back what it was given. */
    private static final class Open implements RsaDecryptor {
        @Override
        public int modulusLength() {
            return LENGTH;
        }

        @Override
        public byte[] decrypt(byte[] ciphertext) {
            return ciphertext.clone();
        }
    }

    /** So that the JDK's does not dominate. */
    private static final class Fast extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final transient SplittableRandom source = new SplittableRandom(13);

        @Override
        public void nextBytes(byte[] bytes) {
            source.nextBytes(bytes);
        }
    }
}
