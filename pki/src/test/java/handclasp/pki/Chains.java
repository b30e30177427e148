package handclasp.pki;

import handclasp.tls.Role;
import handclasp.tls.ServerName;
import handclasp.tls.auth.PeerCertificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;

/** Certificates for tests, good ones unless a change is asked for. */
final class Chains {
    static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    static final UnaryOperator<CertificateBuilder> AS_IT_IS = UnaryOperator.identity();

    private static final Map<KeyKind, KeyPair> RSA = new ConcurrentHashMap<>();

    private Chains() {}

    /** A new key pair; for RSA always the same one, since making it takes long. */
    static KeyPair keysOf(KeyKind kind) {
        return kind.name().startsWith("RSA")
                ? RSA.computeIfAbsent(kind, KeyKind::generate)
                : kind.generate();
    }

    /** A certificate with its key. */
    record Holder(X509Certificate certificate, KeyPair keys) {
        Holder issue(String name, KeyKind kind, UnaryOperator<CertificateBuilder> change)
                throws GeneralSecurityException {
            KeyPair pair = keysOf(kind);
            CertificateBuilder builder = change.apply(builder(name, pair));
            return new Holder(builder.issuedBy(certificate, keys.getPrivate()), pair);
        }

        Holder intermediate(String name, UnaryOperator<CertificateBuilder> change)
                throws GeneralSecurityException {
            return issue(name, KeyKind.EC_P256, builder -> change.apply(asAuthority(builder)));
        }

        Holder intermediate(String name) throws GeneralSecurityException {
            return intermediate(name, AS_IT_IS);
        }

        Holder server(String name, UnaryOperator<CertificateBuilder> change)
                throws GeneralSecurityException {
            return issue(
                    name,
                    KeyKind.EC_P256,
                    builder ->
                            change.apply(
                                    asLeaf(builder)
                                            .names(List.of(name))
                                            .purposes(List.of(Purpose.SERVER))));
        }

        Holder server(String name) throws GeneralSecurityException {
            return server(name, AS_IT_IS);
        }
    }

    static Holder root(String name, UnaryOperator<CertificateBuilder> change)
            throws GeneralSecurityException {
        KeyPair pair = KeyKind.EC_P256.generate();
        CertificateBuilder builder = change.apply(asAuthority(builder(name, pair)));
        return new Holder(builder.selfSigned(pair.getPrivate()), pair);
    }

    static Holder root(String name) throws GeneralSecurityException {
        return root(name, AS_IT_IS);
    }

    static Holder selfSigned(String name, UnaryOperator<CertificateBuilder> change)
            throws GeneralSecurityException {
        KeyPair pair = KeyKind.EC_P256.generate();
        CertificateBuilder builder = change.apply(builder(name, pair).names(List.of(name)));
        return new Holder(builder.selfSigned(pair.getPrivate()), pair);
    }

    private static CertificateBuilder builder(String name, KeyPair pair) {
        return CertificateBuilder.of(
                commonName(name),
                pair.getPublic(),
                NOW.minus(Duration.ofDays(10)),
                NOW.plus(Duration.ofDays(100)));
    }

    /** Any characters are allowed, as they are in certificates that attackers make. */
    private static X500Principal commonName(String name) {
        try {
            return new X500Principal(
                    new X500NameBuilder().addRDN(BCStyle.CN, name).build().getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CertificateBuilder asAuthority(CertificateBuilder builder) {
        return builder.authority()
                .keyUses(List.of(KeyUse.CERTIFICATE_SIGN, KeyUse.REVOCATION_LIST_SIGN));
    }

    private static CertificateBuilder asLeaf(CertificateBuilder builder) {
        return builder.notAuthority().keyUses(List.of(KeyUse.DIGITAL_SIGNATURE));
    }

    static List<X509Certificate> certificates(Holder... holders) {
        return Arrays.stream(holders).map(Holder::certificate).toList();
    }

    static PeerCertificates server(String name, Holder... chain) {
        return server(name, NOW, chain);
    }

    static PeerCertificates server(String name, Instant time, Holder... chain) {
        return new PeerCertificates(
                Role.SERVER, certificates(chain), Optional.of(ServerName.of(name)), time);
    }

    static PeerCertificates client(Holder... chain) {
        return new PeerCertificates(Role.CLIENT, certificates(chain), Optional.empty(), NOW);
    }
}
