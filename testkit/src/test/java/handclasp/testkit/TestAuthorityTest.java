package handclasp.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import handclasp.pki.Identity;
import handclasp.pki.KeyKind;
import handclasp.pki.KeyUse;
import handclasp.pki.Pem;
import handclasp.pki.Purpose;
import handclasp.tls.BadCertificate;
import handclasp.tls.Role;
import handclasp.tls.ServerName;
import handclasp.tls.SignatureScheme;
import handclasp.tls.TlsException;
import handclasp.tls.auth.PeerCertificates;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TestAuthorityTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private final TestAuthority authority = TestAuthority.create();

    private void verify(TestIdentity server) throws TlsException {
        verify(server, NOW);
    }

    private void verify(TestIdentity server, Instant time) throws TlsException {
        Optional<ServerName> name = Optional.of(ServerName.of("a.test"));
        authority.verifier().verify(new PeerCertificates(Role.SERVER, server.chain(), name, time));
    }

    private void refused(BadCertificate error, TestIdentity server) {
        assertThat(catchThrowableOfType(TlsException.class, () -> verify(server)).error())
                .isEqualTo(error);
    }

    @ParameterizedTest
    @EnumSource(KeyKind.class)
    void makesServersOfEveryKindBelowEveryKind(KeyKind kind) throws Exception {
        TestAuthority intermediate = authority.intermediate("Intermediate", kind);
        TestIdentity server = intermediate.issue().names("a.test").key(kind).identity();
        assertThat(server.chain())
                .containsExactly(server.certificate(), intermediate.certificate());
        assertThat(intermediate.root()).isEqualTo(authority.certificate());
        verify(server);
    }

    @Test
    void makesClients() throws Exception {
        TestIdentity client = authority.client("alice");
        authority
                .verifier()
                .verify(new PeerCertificates(Role.CLIENT, client.chain(), Optional.empty(), NOW));
        refused(BadCertificate.WRONG_USAGE, client);
    }

    @Test
    void makesWhatMustBeRefused() throws Exception {
        refused(BadCertificate.WRONG_NAME, authority.server("b.test"));
        refused(BadCertificate.UNKNOWN_AUTHORITY, authority.issue().names("a.test").selfSigned());
        refused(BadCertificate.UNKNOWN_AUTHORITY, TestAuthority.create().server("a.test"));
        refused(
                BadCertificate.EXPIRED,
                authority
                        .issue()
                        .names("a.test")
                        .validity(NOW.minusSeconds(9), NOW.minusSeconds(2))
                        .identity());
        refused(
                BadCertificate.NOT_YET_VALID,
                authority
                        .issue()
                        .names("a.test")
                        .validity(NOW.plusSeconds(2), NOW.plusSeconds(9))
                        .identity());
        refused(
                BadCertificate.WRONG_USAGE,
                authority.issue().names("a.test").purposes(Purpose.CODE_SIGNING).identity());
        refused(
                BadCertificate.WRONG_USAGE,
                authority.issue().names("a.test").keyUses(KeyUse.KEY_AGREEMENT).identity());
        refused(
                BadCertificate.WEAK,
                authority
                        .issue()
                        .names("a.test")
                        .signedWith(SignatureScheme.named("ecdsa_sha1").orElseThrow())
                        .identity());
    }

    @Test
    void signsAsAsked() throws Exception {
        TestAuthority rsa = authority.intermediate("RSA", KeyKind.RSA_2048);
        TestIdentity server =
                rsa.issue()
                        .names("a.test")
                        .purposes()
                        .keyUses()
                        .serialNumber(42)
                        .signedWith(SignatureScheme.RSA_PSS_RSAE_SHA384)
                        .identity();
        assertThat(server.certificate().getSigAlgName()).isEqualTo("RSASSA-PSS");
        assertThat(server.certificate().getSerialNumber().intValueExact()).isEqualTo(42);
        assertThat(server.certificate().getKeyUsage()).isNull();
        assertThat(server.certificate().getExtendedKeyUsage()).isNull();
        verify(server);
    }

    @Test
    void writesFilesForOtherPrograms(@TempDir Path folder) throws Exception {
        TestIdentity server = authority.server("a.test", "::1");
        Identity read =
                Identity.fromPem(
                        server.writeChain(folder, "server"), server.writeKey(folder, "server"));
        assertThat(read.chain()).isEqualTo(server.chain());
        assertThat(Pem.certificates(authority.writeRoot(folder, "root")))
                .isEqualTo(List.of(authority.root()));
    }
}
