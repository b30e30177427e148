package handclasp.conformance.peer;

import handclasp.testkit.Peers;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The databases from which NSS takes trust and keys; one for each pair of an authority and an identity. */
final class NssDatabase {
    /** Of the identity in its database. */
    static final String NICKNAME = "identity";

    private static final Map<String, String> ALL = new ConcurrentHashMap<>();

    private NssDatabase() {}

    static void require() {
        program("certutil");
        program("pk12util");
    }

    private static String program(String name) {
        return Peers.require(name, "libnss3-tools").toString();
    }

    /** As an option. */
    static String of(Authority trusted, Optional<FiledIdentity> identity) throws IOException {
        String key = trusted + " " + identity.map(one -> one.keyFile().toString()).orElse("nobody");
        String there = ALL.get(key);
        if (there == null) {
            there = make(trusted, identity);
            ALL.put(key, there);
        }
        return there;
    }

    private static String make(Authority trusted, Optional<FiledIdentity> identity)
            throws IOException {
        Path folder = Files.createTempDirectory("handclasp-nss-");
        String database = "sql:" + folder;
        String certutil = program("certutil");
        String root = trusted.rootFile().toString();
        Child.run(certutil, "-N", "-d", database, "--empty-password");
        Child.run(certutil, "-A", "-d", database, "-n", "root", "-t", "CT,,", "-i", root);
        if (identity.isPresent()) {
            Path file = folder.resolve("identity.p12");
            write(identity.get(), file);
            String password = new String(FiledIdentity.PASSWORD);
            Child.run(program("pk12util"), "-i", file.toString(), "-d", database, "-W", password);
        }
        forget(folder);
        return database;
    }

    private static void write(FiledIdentity identity, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            identity.keyStore().store(out, FiledIdentity.PASSWORD);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** Lets the files go with this JVM: files before their folder, which is the reverse of asking. */
    private static void forget(Path folder) throws IOException {
        folder.toFile().deleteOnExit();
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(file -> file.toFile().deleteOnExit());
        }
    }

    /** NSS's tools do not tell; the library's package does, in its file name on Debian or not at all. */
    static String version() {
        return Peers.find("dpkg-query")
                .map(
                        query ->
                                Child.run(
                                        query.toString(),
                                        "--showformat=${Version}",
                                        "--show",
                                        "libnss3-tools"))
                .map(version -> version.replaceFirst("^\\d+:", "").replaceFirst("-.*", ""))
                .orElse("of unknown version");
    }
}
