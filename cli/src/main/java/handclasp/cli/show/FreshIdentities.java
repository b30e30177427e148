package handclasp.cli.show;

import handclasp.pki.CertificateBuilder;
import handclasp.pki.Identity;
import handclasp.pki.KeyKind;
import handclasp.pki.KeyUse;
import handclasp.pki.PkiException;
import handclasp.pki.Purpose;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javax.security.auth.x500.X500Principal;

/** Made when they are first asked for, and kept nowhere. Not thread-safe. */
final class FreshIdentities implements Identities {
    private static final Duration AN_HOUR = Duration.ofHours(1);
    private static final Duration A_DAY = Duration.ofDays(1);
    private static final Duration A_MONTH = Duration.ofDays(30);

    private final Instant now;
    private final KeyPair rootKeys = KeyKind.EC_P256.generate();
    private final X509Certificate root;
    private final Map<Who, Identity> made = new EnumMap<>(Who.class);

    FreshIdentities(Instant now) {
        this.now = now;
        CertificateBuilder builder =
                CertificateBuilder.of(
                                new X500Principal("CN=Example root"),
                                rootKeys.getPublic(),
                                now.minus(A_MONTH),
                                now.plus(A_MONTH))
                        .authority()
                        .keyUses(List.of(KeyUse.CERTIFICATE_SIGN));
        root = made(() -> builder.selfSigned(rootKeys.getPrivate()));
    }

    @Override
    public X509Certificate root() {
        return root;
    }

    @Override
    public Identity of(Who who) {
        return made.computeIfAbsent(who, this::make);
    }

    private Identity make(Who who) {
        return switch (who) {
            case SERVER_ECDSA -> issued(server(KeyKind.EC_P256));
            case SERVER_RSA -> issued(server(KeyKind.RSA_2048));
            case CLIENT -> issued(client());
            case SELF_SIGNED -> selfSigned(server(KeyKind.EC_P256));
            case EXPIRED -> issued(expired());
        };
    }

    private Request server(KeyKind kind) {
        KeyPair keys = kind.generate();
        return new Request(
                keys,
                named("server.example", keys, now.minus(AN_HOUR), now.plus(A_MONTH))
                        .names(List.of("server.example"))
                        .purposes(List.of(Purpose.SERVER)));
    }

    private Request expired() {
        KeyPair keys = KeyKind.EC_P256.generate();
        return new Request(
                keys,
                named("server.example", keys, now.minus(A_MONTH), now.minus(A_DAY))
                        .names(List.of("server.example"))
                        .purposes(List.of(Purpose.SERVER)));
    }

    private Request client() {
        KeyPair keys = KeyKind.RSA_2048.generate();
        return new Request(
                keys,
                named("alice", keys, now.minus(AN_HOUR), now.plus(A_MONTH))
                        .purposes(List.of(Purpose.CLIENT)));
    }

    private static CertificateBuilder named(String name, KeyPair keys, Instant from, Instant to) {
        boolean decrypts = keys.getPublic().getAlgorithm().equals("RSA");
        return CertificateBuilder.of(new X500Principal("CN=" + name), keys.getPublic(), from, to)
                .notAuthority()
                .keyUses(
                        decrypts
                                ? List.of(KeyUse.DIGITAL_SIGNATURE, KeyUse.KEY_ENCIPHERMENT)
                                : List.of(KeyUse.DIGITAL_SIGNATURE));
    }

    private Identity issued(Request request) {
        return identity(
                made(() -> request.certificate().issuedBy(root, rootKeys.getPrivate())),
                request.keys());
    }

    private static Identity selfSigned(Request request) {
        return identity(
                made(() -> request.certificate().selfSigned(request.keys().getPrivate())),
                request.keys());
    }

    private static Identity identity(X509Certificate certificate, KeyPair keys) {
        try {
            return Identity.of(List.of(certificate), keys.getPrivate());
        } catch (PkiException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Request(KeyPair keys, CertificateBuilder certificate) {}

    private interface Making {
        X509Certificate make() throws GeneralSecurityException;
    }

    private static X509Certificate made(Making making) {
        try {
            return making.make();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK cannot make such a certificate", e);
        }
    }
}
