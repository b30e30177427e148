package handclasp.conformance.peer;

import handclasp.tls.NamedGroup;
import handclasp.tls.Role;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarInputStream;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;

/** Bouncy Castle's TLS behind javax.net.ssl, in this JVM. */
public final class BouncyCastle extends Jsse {
    // It tells of each connection and of each that is refused, with a stack trace. Held, or it is
    // forgotten with its level.
    private static final Logger LOG = Logger.getLogger("org.bouncycastle.jsse");

    static {
        LOG.setLevel(Level.OFF);
    }

    private static final Provider CRYPTO = new BouncyCastleProvider();
    private static final Provider PROVIDER = new BouncyCastleJsseProvider(CRYPTO);

    public BouncyCastle() {
        super("Bouncy Castle", PROVIDER);
    }

    @Override
    public String version() {
        // The provider's own version is another series than the library's: 1.0.23.
        URL jar =
                BouncyCastleJsseProvider.class.getProtectionDomain().getCodeSource().getLocation();
        try (JarInputStream in = new JarInputStream(jar.openStream())) {
            return in.getManifest().getMainAttributes().getValue("Bundle-Version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Gaps gaps(Role role) {
        Gaps gaps =
                Gaps.none()
                        .because(
                                "its sockets cannot begin a key update", Feature.KEY_UPDATE_BY_PEER)
                        .because(
                                "its sockets end both directions at once",
                                Feature.HALF_CLOSE_BY_PEER,
                                Feature.HALF_CLOSE_BY_US);
        return role == Role.CLIENT
                ? gaps
                : gaps.because("it sends none in TLS 1.3", Feature.TICKETS)
                        .because("its sessions do not tell it", Feature.SERVER_NAME);
    }

    /** It takes ECDSA signatures only on curves that it offers as groups too. */
    @Override
    List<NamedGroup> groups(Setup setup) {
        List<NamedGroup> groups = new ArrayList<>(setup.groups());
        Stream.of(NamedGroup.SECP256R1, NamedGroup.SECP384R1, NamedGroup.SECP521R1)
                .filter(group -> !groups.contains(group))
                .forEach(groups::add);
        // Nor does it do Diffie-Hellman in a finite field where it offers none.
        if (setup.suites().stream().anyMatch(suite -> suite.toString().startsWith("TLS_DHE_"))) {
            groups.addAll(List.of(NamedGroup.FFDHE2048, NamedGroup.FFDHE3072));
        }
        return groups;
    }

    @Override
    List<X509Certificate> own(List<X509Certificate> chain) throws GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509", CRYPTO);
        List<X509Certificate> own = new ArrayList<>();
        for (X509Certificate certificate : chain) {
            InputStream encoded = new ByteArrayInputStream(certificate.getEncoded());
            own.add((X509Certificate) factory.generateCertificate(encoded));
        }
        return own;
    }

    @Override
    PrivateKey own(PrivateKey key) throws GeneralSecurityException {
        return KeyFactory.getInstance(key.getAlgorithm(), CRYPTO)
                .generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
    }

    /** Its sessions do not tell once the handshake is over. */
    @Override
    Optional<String> serverName(SSLSocket socket) {
        return Optional.empty();
    }
}
