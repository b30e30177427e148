package handclasp.tls.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;

/** One key pair of each kind that TLS signs with, and some that it does not. */
public enum TestKeys {
    P256("EC", new ECGenParameterSpec("secp256r1")),
    P384("EC", new ECGenParameterSpec("secp384r1")),
    P521("EC", new ECGenParameterSpec("secp521r1")),
    ED25519("Ed25519", NamedParameterSpec.ED25519),
    ED448("Ed448", NamedParameterSpec.ED448),
    X25519("X25519", NamedParameterSpec.X25519),
    RSA_512("RSA", rsa(512)),
    RSA_1024("RSA", rsa(1024)),
    RSA_2048("RSA", rsa(2048)),
    PSS_ANY("RSASSA-PSS", rsa(2048)),
    PSS_SHA256("RSASSA-PSS", pss("SHA-256", "SHA-256", 32)),
    PSS_SHA512("RSASSA-PSS", pss("SHA-512", "SHA-512", 64)),
    PSS_MIXED("RSASSA-PSS", pss("SHA-256", "SHA-384", 32)),
    PSS_SHORT_SALT("RSASSA-PSS", pss("SHA-256", "SHA-256", 20));

    private final Once once;

    TestKeys(String algorithm, AlgorithmParameterSpec parameters) {
        this.once = new Once(algorithm, parameters);
    }

    /** Always the same within a run. */
    public KeyPair pair() {
        return once.pair();
    }

    private static AlgorithmParameterSpec rsa(int bits) {
        return new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4);
    }

    private static AlgorithmParameterSpec pss(String hash, String maskHash, int salt) {
        PSSParameterSpec bound =
                new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(maskHash), salt, 1);
        return new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4, bound);
    }

    private static final class Once {
        private final String algorithm;
        private final AlgorithmParameterSpec parameters;
        private KeyPair pair;

        Once(String algorithm, AlgorithmParameterSpec parameters) {
            this.algorithm = algorithm;
            this.parameters = parameters;
        }

        synchronized KeyPair pair() {
            if (pair != null) {
                return pair;
            }
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
                generator.initialize(parameters);
                pair = generator.generateKeyPair();
                return pair;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
