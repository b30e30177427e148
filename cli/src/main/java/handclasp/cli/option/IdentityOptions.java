package handclasp.cli.option;

import handclasp.pki.Identity;
import handclasp.pki.Pkcs12;
import handclasp.pki.PkiException;
import java.io.Console;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The certificate this end shows. */
public final class IdentityOptions {
    static final String PASSWORD_VARIABLE = "HANDCLASP_PASSWORD";

    @Option(
            names = "--cert",
            paramLabel = "FILE",
            description =
                    "Certificate and intermediates: PEM, or PKCS#12 if it ends in .p12 or .pfx.")
    private @Nullable Path certificate;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "Private key in PEM; by default it is looked for in --cert.")
    private @Nullable Path key;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description =
                    "Its first line is the password of the key. Otherwise "
                            + PASSWORD_VARIABLE
                            + " is used, or you are asked.")
    private @Nullable Path passwordFile;

    /** The file of the certificate, if the user named one. */
    public Optional<Path> certificate() {
        return Optional.ofNullable(certificate);
    }

    /**
     * What the user named, if anything.
     *
     * @throws CommandFailure if it cannot be used
     */
    public Optional<Identity> load() {
        if (certificate == null) {
            if (key != null) {
                throw new CommandFailure(
                        ExitCode.USAGE,
                        "--key alone is not enough: name the certificate by --cert.");
            }
            return Optional.empty();
        }
        try {
            return Optional.of(read(certificate));
        } catch (PkiException e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private Identity read(Path file) throws PkiException {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (!name.endsWith(".p12") && !name.endsWith(".pfx")) {
            Path keyFile = key == null ? file : key;
            return fromPem(file, keyFile);
        }
        char[] password = password(file);
        try {
            return Pkcs12.read(file, password);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private Identity fromPem(Path file, Path keyFile) throws PkiException {
        List<char[]> given = new ArrayList<>();
        try {
            return Identity.fromPem(
                    file,
                    keyFile,
                    () -> {
                        given.add(password(keyFile));
                        return given.getLast();
                    });
        } finally {
            given.forEach(password -> Arrays.fill(password, '\0'));
        }
    }

    private char[] password(Path encrypted) {
        if (passwordFile != null) {
            return firstLine(passwordFile);
        }
        String variable = System.getenv(PASSWORD_VARIABLE);
        if (variable != null) {
            return variable.toCharArray();
        }
        Console console = System.console();
        char[] typed =
                console == null || !console.isTerminal()
                        ? null
                        : console.readPassword("Password for %s: ", encrypted);
        if (typed == null) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    encrypted
                            + " needs a password: name a file that holds it by --password-file, or"
                            + " set "
                            + PASSWORD_VARIABLE
                            + ".");
        }
        return typed;
    }

    private static char[] firstLine(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.findFirst().orElse("").toCharArray();
        } catch (IOException | UncheckedIOException e) {
            throw new CommandFailure(
                    ExitCode.USAGE, "The password file " + file + " cannot be read.", e);
        }
    }
}
