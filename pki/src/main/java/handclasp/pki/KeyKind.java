package handclasp.pki;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;

/** The kinds of keys that TLS certificates hold, as the JDK makes them. */
public enum KeyKind {
    RSA_2048("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4)),
    /** A key that its certificate allows for RSASSA-PSS only (RFC 4055). */
    RSA_PSS_2048("RSASSA-PSS", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4)),
    EC_P256("EC", new ECGenParameterSpec("secp256r1")),
    EC_P384("EC", new ECGenParameterSpec("secp384r1")),
    EC_P521("EC", new ECGenParameterSpec("secp521r1")),
    ED25519("Ed25519", NamedParameterSpec.ED25519),
    ED448("Ed448", NamedParameterSpec.ED448);

    private final String algorithm;
    private final AlgorithmParameterSpec parameters;

    KeyKind(String algorithm, AlgorithmParameterSpec parameters) {
        this.algorithm = algorithm;
        this.parameters = parameters;
    }

    /** Makes a new key pair with the JDK's own randomness. */
    public KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(parameters);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM cannot make keys of kind " + this, e);
        }
    }
}
