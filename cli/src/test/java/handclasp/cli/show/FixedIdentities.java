package handclasp.cli.show;

import handclasp.pki.Identity;
import handclasp.pki.Pem;
import handclasp.pki.PkiException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;

/** Keys and certificates that lie in files, so that every run is the same. Its main method made them. */
public final class FixedIdentities implements Identities {
    /** When they were made; all but the expired one are valid for a month from here. */
    public static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @Override
    public Identity of(Who who) {
        Path file = file(name(who));
        try {
            return Identity.fromPem(file, file);
        } catch (PkiException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public X509Certificate root() {
        try {
            return Pem.certificates(file("root")).getFirst();
        } catch (PkiException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String name(Who who) {
        return who.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Path file(String name) {
        URL found = FixedIdentities.class.getResource(name + ".pem");
        try {
            return Path.of(Objects.requireNonNull(found, name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Makes the files anew.
     *
     * @param args the folder
     */
    public static void main(String[] args) throws IOException, PkiException {
        Path folder = Path.of(args[0]);
        FreshIdentities fresh = new FreshIdentities(NOW);
        Files.writeString(folder.resolve("root.pem"), Pem.write(java.util.List.of(fresh.root())));
        for (Who who : Who.values()) {
            Identity identity = fresh.of(who);
            Files.writeString(
                    folder.resolve(name(who) + ".pem"),
                    Pem.write(identity.chain()) + Pem.write(identity.privateKey()));
        }
    }
}
