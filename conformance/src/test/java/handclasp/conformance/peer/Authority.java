package handclasp.conformance.peer;

import handclasp.pki.Pem;
import handclasp.pki.Purpose;
import handclasp.testkit.TestAuthority;
import handclasp.testkit.TestIdentity;
import handclasp.tls.auth.CertificateVerifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Issues the certificates that both sides of a test use: a root and, below it, an intermediate that
 * certifies every leaf. One for each kind of keys and one that nobody trusts; they live as long as
 * the tests run, as do their files.
 */
public final class Authority {
    private static final Map<String, Authority> ALL = new ConcurrentHashMap<>();

    private final String name;
    private final Path folder;
    private final Path rootFile;
    private final AtomicInteger files = new AtomicInteger();
    private final TestAuthority intermediate;
    private final Map<CertificateKind, FiledIdentity> servers = new ConcurrentHashMap<>();
    private final Map<CertificateKind, FiledIdentity> clients = new ConcurrentHashMap<>();

    private Authority(String name, CertificateKind kind) {
        this.name = name;
        TestAuthority root = TestAuthority.create(name + " root", kind.keys());
        intermediate = root.intermediate(name + " intermediate", kind.keys());
        try {
            folder = Files.createTempDirectory("handclasp-authority-");
            folder.toFile().deleteOnExit();
            rootFile = write("root.pem", List.of(root.certificate()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one whose keys, and so whose signatures, are of this kind. */
    public static Authority of(CertificateKind kind) {
        return ALL.computeIfAbsent(kind + " authority", name -> new Authority(name, kind));
    }

    /** The one for tests to which the kind does not matter. */
    public static Authority any() {
        return of(CertificateKind.P256);
    }

    /** One that nobody trusts. */
    public static Authority stranger() {
        return ALL.computeIfAbsent("stranger", name -> new Authority(name, CertificateKind.P256));
    }

    public X509Certificate root() {
        return intermediate.root();
    }

    /** The root as a PEM file. */
    public Path rootFile() {
        return rootFile;
    }

    /** Trusts the root, for Handclasp's use. */
    public CertificateVerifier verifier() {
        return intermediate.verifier();
    }

    /** Trusts the root, for the JDK's use. */
    KeyStore trustStore() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("root", root());
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The one server of each kind, for localhost, 127.0.0.1 and ::1. */
    public FiledIdentity server(CertificateKind kind) {
        return servers.computeIfAbsent(
                kind,
                k ->
                        file(
                                issue().key(k.keys())
                                        .keyUses(k.uses())
                                        .names("localhost", "127.0.0.1", "::1")));
    }

    /** The one client of each kind; its common name is {@code client with KIND}. */
    public FiledIdentity client(CertificateKind kind) {
        return clients.computeIfAbsent(
                kind,
                k ->
                        file(
                                issue().key(k.keys())
                                        .subject("client with " + k)
                                        .purposes(Purpose.CLIENT)));
    }

    /** Any certificate, to be {@link #file filed}. */
    public TestAuthority.Issue issue() {
        return intermediate.issue();
    }

    /** Makes it, and puts it into files. */
    public FiledIdentity file(TestAuthority.Issue issue) {
        TestIdentity identity = issue.identity();
        List<X509Certificate> chain = identity.chain();
        String file = Integer.toString(files.incrementAndGet());
        try {
            Path key = Files.writeString(folder.resolve(file + ".key"), KeyFile.pem(identity));
            key.toFile().deleteOnExit();
            return new FiledIdentity(
                    identity,
                    write(file + ".pem", chain),
                    write(file + "-issuers.pem", chain.subList(1, chain.size())),
                    key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path write(String file, List<X509Certificate> certificates) throws IOException {
        Path path = Files.writeString(folder.resolve(file), Pem.write(certificates));
        path.toFile().deleteOnExit();
        return path;
    }

    @Override
    public String toString() {
        return name;
    }
}
