package handclasp.conformance.peer;

import handclasp.tls.ProtocolVersion;
import handclasp.tls.Role;
import java.security.Provider;
import java.util.List;

/** Conscrypt, BoringSSL behind javax.net.ssl, in this JVM. */
public final class Conscrypt extends Jsse {
    private static final Provider PROVIDER =
            org.conscrypt.Conscrypt.newProviderBuilder().provideTrustManager(true).build();

    public Conscrypt() {
        super("Conscrypt", PROVIDER);
    }

    @Override
    public String version() {
        org.conscrypt.Conscrypt.Version version = org.conscrypt.Conscrypt.version();
        return version.major() + "." + version.minor() + "." + version.patch();
    }

    @Override
    public Gaps gaps(Role role) {
        Gaps gaps =
                Gaps.none()
                        .because(
                                "BoringSSL's defaults, all that Conscrypt offers, are without it",
                                Feature.X448,
                                Feature.RSA_PSS,
                                Feature.P521,
                                Feature.ED25519,
                                Feature.ED448,
                                Feature.CBC_SHA2_12,
                                Feature.DHE_12,
                                Feature.ENCRYPT_THEN_MAC_12,
                                Feature.RSA_PSS_12,
                                Feature.P521_12,
                                Feature.ED25519_12,
                                Feature.ED448_12,
                                Feature.CLIENT_ED25519_12)
                        .because("Conscrypt cannot begin a key update", Feature.KEY_UPDATE_BY_PEER)
                        .because(
                                "Conscrypt's sockets end both directions at once",
                                Feature.HALF_CLOSE_BY_PEER,
                                Feature.HALF_CLOSE_BY_US);
        return role == Role.CLIENT
                ? gaps
                : gaps.because("Conscrypt's server sockets send none", Feature.TICKETS)
                        .because(
                                "Conscrypt's server goes on without a protocol",
                                Feature.NO_COMMON_ALPN);
    }

    /** It asks for keys of the kinds that its suites of TLS 1.2 can use, even where it speaks 1.3 only. */
    @Override
    List<?> suites(Setup setup) {
        return setup.version().equals(ProtocolVersion.TLS_1_2)
                ? setup.suites()
                : List.of(
                        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
    }
}
