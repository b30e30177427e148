package handclasp.conformance.peer;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** Shows the one certificate it has, even to those who do not trust its issuer. */
final class Shameless extends X509ExtendedKeyManager {
    private static final String ALIAS = "identity";

    private final List<X509Certificate> chain;
    private final PrivateKey key;

    Shameless(List<X509Certificate> chain, PrivateKey key) {
        this.chain = chain;
        this.key = key;
    }

    /** Key types are the JDK's ("EdDSA"), or Bouncy Castle's ("Ed25519", "EC/secp256r1", "ECDHE_ECDSA"). */
    private @Nullable String alias(String... keyTypes) {
        return Stream.of(keyTypes).anyMatch(this::fits) ? ALIAS : null;
    }

    private boolean fits(String keyType) {
        String algorithm = chain.getFirst().getPublicKey().getAlgorithm();
        String type =
                keyType.replaceFirst("^((EC)?DHE_|KE:)", "")
                        .replaceFirst("^ECDSA", "EC")
                        .replaceFirst("[/_].*", "");
        return type.equals(algorithm)
                || (algorithm.equals("EdDSA") && type.toLowerCase(Locale.ROOT).startsWith("ed"));
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal[] issuers, @Nullable Socket socket) {
        return alias(keyTypes);
    }

    @Override
    public @Nullable String chooseServerAlias(
            String keyType, Principal[] issuers, @Nullable Socket socket) {
        return alias(keyType);
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] keyTypes, Principal[] issuers, @Nullable SSLEngine engine) {
        return alias(keyTypes);
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal[] issuers, @Nullable SSLEngine engine) {
        return alias(keyType);
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return chain.toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return key;
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return new String[] {ALIAS};
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        return new String[] {ALIAS};
    }
}
