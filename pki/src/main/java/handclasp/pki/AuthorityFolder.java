package handclasp.pki;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files of a development authority. Made at one moment, so what is incomplete was damaged later. */
final class AuthorityFolder {
    private static final String ROOT = "root.pem";
    private static final String ROOT_KEY = "root.key";
    private static final String INTERMEDIATE = "intermediate.pem";
    private static final String SERVER = "server.pem";

    /** An intermediate that ends sooner is made anew. */
    private static final Duration RENEW_BEFORE = Duration.ofDays(60);

    private final Path folder;
    private final X509Certificate root;
    private final DevelopmentIssuer intermediate;

    private AuthorityFolder(Path folder, X509Certificate root, DevelopmentIssuer intermediate) {
        this.folder = folder;
        this.root = root;
        this.intermediate = intermediate;
    }

    static AuthorityFolder open(Path directory, Instant now) throws PkiException {
        Path folder = directory.resolve("authority");
        requireOurs(directory);
        createIfAbsent(directory, folder, now);
        for (Path own :
                List.of(
                        folder,
                        folder.resolve(ROOT),
                        folder.resolve(ROOT_KEY),
                        folder.resolve(INTERMEDIATE),
                        folder.resolve(SERVER))) {
            requireOurs(own);
        }
        try {
            return load(folder, now);
        } catch (PkiException e) {
            throw new PkiException(
                    ("The development authority in %s cannot be used: %s Nothing was changed. "
                                    + "Put the file back from a backup; or move the folder away, and a new "
                                    + "authority is made, which must be trusted anew.")
                            .formatted(folder, e.getMessage()),
                    e);
        }
    }

    /** Whoever can put an authority of his own there is believed by all that trust this one. */
    private static void requireOurs(Path file) throws PkiException {
        try {
            if (PrivateFiles.isOpenToOthers(file)) {
                throw new PkiException(
                        ("Others than you may write to %s, and so could put an authority of their own"
                                        + " in the place of the development authority; look whether it is"
                                        + " still as it was, and take their right away: chmod go-w %s")
                                .formatted(file, file));
            }
        } catch (PkiException e) {
            throw e;
        } catch (IOException e) {
            throw new PkiException("%s cannot be read: %s.".formatted(file, reason(e)), e);
        }
    }

    private static void createIfAbsent(Path directory, Path folder, Instant now)
            throws PkiException {
        try {
            if (PrivateFiles.isFilled(folder)) {
                return;
            }
            PrivateFiles.createFolders(directory);
            DevelopmentIssuer root = DevelopmentIssuer.newRoot(now);
            PrivateFiles.publishFolder(
                    folder,
                    Map.of(
                            ROOT, Pem.write(List.of(root.certificate())),
                            ROOT_KEY, root.keyPem(),
                            INTERMEDIATE, root.newIntermediate(now).pem()));
        } catch (PkiException e) {
            throw e;
        } catch (IOException e) {
            throw new PkiException(
                    ("The development authority cannot be opened or made in %s: %s; name another "
                                    + "state directory, or make this one readable and writable.")
                            .formatted(folder, reason(e)),
                    e);
        }
    }

    private static AuthorityFolder load(Path folder, Instant now) throws PkiException {
        X509Certificate root = Pem.certificates(folder.resolve(ROOT)).get(0);
        checkValidity(root, now);
        Path file = folder.resolve(INTERMEDIATE);
        Identity identity = Identity.fromPem(file, file);
        if (!ChainOrder.isSignedBy(identity.certificate(), root)) {
            throw new PkiException(
                    "The certificate in " + file + " was not issued by the root in " + ROOT + ".");
        }
        return new AuthorityFolder(
                folder, root, renewed(folder, new DevelopmentIssuer(identity), root, now));
    }

    private static void checkValidity(X509Certificate root, Instant now) throws PkiException {
        if (now.isBefore(root.getNotBefore().toInstant())) {
            throw new PkiException(
                    ("Its root is valid from %s, which this machine's clock has not reached "
                                    + "(%s); check the clock.")
                            .formatted(Text.date(root.getNotBefore().toInstant()), Text.date(now)));
        }
        if (now.isAfter(root.getNotAfter().toInstant())) {
            throw new PkiException(
                    "Its root expired on " + Text.date(root.getNotAfter().toInstant()) + ".");
        }
    }

    private static DevelopmentIssuer renewed(
            Path folder, DevelopmentIssuer intermediate, X509Certificate root, Instant now)
            throws PkiException {
        Instant end = intermediate.certificate().getNotAfter().toInstant();
        boolean lasts =
                end.isAfter(now.plus(RENEW_BEFORE))
                        || !end.isBefore(root.getNotAfter().toInstant());
        if (lasts) {
            return intermediate;
        }
        Identity key = Identity.of(List.of(root), Pem.privateKey(folder.resolve(ROOT_KEY)));
        DevelopmentIssuer next = new DevelopmentIssuer(key).newIntermediate(now);
        write(folder.resolve(INTERMEDIATE), next.pem());
        return next;
    }

    private static void write(Path file, String text) throws PkiException {
        try {
            PrivateFiles.replace(file, text);
        } catch (IOException e) {
            throw new PkiException(file + " cannot be written: " + reason(e) + ".", e);
        }
    }

    /** The JDK's messages of file errors are often nothing but the file's name. */
    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return e instanceof FileSystemException file && file.getReason() != null
                ? file.getReason()
                : e.getClass().getSimpleName() + " " + e.getMessage();
    }

    X509Certificate root() {
        return root;
    }

    Path rootFile() {
        return folder.resolve(ROOT);
    }

    DevelopmentIssuer intermediate() {
        return intermediate;
    }

    /** The server's identity that was kept, if there is a usable one: it can always be made anew. */
    Optional<Identity> server() {
        Path file = folder.resolve(SERVER);
        try {
            return Files.exists(file)
                    ? Optional.of(Identity.fromPem(file, file))
                    : Optional.empty();
        } catch (PkiException e) {
            return Optional.empty();
        }
    }

    void keepServer(Identity identity) throws PkiException {
        write(folder.resolve(SERVER), DevelopmentIssuer.pem(identity));
    }
}
