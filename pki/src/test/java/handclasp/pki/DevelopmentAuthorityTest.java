package handclasp.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import handclasp.tls.BadCertificate;
import handclasp.tls.Role;
import handclasp.tls.ServerName;
import handclasp.tls.TlsException;
import handclasp.tls.auth.PeerCertificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DevelopmentAuthorityTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @TempDir private Path folder;

    private Path state() {
        return folder.resolve("data").resolve("handclasp");
    }

    private DevelopmentAuthority open() throws PkiException {
        return openAt(NOW);
    }

    private DevelopmentAuthority openAt(Instant time) throws PkiException {
        return DevelopmentAuthority.open(state(), InstantSource.fixed(time));
    }

    private String failureAt(Instant time) throws IOException {
        Map<String, String> before = contents();
        PkiException failure = catchThrowableOfType(PkiException.class, () -> openAt(time));
        assertThat(failure).isNotNull();
        assertThat(contents()).as("nothing is lost or changed").isEqualTo(before);
        return failure.getMessage();
    }

    private Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(file.toString(), Files.readString(file));
            }
        }
        return contents;
    }

    private static List<X509Certificate> verified(
            DevelopmentAuthority authority, Identity identity, String name) throws TlsException {
        return ChainVerifier.trusting(List.of(authority.rootCertificate()))
                .verify(
                        new PeerCertificates(
                                Role.SERVER,
                                identity.chain(),
                                Optional.of(ServerName.of(name)),
                                NOW));
    }

    @Test
    void certifiesThisHost() throws Exception {
        DevelopmentAuthority authority = open();
        Identity server = authority.serverIdentity();
        for (String name : List.of("localhost", "127.0.0.1", "::1")) {
            assertThat(verified(authority, server, name)).hasSize(3);
        }
        Optional<String> host = DevelopmentNames.hostName();
        if (host.isPresent()) {
            assertThat(verified(authority, server, host.get())).hasSize(3);
        }
        assertThat(Pem.certificates(authority.rootFile()))
                .containsExactly(authority.rootCertificate());
        assertThat(authority.fingerprint()).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
    }

    /** Who can write there can have everybody trust an authority of his own. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "authority",
                "authority/root.pem",
                "authority/root.key",
                "authority/server.pem"
            })
    void refusesAFolderThatOthersMayWriteTo(String name) throws Exception {
        open().serverIdentity();
        Path file = name.isEmpty() ? state() : state().resolve(name);
        for (PosixFilePermission open :
                List.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE)) {
            Set<PosixFilePermission> before = Files.getPosixFilePermissions(file);
            Set<PosixFilePermission> wider = new HashSet<>(before);
            wider.add(open);
            Files.setPosixFilePermissions(file, wider);
            assertThat(failureAt(NOW))
                    .startsWith("Others than you may write to " + file + ",")
                    .endsWith("chmod go-w " + file);
            Files.setPosixFilePermissions(file, before);
        }
        open();
    }

    @Test
    void makesGoodCertificates() throws Exception {
        DevelopmentAuthority authority = open();
        X509Certificate root = authority.rootCertificate();
        Identity server = authority.serverIdentity();
        X509Certificate leaf = server.certificate();
        X509Certificate intermediate = server.chain().get(1);
        assertThat(server.chain()).hasSize(2).doesNotContain(root);

        assertThat(root.getBasicConstraints()).isEqualTo(1);
        assertThat(intermediate.getBasicConstraints()).isZero();
        assertThat(leaf.getBasicConstraints()).isNegative();
        assertThat(root.getCriticalExtensionOIDs())
                .containsExactlyInAnyOrder("2.5.29.15", "2.5.29.19", "2.5.29.30");
        assertThat(leaf.getCriticalExtensionOIDs())
                .containsExactlyInAnyOrder("2.5.29.15", "2.5.29.19");
        assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(intermediate.getExtendedKeyUsage())
                .containsExactlyInAnyOrder("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");

        assertThat(years(root)).isEqualTo(10);
        assertThat(years(intermediate)).isEqualTo(3);
        assertThat(
                        Duration.between(
                                leaf.getNotBefore().toInstant(), leaf.getNotAfter().toInstant()))
                .isLessThanOrEqualTo(Duration.ofDays(397))
                .isGreaterThan(Duration.ofDays(390));
        Set<Object> serials = new HashSet<>();
        for (X509Certificate certificate : List.of(root, intermediate, leaf)) {
            assertThat(certificate.getNotBefore().toInstant())
                    .isEqualTo(NOW.minus(Duration.ofHours(1)));
            assertThat(certificate.getSerialNumber().signum()).isPositive();
            assertThat(certificate.getSerialNumber().bitLength()).isBetween(100, 159);
            serials.add(certificate.getSerialNumber());
        }
        assertThat(serials).hasSize(3);
    }

    private static long years(X509Certificate certificate) {
        Duration validity =
                Duration.between(
                        certificate.getNotBefore().toInstant(),
                        certificate.getNotAfter().toInstant());
        return validity.toDays() / 365;
    }

    @Test
    void keepsEverythingToItsOwner() throws Exception {
        Assumptions.assumeTrue(
                Files.getFileStore(folder).supportsFileAttributeView("posix"),
                "needs a file system with POSIX permissions");
        open().serverIdentity();
        try (Stream<Path> files = Files.walk(state())) {
            for (Path file : files.toList()) {
                String permissions =
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
                assertThat(permissions)
                        .as(file.toString())
                        .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------");
            }
        }
    }

    @Test
    void isTheSameTheNextTime() throws Exception {
        DevelopmentAuthority first = open();
        Identity server = first.serverIdentity();
        Map<String, String> before = contents();
        DevelopmentAuthority second = openAt(NOW.plus(Duration.ofDays(300)));
        assertThat(second.rootCertificate()).isEqualTo(first.rootCertificate());
        assertThat(second.fingerprint()).isEqualTo(first.fingerprint());
        assertThat(second.serverIdentity().chain()).isEqualTo(server.chain());
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void leavesNoDrafts() throws Exception {
        open().serverIdentity();
        open().serverIdentity(List.of("a.test"));
        assertNoDrafts();
    }

    private void assertNoDrafts() throws IOException {
        try (Stream<Path> files = Files.walk(state())) {
            assertThat(files.map(file -> state().relativize(file).toString()))
                    .containsExactlyInAnyOrder(
                            "",
                            "authority",
                            "authority/root.pem",
                            "authority/root.key",
                            "authority/intermediate.pem",
                            "authority/server.pem");
        }
    }

    @Test
    void renewsAServersCertificateInTime() throws Exception {
        Identity first = open().serverIdentity();
        Identity later = openAt(NOW.plus(Duration.ofDays(370))).serverIdentity();
        assertThat(later.certificate()).isNotEqualTo(first.certificate());
        assertThat(later.privateKey()).isNotEqualTo(first.privateKey());
        assertThat(openAt(NOW.plus(Duration.ofDays(371))).serverIdentity().chain())
                .isEqualTo(later.chain());
        // Made by a clock that was wrong.
        assertThat(openAt(NOW).serverIdentity().chain()).isNotEqualTo(later.chain());
    }

    @Test
    void makesAnotherCertificateForOtherNames() throws Exception {
        DevelopmentAuthority authority = open();
        Identity one = authority.serverIdentity(List.of("App.Test", "*.app.test", "10.1.2.3"));
        assertThat(authority.serverIdentity(List.of("10.1.2.3", "app.test", "*.app.test")).chain())
                .isEqualTo(one.chain());
        assertThat(verified(authority, one, "app.test")).hasSize(3);
        assertThat(verified(authority, one, "x.app.test")).hasSize(3);
        assertThat(verified(authority, one, "10.1.2.3")).hasSize(3);
        assertThat(authority.serverIdentity(List.of("app.test")).chain()).isNotEqualTo(one.chain());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost", "a.localhost", "a.test", "a.b.internal", "printer.local", "127.9.9.9",
                        "10.0.0.1",
                "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.1.1", "::1", "fd00::1",
                        "fe80::1"
            })
    void certifiesWhatDevelopmentUses(String name) throws Exception {
        DevelopmentAuthority authority = open();
        assertThat(verified(authority, authority.serverIdentity(List.of(name)), name)).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com",
                "xlocalhost",
                "test.example",
                "*.com",
                "172.32.0.1",
                "192.169.0.1",
                "8.8.8.8",
                "::2",
                "2001:db8::1",
                "fec0::1"
            })
    void certifiesNothingElse(String name) throws Exception {
        DevelopmentAuthority authority = open();
        assertThatThrownBy(() -> authority.serverIdentity(List.of(name)))
                .isInstanceOf(PkiException.class)
                .hasMessageStartingWith(
                        "The development authority may not certify " + name + ", only localhost,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "*", "*.127.0.0.1", "a..b", "1.2.3.4.5:", "*.*.test"})
    void refusesWhatIsNoName(String name) throws Exception {
        DevelopmentAuthority authority = open();
        assertThatThrownBy(() -> authority.serverIdentity(List.of(name)))
                .isInstanceOf(PkiException.class)
                .hasMessageContaining("it is neither a DNS name nor an IP address");
        assertThatThrownBy(() -> authority.serverIdentity(List.of()))
                .isInstanceOf(PkiException.class);
    }

    /** Even whoever steals its keys cannot use them for anything that is not development. */
    @Test
    void cannotBeUsedForAnotherNameEvenByItsKeys() throws Exception {
        DevelopmentAuthority authority = open();
        Identity forged = forged();
        TlsException refusal =
                catchThrowableOfType(
                        TlsException.class, () -> verified(authority, forged, "example.com"));
        assertThat(refusal.error()).isEqualTo(BadCertificate.UNACCEPTABLE);
        assertThat(refusal)
                .hasMessageContaining(
                        "is not allowed to certify \"example.com\" (name constraints)");
    }

    /** A certificate for example.com, directly under the root, where no constraint of the intermediate helps. */
    private Identity forged() throws Exception {
        Path authority = state().resolve("authority");
        X509Certificate root = Pem.certificates(authority.resolve("root.pem")).get(0);
        var pair = KeyKind.EC_P256.generate();
        X509Certificate leaf =
                CertificateBuilder.of(
                                new javax.security.auth.x500.X500Principal("CN=example.com"),
                                pair.getPublic(),
                                NOW.minusSeconds(10),
                                NOW.plus(Duration.ofDays(90)))
                        .names(List.of("example.com"))
                        .purposes(List.of(Purpose.SERVER))
                        .issuedBy(root, Pem.privateKey(authority.resolve("root.key")));
        return Identity.of(List.of(leaf), pair.getPrivate());
    }

    @Test
    void opensslAgrees() throws Exception {
        OpenSsl openssl = new OpenSsl(folder);
        DevelopmentAuthority authority = open();
        authority.serverIdentity();
        Files.writeString(
                folder.resolve("client.pem"), Pem.write(authority.clientIdentity("alice").chain()));
        Files.writeString(folder.resolve("forged.pem"), Pem.write(forged().chain()));
        String files =
                " -attime "
                        + NOW.getEpochSecond()
                        + " -CAfile "
                        + authority.rootFile()
                        + " -untrusted "
                        + authority.rootFile().resolveSibling("intermediate.pem")
                        + " ";
        for (String name :
                List.of("-verify_hostname localhost", "-verify_ip 127.0.0.1", "-verify_ip ::1")) {
            assertThat(
                            openssl.run(
                                    "verify -x509_strict -purpose sslserver "
                                            + name
                                            + files
                                            + authority.rootFile().resolveSibling("server.pem")))
                    .contains("OK");
        }
        assertThat(openssl.run("verify -x509_strict -purpose sslclient" + files + "client.pem"))
                .contains("OK");
        OpenSsl.Result refused =
                openssl.attempt(List.of(("verify" + files + "forged.pem").split(" ")));
        assertThat(refused.status()).isNotZero();
        assertThat(refused.output()).contains("permitted subtree violation");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice",
                "Alice Ångström",
                "alice@example.com",
                "alice.example.com",
                "a,b=c+d\"\\#"
            })
    void certifiesClients(String name) throws Exception {
        DevelopmentAuthority authority = open();
        Identity client = authority.clientIdentity(name);
        ChainVerifier verifier = ChainVerifier.trusting(List.of(authority.rootCertificate()));
        assertThat(
                        verifier.verify(
                                new PeerCertificates(
                                        Role.CLIENT, client.chain(), Optional.empty(), NOW)))
                .hasSize(3);
        TlsException refusal =
                catchThrowableOfType(
                        TlsException.class, () -> verified(authority, client, "client.internal"));
        assertThat(refusal.error()).isEqualTo(BadCertificate.WRONG_USAGE);
    }

    @Test
    void refusesAClientWithoutName() throws Exception {
        DevelopmentAuthority authority = open();
        for (String name : List.of("", " ", "x".repeat(65))) {
            assertThatThrownBy(() -> authority.clientIdentity(name))
                    .isInstanceOf(PkiException.class);
        }
    }

    @Test
    void renewsItsIntermediate() throws Exception {
        DevelopmentAuthority young = open();
        Identity server = young.serverIdentity();
        Instant later = NOW.plus(Duration.ofDays(1060));
        DevelopmentAuthority old = openAt(later);
        assertThat(old.rootCertificate()).isEqualTo(young.rootCertificate());
        Identity renewed = old.serverIdentity();
        assertThat(renewed.chain().get(1)).isNotEqualTo(server.chain().get(1));
        assertThat(
                        ChainVerifier.trusting(List.of(old.rootCertificate()))
                                .verify(
                                        new PeerCertificates(
                                                Role.SERVER,
                                                renewed.chain(),
                                                Optional.of(ServerName.of("localhost")),
                                                later.plus(Duration.ofDays(300)))))
                .hasSize(3);
        assertThat(openAt(later).serverIdentity().chain()).isEqualTo(renewed.chain());
    }

    @Test
    void needsItsRootKeyOnlyForThat() throws Exception {
        open();
        Files.delete(state().resolve("authority/root.key"));
        assertThat(open().serverIdentity().chain()).hasSize(2);
        assertThat(failureAt(NOW.plus(Duration.ofDays(1060))))
                .contains("There is no file")
                .contains("root.key");
    }

    @Test
    void saysThatItHasExpired() throws Exception {
        open();
        assertThat(failureAt(NOW.plus(Duration.ofDays(3700))))
                .contains(
                        "The development authority in "
                                + state().resolve("authority")
                                + " cannot be used: Its root expired on 2036-11-23")
                .contains(
                        "move the folder away, and a new authority is made, which must be trusted anew.");
        assertThat(failureAt(NOW.minus(Duration.ofDays(2)))).contains("check the clock");
    }

    @ParameterizedTest
    @ValueSource(strings = {"root.pem", "intermediate.pem"})
    void saysWhatIsMissingOrDamaged(String name) throws Exception {
        open().serverIdentity();
        Path file = state().resolve("authority").resolve(name);
        String text = Files.readString(file);
        for (String damaged :
                List.of(
                        "",
                        "garbage",
                        text.substring(0, 200),
                        text.replace("CERTIFICATE", "SOMETHING"))) {
            Files.writeString(file, damaged);
            assertThat(failureAt(NOW))
                    .contains(file.toString())
                    .contains(
                            "Nothing was changed. Put the file back from a backup; or move the folder away");
        }
        Files.delete(file);
        assertThat(failureAt(NOW)).contains("cannot be used: There is no file " + file);
        Files.createDirectory(file);
        assertThat(failureAt(NOW)).contains(file + " is a folder");
    }

    @Test
    void tellsAMixOfTwoAuthorities() throws Exception {
        open();
        DevelopmentAuthority other =
                DevelopmentAuthority.open(folder.resolve("other"), InstantSource.fixed(NOW));
        Files.copy(
                other.rootFile(),
                state().resolve("authority/root.pem"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThat(failureAt(NOW)).contains("was not issued by the root in root.pem");
    }

    @Test
    void makesAServersCertificateAnewIfItsFileIsDamaged() throws Exception {
        DevelopmentAuthority authority = open();
        Identity first = authority.serverIdentity();
        Files.writeString(state().resolve("authority/server.pem"), "garbage");
        Identity second = authority.serverIdentity();
        assertThat(second.chain()).isNotEqualTo(first.chain());
        assertThat(authority.serverIdentity().chain()).isEqualTo(second.chain());
    }

    @Test
    void saysThatTheDirectoryCannotBeUsed() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "not a directory");
        for (Path directory : List.of(file, file.resolve("below"))) {
            assertThatThrownBy(() -> DevelopmentAuthority.open(directory, InstantSource.fixed(NOW)))
                    .isInstanceOf(PkiException.class)
                    .hasMessageContaining(
                            "name another state directory, or make this one readable and writable.");
        }
    }

    @Test
    void isMadeOnceByManyThreads() throws Exception {
        int threads = 8;
        CountDownLatch start = new CountDownLatch(1);
        List<Future<String>> opened = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            for (int i = 0; i < threads; i++) {
                opened.add(
                        executor.submit(
                                () -> {
                                    start.await();
                                    DevelopmentAuthority authority = open();
                                    verified(authority, authority.serverIdentity(), "localhost");
                                    return authority.fingerprint();
                                }));
            }
            start.countDown();
            Set<String> fingerprints = new HashSet<>();
            for (Future<String> one : opened) {
                fingerprints.add(one.get());
            }
            assertThat(fingerprints).containsExactly(open().fingerprint());
        }
        assertNoDrafts();
    }

    @Test
    void isMadeOnceByManyProcesses() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-XX:+UseSerialGC",
                                    "-XX:TieredStopAtLevel=1",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    FirstRun.class.getName(),
                                    state().toString())
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start());
        }
        Set<String> fingerprints = new HashSet<>();
        for (Process process : processes) {
            fingerprints.add(
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                            .strip());
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }
        assertThat(fingerprints).containsExactly(open().fingerprint());
        assertNoDrafts();
    }

    /** One of several programs that start at once. */
    static final class FirstRun {
        public static void main(String[] args) {
            try {
                DevelopmentAuthority authority =
                        DevelopmentAuthority.open(Path.of(args[0]), InstantSource.fixed(NOW));
                authority.serverIdentity();
                System.out.println(authority.fingerprint());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
