package handclasp.cli.connect;

import handclasp.cli.option.CommandFailure;
import handclasp.cli.option.ExitCode;
import handclasp.cli.report.Trust;
import handclasp.cli.report.Trust.Verdict;
import handclasp.pki.ChainVerifier;
import handclasp.pki.Pem;
import handclasp.pki.PkiException;
import handclasp.tls.BadCertificate;
import handclasp.tls.Facts;
import handclasp.tls.Role;
import handclasp.tls.ServerName;
import handclasp.tls.TlsException;
import handclasp.tls.WorkFailed;
import handclasp.tls.auth.CertificateVerifier;
import handclasp.tls.auth.PeerCertificates;
import handclasp.tls.auth.PeerCertificates.KeyUse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whom this client believes, and what it says about it: the authorities of a file or of this Java,
 * and on this machine the development authority too. For one connection.
 */
final class TrustPolicy implements CertificateVerifier {
    /** Where the development authority keeps its root in the state folder. */
    private static final Path ROOT = Path.of("authority", "root.pem");

    private final List<Source> sources;
    private volatile String believedBecauseOf = "";

    private TrustPolicy(List<Source> sources) {
        this.sources = sources;
    }

    /** @param name for reports */
    private record Source(String name, Anchors anchors) {}

    /** Read when needed: the list of this Java is long. */
    private interface Anchors {
        ChainVerifier verifier() throws PkiException;
    }

    /**
     * What the user's words mean.
     *
     * @param file PEM of authorities, instead of those of this Java
     * @param state the folder of the development authority, which may not exist
     * @throws CommandFailure if a file cannot be used
     */
    static TrustPolicy of(Optional<Path> file, Path state, ServerName server) {
        List<Source> sources = new ArrayList<>();
        Path root = state.resolve(ROOT);
        if (file.isEmpty() && isThisMachine(server) && Files.isReadable(root)) {
            sources.add(source("the development authority in " + state, root));
        }
        sources.add(
                file.map(path -> source(path.toString(), path))
                        .orElseGet(() -> new Source("known to this Java", ChainVerifier::system)));
        return new TrustPolicy(List.copyOf(sources));
    }

    private static Source source(String name, Path file) {
        try {
            ChainVerifier verifier = ChainVerifier.trusting(Pem.certificates(file));
            return new Source(name, () -> verifier);
        } catch (PkiException e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    static boolean isThisMachine(ServerName server) {
        String name = server.value();
        return server.isAddress()
                ? name.startsWith("127.") || name.equals("::1")
                : name.equals("localhost") || name.endsWith(".localhost");
    }

    @Override
    public List<X509Certificate> verify(PeerCertificates peer) throws TlsException {
        List<TlsException> refusals = new ArrayList<>();
        for (Source source : sources) {
            try {
                List<X509Certificate> chain = verifier(source).verify(peer);
                believedBecauseOf = source.name();
                return chain;
            } catch (TlsException e) {
                refusals.add(e);
            }
        }
        throw mostTelling(refusals);
    }

    private static ChainVerifier verifier(Source source) throws TlsException {
        try {
            return source.anchors().verifier();
        } catch (PkiException e) {
            throw TlsException.builder(WorkFailed.VERIFYING)
                    .detail(String.valueOf(e.getMessage()))
                    .cause(e)
                    .build();
        }
    }

    /** That one authority is unknown says less than what another one had against the chain. */
    private static TlsException mostTelling(List<TlsException> refusals) {
        return refusals.stream()
                .filter(refusal -> refusal.error() != BadCertificate.UNKNOWN_AUTHORITY)
                .findFirst()
                .orElseGet(refusals::getLast);
    }

    /** Why the peer of a finished handshake is believed. */
    Trust believed(List<X509Certificate> verifiedChain, ServerName server) {
        String anchor = verifiedChain.getLast().getSubjectX500Principal().getName();
        return new Trust(
                Verdict.TRUSTED,
                "it is for %s, and %s stands behind it (%s)"
                        .formatted(server, anchor, believedBecauseOf));
    }

    /** What would have become of a peer that was accepted unseen. */
    Trust unverified(Facts facts, ServerName server, Instant now) {
        String begin = "--insecure accepts anyone; without it, this server would be ";
        if (facts.peerCertificates().isEmpty()) {
            return new Trust(Verdict.NOT_VERIFIED, begin + "refused: it showed no certificate");
        }
        try {
            verify(
                    new PeerCertificates(
                            Role.SERVER,
                            facts.peerCertificates(),
                            Optional.of(server),
                            now,
                            facts.peerSignatureScheme().isPresent()
                                    ? KeyUse.SIGNATURE
                                    : KeyUse.KEY_ENCIPHERMENT));
            return new Trust(Verdict.NOT_VERIFIED, begin + "trusted (" + believedBecauseOf + ")");
        } catch (TlsException e) {
            return new Trust(Verdict.NOT_VERIFIED, begin + "refused: " + e.diagnosis().happened());
        }
    }
}
