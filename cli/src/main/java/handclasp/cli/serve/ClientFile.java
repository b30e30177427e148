package handclasp.cli.serve;

import handclasp.cli.option.CommandFailure;
import handclasp.cli.option.ExitCode;
import handclasp.cli.option.FileProblem;
import handclasp.pki.DevelopmentAuthority;
import handclasp.pki.Identity;
import handclasp.pki.Pem;
import handclasp.pki.PkiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A client's key and certificate in one PEM file, for trying client authentication out with curl
 * and {@code handclasp connect}. For its owner only.
 */
final class ClientFile {
    private static final String NAME = "client.pem";
    private static final Duration LEAST = Duration.ofDays(7);

    private ClientFile() {}

    /** The file; made or renewed if it is of no use. */
    static Path in(Path state, DevelopmentAuthority authority) throws PkiException {
        Path file = state.resolve(NAME);
        if (Files.exists(file) && isGood(file, authority)) {
            return file;
        }
        Identity client = authority.clientIdentity("development client");
        String pem = Pem.write(client.privateKey()) + Pem.write(client.chain());
        try {
            // Temporary files are their owner's only.
            Path made = Files.createTempFile(state, NAME, ".new");
            Files.writeString(made, pem);
            Files.move(made, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.USAGE, "Cannot write " + file + ": " + FileProblem.words(e) + ".", e);
        }
        return file;
    }

    private static boolean isGood(Path file, DevelopmentAuthority authority) {
        try {
            List<X509Certificate> chain = Identity.fromPem(file, file).chain();
            Instant end = chain.getFirst().getNotAfter().toInstant();
            boolean ours =
                    chain.getLast()
                            .getIssuerX500Principal()
                            .equals(authority.rootCertificate().getSubjectX500Principal());
            return ours && end.isAfter(Instant.now().plus(LEAST));
        } catch (PkiException e) {
            return false;
        }
    }
}
