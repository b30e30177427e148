package handclasp.tls;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What this end had offered when the peer refused: an alert alone does not say what it was about. */
final class PeerRefusal {
    private PeerRefusal() {}

    /** An error alert of the peer. */
    static TlsException of(
            Alert alert, TlsConfiguration configuration, Facts facts, Optional<ServerName> name) {
        TlsException.Builder refused = TlsException.builder(new PeerAlert(alert));
        offer(alert, configuration, facts, name).ifPresent(refused::ours);
        return refused.build();
    }

    /** What the alert can be about; empty where it is about no offer. */
    private static Optional<String> offer(
            Alert alert, TlsConfiguration configuration, Facts facts, Optional<ServerName> name) {
        if (facts.completed() && !isAboutCertificates(alert)) {
            return Optional.empty();
        }
        if (isAboutCertificates(alert)) {
            return Optional.of(certificates(facts));
        }
        return switch (alert.code()) {
            case 40, 71 -> Optional.of(parameters(configuration, facts));
            case 70 -> Optional.of(ProtocolVersion.names(configuration.protocolVersions()));
            case 112 ->
                    name.map(
                            asked ->
                                    asked.isAddress()
                                            ? "asked for no name, since an address is none"
                                            : "asked for " + asked.value());
            case 120 -> Optional.of("ALPN " + configuration.applicationProtocols());
            default -> Optional.empty();
        };
    }

    private static boolean isAboutCertificates(Alert alert) {
        int code = alert.code();
        return (code >= 42 && code <= 46) || code == 48 || code == 49 || code == 116;
    }

    private static String certificates(Facts facts) {
        List<X509Certificate> chain = facts.ownCertificates();
        if (chain.isEmpty()) {
            return "showed no certificate";
        }
        X509Certificate own = chain.get(0);
        return "showed the certificate "
                + own.getSubjectX500Principal().getName()
                + ", issued by "
                + own.getIssuerX500Principal().getName()
                + ", valid to "
                + own.getNotAfter().toInstant()
                + (chain.size() > 1 ? ", with " + (chain.size() - 1) + " above it" : "");
    }

    private static String parameters(TlsConfiguration configuration, Facts facts) {
        List<String> parts = new ArrayList<>();
        parts.add("cipher suites " + configuration.cipherSuites());
        parts.add("groups " + configuration.namedGroups());
        parts.add("signature schemes " + configuration.signatureSchemes());
        facts.ownSignatureScheme().ifPresent(scheme -> parts.add("signed with " + scheme));
        return String.join(", ", parts);
    }
}
