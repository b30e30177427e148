package handclasp.bench.tls12;

import handclasp.bench.curves.TimedSubject;
import handclasp.tls.CipherSuite;
import handclasp.tls.crypto.CbcOpener;
import handclasp.tls.crypto.CryptoProvider;
import handclasp.tls.crypto.RecordAlgorithm;
import handclasp.tls.crypto.SuiteAlgorithms;
import handclasp.tls.internal.jca.JcaCryptoProvider;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Opening a record of which padding or MAC is wrong: each is refused, and how must not be seen. */
final class CbcSubject implements TimedSubject {
    /** What the records of the first class have. Those of the second have a wrong padding of any length. */
    enum Question {
        /** Padding of 256 bytes, so that the MAC is over much less (the Lucky Thirteen attack). */
        LONG_PADDING,
        /** Padding of one byte, so that the MAC is over as much as with a wrong one (Vaudenay's attack). */
        SHORT_PADDING,
        /** A right padding, and a MAC that is right but for its last bit. */
        NEARLY_RIGHT_MAC
    }

    private static final int BLOCK = 16;

    /** Of content, MAC and padding: short, so that what differs is not lost in what does not. */
    private static final int INNER = 352;

    private static final byte[] HEADER = {0, 0, 0, 0, 0, 0, 0, 1, 23, 3, 3, 0, 0};

    private final SplittableRandom random = new SplittableRandom(11);
    private final String name;
    private final boolean planted;
    private final Question question;
    private final CbcOpener opener;
    private final Cipher cipher;
    private final CarelessOpener careless;
    private final int macLength;
    private final byte[] out = new byte[BLOCK + INNER];
    private byte[] fragment = {};
    private int sink;

    CbcSubject(CipherSuite suite, Question question, CryptoProvider provider)
            throws GeneralSecurityException {
        this(suite, question, provider, false);
    }

    private CbcSubject(
            CipherSuite suite, Question question, CryptoProvider provider, boolean planted)
            throws GeneralSecurityException {
        RecordAlgorithm records = SuiteAlgorithms.of(suite).orElseThrow().records();
        byte[] key = new byte[records.keyLength()];
        byte[] macKey = new byte[records.macKeyLength()];
        random.nextBytes(key);
        random.nextBytes(macKey);
        this.planted = planted;
        this.question = question;
        this.macLength = macKey.length;
        this.name =
                (planted ? "planted: " : "")
                        + "CBC "
                        + records.mac().orElseThrow()
                        + ": "
                        + question.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        careless = new CarelessOpener(records, key, macKey);
        opener = planted ? careless : provider.cbcOpener(suite, key, macKey, false);
        cipher = Cipher.getInstance("AES/CBC/NoPadding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(key, "AES"),
                new IvParameterSpec(new byte[BLOCK]));
    }

    static CbcSubject planted(CipherSuite suite, Question question)
            throws GeneralSecurityException {
        return new CbcSubject(suite, question, JcaCryptoProvider.shared(), true);
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
    public Object make(byte[] secret) throws GeneralSecurityException {
        byte[] inner = new byte[BLOCK + INNER];
        random.nextBytes(inner);
        // Of both classes as much is made.
        boolean first = Arrays.equals(secret, fixedSecret());
        int padding = question == Question.LONG_PADDING ? 255 : 0;
        byte[] mac = careless.mac(HEADER, inner, BLOCK, INNER - macLength - 1 - padding);
        mac[macLength - 1] ^= 1;
        byte last = (byte) random.nextInt(1, 256);
        if (first) {
            Arrays.fill(inner, inner.length - 1 - padding, inner.length, (byte) padding);
            if (question == Question.NEARLY_RIGHT_MAC) {
                System.arraycopy(mac, 0, inner, inner.length - 1 - padding - macLength, macLength);
            }
        } else {
            inner[inner.length - 1] = last;
            inner[inner.length - 2] = (byte) ~last;
        }
        return cipher.doFinal(inner);
    }

    @Override
    public void use(Object secret) {
        fragment = (byte[]) secret;
    }

    @Override
    public void run() {
        sink += opener.open(HEADER, fragment, 0, fragment.length, out, 0);
    }
}
