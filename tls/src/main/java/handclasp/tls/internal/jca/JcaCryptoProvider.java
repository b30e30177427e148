package handclasp.tls.internal.jca;

import handclasp.tls.CipherSuite;
import handclasp.tls.NamedGroup;
import handclasp.tls.SignatureScheme;
import handclasp.tls.crypto.AeadOpener;
import handclasp.tls.crypto.AeadSealer;
import handclasp.tls.crypto.CryptoProvider;
import handclasp.tls.crypto.HashAlgorithm;
import handclasp.tls.crypto.Hkdf;
import handclasp.tls.crypto.KeyExchange;
import handclasp.tls.crypto.RunningHash;
import handclasp.tls.crypto.SignatureAlgorithm;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
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
    private final JcaProviders providers;
    private final List<Aead> aeads;
    private final List<SignatureAlgorithm> signatureAlgorithms;
    private final Map<NamedGroup, KeyExchange> keyExchanges;
    private final Map<HashAlgorithm, DigestSource> digests = new EnumMap<>(HashAlgorithm.class);
    private volatile @Nullable Boolean deterministic;

    JcaCryptoProvider(JcaProviders providers) {
        this.providers = providers;
        this.aeads = Arrays.stream(Aead.values()).filter(this::isAvailable).toList();
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
        return aeads.stream().map(Aead::suite).toList();
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
        return aead(suite).hash();
    }

    @Override
    public int keyLength(CipherSuite suite) {
        return aead(suite).keyLength();
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
    public KeyExchange keyExchange(NamedGroup group) {
        KeyExchange exchange = keyExchanges.get(group);
        if (exchange == null) {
            throw new IllegalArgumentException(
                    "no provider of this Java runtime implements " + group);
        }
        return exchange;
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

    private boolean isAvailable(Aead aead) {
        try {
            providers.cipher(aead.transformation());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
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

    private Aead aead(CipherSuite suite) {
        return Aead.of(suite)
                .filter(aeads::contains)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "no provider of this Java runtime implements " + suite));
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
