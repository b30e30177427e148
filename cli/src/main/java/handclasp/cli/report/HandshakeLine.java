package handclasp.cli.report;

import handclasp.cli.text.Printable;
import handclasp.tls.Facts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A server's handshake on one line that is safe for a terminal. */
public final class HandshakeLine {
    private static final int LONGEST = 200;

    private HandshakeLine() {}

    /** Of a handshake that is complete. */
    public static String completed(Facts facts, Duration took) {
        List<String> parts = new ArrayList<>();
        facts.version().ifPresent(version -> parts.add(version.toString()));
        facts.cipherSuite().ifPresent(suite -> parts.add(suite.toString()));
        facts.namedGroup()
                .ifPresent(group -> parts.add(group + (facts.retried() ? " after a retry" : "")));
        facts.ownSignatureScheme().ifPresent(scheme -> parts.add(scheme.toString()));
        parts.add("ALPN " + facts.applicationProtocol().map(HandshakeLine::safe).orElse("none"));
        parts.add("name " + facts.serverName().map(name -> safe(name.value())).orElse("none"));
        clientCertificate(facts, parts);
        parts.add(took.toMillis() + " ms");
        return String.join(", ", parts);
    }

    private static void clientCertificate(Facts facts, List<String> parts) {
        if (!facts.peerCertificates().isEmpty()) {
            String subject =
                    facts.peerCertificates().getFirst().getSubjectX500Principal().getName();
            parts.add("client " + safe(subject));
        } else if (facts.clientCertificateRequested()) {
            parts.add("client showed no certificate");
        }
    }

    private static String safe(String text) {
        return Printable.text(text, LONGEST);
    }
}
