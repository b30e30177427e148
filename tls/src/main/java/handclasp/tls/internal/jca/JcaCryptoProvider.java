package handclasp.tls.internal.jca;

import handclasp.tls.CipherSuite;
import handclasp.tls.NamedGroup;
import handclasp.tls.SignatureScheme;
import handclasp.tls.crypto.AeadOpener;
import handclasp.tls.crypto.AeadSealer;
import handclasp.tls.crypto.CbcOpener;
import handclasp.tls.crypto.CbcSealer;
import handclasp.tls.crypto.CryptoProvider;
import handclasp.tls.crypto.FiniteFieldGroup;
import handclasp.tls.crypto.HashAlgorithm;
import handclasp.tls.crypto.Hkdf;
import handclasp.tls.crypto.KeyExchange;
import handclasp.tls.crypto.Prf;
import handclasp.tls.crypto.RecordAlgorithm;
import handclasp.tls.crypto.RunningHash;
import handclasp.tls.crypto.Secret;
import handclasp.tls.crypto.SignatureAlgorithm;
import handclasp.tls.crypto.SuiteAlgorithms;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Cipher;
import org.jspecify.annotations.Nullable;

/** The seam on JCA: what the Java runtime lacks is left out of the lists. */
public final class JcaCryptoProvider implements CryptoProvider {
    private static final String RSA_PKCS1 = "RSA/ECB/PKCS1Padding";

    private final JcaProviders providers;
    private final List<SuiteAlgorithms> suites;
    private final List<SignatureAlgorithm> signatureAlgorithms;
    private final Map<NamedGroup, KeyExchange> keyExchanges;
    private final Map<HashAlgorithm, DigestSource> digests = new EnumMap<>(HashAlgorithm.class);
    private volatile @Nullable Boolean deterministic;

    JcaCryptoProvider(JcaProviders providers) {
        this.providers = providers;
        this.suites = SuiteAlgorithms.all().stream().filter(this::isAvailable).toList();
        this.signatureAlgorithms =
                Arrays.stream(SignatureAlgorithm.values()).filter(this::isAvailable).toList();
        this.keyExchanges = Collections.unmodifiableMap(KeyExchanges.available(providers));
        for (HashAlgorithm hash : HashAlgorithm.values()) {
            digests.put(hash, new DigestSource(hash, providers));
        }
    }

    /** The one of this Java runtime. */
    public static CryptoProvider shared() {
        return Shared.INSTANCE;
    }

    @Override
    public List<CipherSuite> cipherSuites() {
        return suites.stream().map(SuiteAlgorithms::suite).toList();
    }

    @Override
    public List<NamedGroup> namedGroups() {
        return List.copyOf(keyExchanges.keySet());
    }

    @Override
    public List<SignatureScheme> signatureSchemes() {
        return signatureAlgorithms.stream().map(SignatureAlgorithm::scheme).toList();
    }

    /** Found out by trying, once, since JCA's providers do not say; the first call takes milliseconds. */
    @Override
    public boolean deterministic() {
        Boolean known = deterministic;
        if (known == null) {
            known = keyExchanges.values().stream().allMatch(Repeatability::isRepeatable);
            deterministic = known;
        }
        return known;
    }

    @Override
    public HashAlgorithm hash(CipherSuite suite) {
        return algorithms(suite).hash();
    }

    @Override
    public int keyLength(CipherSuite suite) {
        return algorithms(suite).records().keyLength();
    }

    @Override
    public RunningHash newHash(HashAlgorithm algorithm) {
        return new JcaRunningHash(digests(algorithm).fresh());
    }

    @Override
    public Hkdf hkdf(HashAlgorithm algorithm) {
        return new JcaHkdf(digests(algorithm));
    }

    @Override
    public Prf prf(HashAlgorithm algorithm) {
        return new JcaPrf(digests(algorithm));
    }

    @Override
    public AeadSealer sealer(CipherSuite suite, byte[] key) {
        Aead aead = aead(suite);
        return new JcaSealer(aead, aead.key(key), cipher(aead));
    }

    @Override
    public AeadOpener opener(CipherSuite suite, byte[] key) {
        Aead aead = aead(suite);
        return new JcaOpener(aead, aead.key(key), cipher(aead));
    }

    @Override
    public CbcSealer cbcSealer(
            CipherSuite suite,
            byte[] key,
            byte[] macKey,
            boolean encryptThenMac,
            SecureRandom random) {
        RecordAlgorithm algorithm = cbc(suite, macKey);
        return new JcaCbcSealer(
                new CbcCipher(algorithm, Cipher.ENCRYPT_MODE, key, providers),
                hmac(algorithm, macKey),
                algorithm.macKeyLength(),
                encryptThenMac,
                random);
    }

