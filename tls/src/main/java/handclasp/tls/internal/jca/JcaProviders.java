package handclasp.tls.internal.jca;

import handclasp.tls.crypto.CurvesProvider;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;

/**
 * Which JCA provider does what. The JDK's own come first by name, so that a provider that some library put at the head of
 * JCA's list neither slows records down nor breaks them; JCA's list is asked only for what they lack.
 *
 * @param curves for key agreement and signatures on elliptic curves, before the JDK's
 */
record JcaProviders(Optional<Provider> curves) {
    private static final List<String> OWN = List.of("SUN", "SunJCE", "SunEC", "SunRsaSign");

    /** What the Java runtime brings, and handclasp-curves if it is there. */
    static JcaProviders platform() {
        return new JcaProviders(CurvesProvider.find());
    }

    MessageDigest digest(String algorithm) throws GeneralSecurityException {
        Optional<Provider> own = own("MessageDigest", algorithm);
        return own.isPresent()
                ? MessageDigest.getInstance(algorithm, own.get())
                : MessageDigest.getInstance(algorithm);
    }

    Cipher cipher(String transformation) throws GeneralSecurityException {
        Optional<Provider> own = own("Cipher", transformation);
        return own.isPresent()
                ? Cipher.getInstance(transformation, own.get())
                : Cipher.getInstance(transformation);
    }

    /** One that checks signatures of this key, by the provider of curves if the key is on a curve of its. */
    Signature verifier(String algorithm, PublicKey key) throws GeneralSecurityException {
        if (curves.isPresent() && offers(curves.get(), "Signature", algorithm)) {
            Signature verifier = Signature.getInstance(algorithm, curves.get());
            try {
                verifier.initVerify(key);
                return verifier;
            } catch (InvalidKeyException e) {
                // A name such as SHA384withECDSA stands for any curve: this key is on another one.
            }
        }
        Signature verifier = signature(algorithm);
        verifier.initVerify(key);
        return verifier;
    }

    /** By the runtime's own provider. */
    Signature signature(String algorithm) throws NoSuchAlgorithmException {
        Optional<Provider> own = own("Signature", algorithm);
        return own.isPresent()
                ? Signature.getInstance(algorithm, own.get())
                : Signature.getInstance(algorithm);
    }

    /** Those that offer key pairs of this kind, in the order to try them in: not each knows every curve. */
    List<Provider> keyPairGenerators(String algorithm) {
        List<Provider> providers = new ArrayList<>();
        curves.ifPresent(providers::add);
        own("KeyPairGenerator", algorithm).ifPresent(providers::add);
        Provider[] registered = Security.getProviders("KeyPairGenerator." + algorithm);
        if (registered != null) {
            providers.addAll(Arrays.asList(registered));
        }
        return providers.stream()
                .filter(provider -> offers(provider, "KeyPairGenerator", algorithm))
                .toList();
    }

    private static Optional<Provider> own(String type, String algorithm) {
        for (String name : OWN) {
            Provider provider = Security.getProvider(name);
            if (provider != null && offers(provider, type, algorithm)) {
                return Optional.of(provider);
            }
        }
        return Optional.empty();
    }

    private static boolean offers(Provider provider, String type, String algorithm) {
        return provider.getService(type, algorithm) != null;
    }
}
