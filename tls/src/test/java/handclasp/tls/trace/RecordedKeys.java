package handclasp.tls.trace;

import handclasp.tls.CipherSuite;
import handclasp.tls.NamedGroup;
import handclasp.tls.Role;
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
import handclasp.tls.crypto.RunningHash;
import handclasp.tls.crypto.Secret;
import handclasp.tls.internal.jca.JcaCryptoProvider;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JCA's cryptography, but for the key pairs that one end of a trace creates. */
public final class RecordedKeys implements CryptoProvider {
    private final CryptoProvider jca = JcaCryptoProvider.shared();
    private final Map<NamedGroup, KeyExchange> recorded = new LinkedHashMap<>();

    public RecordedKeys(Trace trace, Role owner) {
        find(trace, owner, "x25519", NamedGroup.X25519);
        find(trace, owner, "P-256", NamedGroup.SECP256R1);
    }

    private void find(Trace trace, Role owner, String name, NamedGroup group) {
        trace.steps("create an ephemeral " + name + " key pair").stream()
                .filter(step -> step.actor() == owner)
                .map(
                        step ->
                                new RecordedKeyExchange(
                                        group, step.value("private key"), step.value("public key")))
                .forEach(exchange -> recorded.put(group, exchange));
    }

    /** The groups of the key pairs, in the order of {@link #namedGroups}. */
    public List<NamedGroup> recordedGroups() {
        return List.copyOf(recorded.keySet());
    }

    @Override
    public KeyExchange keyExchange(NamedGroup group) {
        KeyExchange exchange = recorded.get(group);
        if (exchange == null) {
            throw new AssertionError("the trace creates no key pair of " + group);
        }
        return exchange;
    }

    @Override
    public boolean deterministic() {
        return true;
    }

    @Override
    public List<CipherSuite> cipherSuites() {
        return jca.cipherSuites();
    }

    @Override
    public List<NamedGroup> namedGroups() {
        return jca.namedGroups();
    }

    @Override
    public List<SignatureScheme> signatureSchemes() {
        return jca.signatureSchemes();
    }

    @Override
    public HashAlgorithm hash(CipherSuite suite) {
        return jca.hash(suite);
    }

    @Override
    public int keyLength(CipherSuite suite) {
        return jca.keyLength(suite);
    }

    @Override
    public RunningHash newHash(HashAlgorithm algorithm) {
        return jca.newHash(algorithm);
    }

    @Override
    public Hkdf hkdf(HashAlgorithm algorithm) {
        return jca.hkdf(algorithm);
    }

    @Override
    public Prf prf(HashAlgorithm algorithm) {
        return jca.prf(algorithm);
    }

    @Override
    public CbcSealer cbcSealer(
            CipherSuite suite,
            byte[] key,
            byte[] macKey,
            boolean encryptThenMac,
            SecureRandom random) {
        return jca.cbcSealer(suite, key, macKey, encryptThenMac, random);
    }

    @Override
    public CbcOpener cbcOpener(
            CipherSuite suite, byte[] key, byte[] macKey, boolean encryptThenMac) {
        return jca.cbcOpener(suite, key, macKey, encryptThenMac);
    }

    @Override
    public KeyExchange keyExchange(FiniteFieldGroup group) {
        return jca.keyExchange(group);
    }

    @Override
    public byte[] encrypt(RSAPublicKey key, Secret plaintext, SecureRandom random)
            throws GeneralSecurityException {
        return jca.encrypt(key, plaintext, random);
    }

    @Override
    public AeadSealer sealer(CipherSuite suite, byte[] key) {
        return jca.sealer(suite, key);
    }

    @Override
    public AeadOpener opener(CipherSuite suite, byte[] key) {
        return jca.opener(suite, key);
    }

    @Override
    public boolean fits(SignatureScheme scheme, PublicKey key) {
        return jca.fits(scheme, key);
    }

    @Override
    public boolean verify(SignatureScheme scheme, PublicKey key, byte[] input, byte[] signature)
            throws GeneralSecurityException {
        return jca.verify(scheme, key, input, signature);
    }
}