    @Override
    public CbcOpener cbcOpener(
            CipherSuite suite, byte[] key, byte[] macKey, boolean encryptThenMac) {
        RecordAlgorithm algorithm = cbc(suite, macKey);
        CbcCipher cipher = new CbcCipher(algorithm, Cipher.DECRYPT_MODE, key, providers);
        int macLength = algorithm.macKeyLength();
        return encryptThenMac
                ? new EncryptThenMacOpener(cipher, hmac(algorithm, macKey), macLength)
                : new MacThenEncryptOpener(
                        cipher,
                        new SecretLengthHmac(algorithm.mac().orElseThrow(), macKey),
                        macLength);
    }

    @Override
    public KeyExchange keyExchange(NamedGroup group) {
        KeyExchange exchange = keyExchanges.get(group);
        if (exchange == null) {
            throw new IllegalArgumentException(
                    "no provider of this Java runtime implements " + group);
        }
        return exchange;
    }

    @Override
    public KeyExchange keyExchange(FiniteFieldGroup group) {
        return KeyExchanges.of(group, providers)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "no provider of this Java runtime implements a " + group));
    }

    @Override
    public byte[] encrypt(RSAPublicKey key, Secret plaintext, SecureRandom random)
            throws GeneralSecurityException {
        Cipher cipher = providers.cipher(RSA_PKCS1);
        cipher.init(Cipher.ENCRYPT_MODE, key, random);
        return cipher.doFinal(plaintext.bytes());
    }

    @Override
    public boolean fits(SignatureScheme scheme, PublicKey key) {
        return algorithm(scheme).fits(key);
    }

    @Override
    public boolean verify(SignatureScheme scheme, PublicKey key, byte[] input, byte[] signature)
            throws GeneralSecurityException {
        SignatureAlgorithm algorithm = algorithm(scheme);
        if (algorithm.isEcdsa() && !EcdsaSigValue.isDer(signature)) {
            return false;
        }
        Signature verifier = providers.verifier(algorithm.jcaName(), key);
        if (algorithm.parameters().isPresent()) {
            verifier.setParameter(algorithm.parameters().get());
        }
        verifier.update(input);
        try {
            return verifier.verify(signature);
        } catch (SignatureException e) {
            // Providers tell malformed signatures in this way, each a different set of them.
            return false;
        }
    }

    private boolean isAvailable(SuiteAlgorithms suite) {
        try {
            providers.cipher(transformation(suite.records()));
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static String transformation(RecordAlgorithm algorithm) {
        return Aead.of(algorithm).map(Aead::transformation).orElse(CbcCipher.TRANSFORMATION);
    }

    /**
     * By the runtime, whatever the provider of curves offers: without the runtime's own the public keys of certificates are
     * opaque to everyone, and their chains cannot be checked.
     */
    private boolean isAvailable(SignatureAlgorithm algorithm) {
        try {
            providers.signature(algorithm.jcaName());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private Cipher cipher(Aead aead) {
        try {
            return providers.cipher(aead.transformation());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "this Java runtime no longer offers " + aead.transformation(), e);
        }
    }

    private SuiteAlgorithms algorithms(CipherSuite suite) {
        return SuiteAlgorithms.of(suite)
                .filter(suites::contains)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "no provider of this Java runtime implements " + suite));
    }

    private Aead aead(CipherSuite suite) {
        return Aead.of(algorithms(suite).records())
                .orElseThrow(() -> new IllegalArgumentException(suite + " has no AEAD"));
    }

    private RecordAlgorithm cbc(CipherSuite suite, byte[] macKey) {
        RecordAlgorithm algorithm = algorithms(suite).records();
        if (algorithm.isAead()) {
            throw new IllegalArgumentException(suite + " has no MAC");
        }
        if (macKey.length != algorithm.macKeyLength()) {
            throw new IllegalArgumentException(
                    suite + " needs a MAC key of " + algorithm.macKeyLength() + " bytes");
        }
        return algorithm;
    }

    private Hmac hmac(RecordAlgorithm algorithm, byte[] macKey) {
        DigestSource source = digests(algorithm.mac().orElseThrow());
        return new Hmac(source.fresh(), source.blockLength(), macKey);
    }

    private SignatureAlgorithm algorithm(SignatureScheme scheme) {
        return SignatureAlgorithm.of(scheme)
                .filter(signatureAlgorithms::contains)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "no provider of this Java runtime implements " + scheme));
    }

    private DigestSource digests(HashAlgorithm hash) {
        return Objects.requireNonNull(digests.get(hash));
    }

    private static final class Shared {
        static final JcaCryptoProvider INSTANCE = new JcaCryptoProvider(JcaProviders.platform());
    }
}
