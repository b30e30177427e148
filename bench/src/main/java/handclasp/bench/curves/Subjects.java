package handclasp.bench.curves;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import handclasp.curves.HandclaspCurvesProvider;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.KeyAgreement;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.conscrypt.Conscrypt;

/** What is measured: operations as a program calls them through JCA, for every provider that has them. */
final class Subjects {

    /** The providers by the names under which they are reported. */
    static final Map<String, Provider> PROVIDERS = providers();

    /** The operations. */
    enum Operation {
        X25519_KEY_PAIR("X25519 key pair"),
        X25519_AGREEMENT("X25519 agreement"),
        P256_KEY_PAIR("P-256 key pair"),
        P256_ECDH("P-256 ECDH"),
        P256_SIGN("ECDSA P-256 sign"),
        P256_VERIFY("ECDSA P-256 verify, new key"),
        P256_VERIFY_KNOWN("ECDSA P-256 verify, known key"),
        ED25519_SIGN("Ed25519 sign"),
        ED25519_VERIFY("Ed25519 verify");

        final String title;

        Operation(String title) {
            this.title = title;
        }
    }

    /** One call of an operation; what it returns keeps the compiler honest. */
    interface Call {
        Object run() throws GeneralSecurityException;
    }

    /** More than {@code HandclaspCurves} remembers, so that in turn each key is a new one. */
    private static final int NEW_KEYS = 1500;

    private static final byte[] MESSAGE = new byte[100];

    private Subjects() {}

    private static Map<String, Provider> providers() {
        Map<String, Provider> providers = new LinkedHashMap<>();
        providers.put("HandclaspCurves", new HandclaspCurvesProvider());
        providers.put("SunEC", Security.getProvider("SunEC"));
        providers.put("BouncyCastle", new BouncyCastleProvider());
        providers.put("ACCP", AmazonCorrettoCryptoProvider.INSTANCE);
        providers.put("Conscrypt", Conscrypt.newProvider());
        return providers;
    }

    /** Throws GeneralSecurityException where the provider does not have the operation. */
    static Call call(Operation operation, String name) throws GeneralSecurityException {
        Provider provider = PROVIDERS.get(name);
        return switch (operation) {
            case X25519_KEY_PAIR -> generator("X25519", provider)::generateKeyPair;
            case P256_KEY_PAIR -> generator("EC", provider)::generateKeyPair;
            case X25519_AGREEMENT -> agreement("X25519", "XDH", provider);
            case P256_ECDH -> agreement("ECDH", "EC", provider);
            case P256_SIGN -> sign("SHA256withECDSA", "EC", provider);
            case P256_VERIFY -> verify("SHA256withECDSA", "EC", provider, NEW_KEYS);
            case P256_VERIFY_KNOWN -> verify("SHA256withECDSA", "EC", provider, 1);
            case ED25519_SIGN -> sign("Ed25519", "Ed25519", provider);
            case ED25519_VERIFY -> verify("Ed25519", "Ed25519", provider, 1);
        };
    }

    private static KeyPairGenerator generator(String keys, Provider provider)
            throws GeneralSecurityException {
        String name = keys.equals("X25519") && isConscrypt(provider) ? "XDH" : keys;
        KeyPairGenerator generator = KeyPairGenerator.getInstance(name, provider);
        if (keys.equals("EC")) {
            generator.initialize(new ECGenParameterSpec("secp256r1"));
        }
        return generator;
    }

    private static boolean isConscrypt(Provider provider) {
        return provider.getName().equals("Conscrypt");
    }

    private static Call agreement(String algorithm, String keys, Provider provider)
            throws GeneralSecurityException {
        String name = algorithm.equals("X25519") && isConscrypt(provider) ? "XDH" : algorithm;
        KeyPairGenerator generator = generator(keys.equals("XDH") ? "X25519" : keys, provider);
        PrivateKey own = generator.generateKeyPair().getPrivate();
        PublicKey peer = generator.generateKeyPair().getPublic();
        KeyAgreement agreement = KeyAgreement.getInstance(name, provider);
        return () -> {
            agreement.init(own);
            agreement.doPhase(peer, true);
            return agreement.generateSecret();
        };
    }

    private static Call sign(String algorithm, String keys, Provider provider)
            throws GeneralSecurityException {
        KeyPair pair = pair(keys);
        PrivateKey key =
                KeyFactory.getInstance(keys, provider)
                        .generatePrivate(new PKCS8EncodedKeySpec(pair.getPrivate().getEncoded()));
        Signature signature = Signature.getInstance(algorithm, provider);
        return () -> {
            signature.initSign(key);
            signature.update(MESSAGE);
            return signature.sign();
        };
    }

    private static Call verify(String algorithm, String keys, Provider provider, int count)
            throws GeneralSecurityException {
        PublicKey[] publicKeys = new PublicKey[count];
        byte[][] signatures = new byte[count][];
        for (int i = 0; i < count; i++) {
            KeyPair pair = pair(keys);
            Signature signer = Signature.getInstance(algorithm, PROVIDERS.get("HandclaspCurves"));
            signer.initSign(pair.getPrivate());
            signer.update(MESSAGE);
            signatures[i] = signer.sign();
            publicKeys[i] =
                    KeyFactory.getInstance(keys, provider)
                            .generatePublic(new X509EncodedKeySpec(pair.getPublic().getEncoded()));
        }
        Signature verifier = Signature.getInstance(algorithm, provider);
        int[] next = {0};
        return () -> {
            int i = next[0];
            next[0] = i + 1 == count ? 0 : i + 1;
            verifier.initVerify(publicKeys[i]);
            verifier.update(MESSAGE);
            if (!verifier.verify(signatures[i])) {
                throw new IllegalStateException("a good signature was refused");
            }
            return verifier;
        };
    }

    private static KeyPair pair(String keys) throws GeneralSecurityException {
        return generator(keys, PROVIDERS.get("HandclaspCurves")).generateKeyPair();
    }
}
