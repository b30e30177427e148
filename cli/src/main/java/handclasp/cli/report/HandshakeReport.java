package handclasp.cli.report;

import handclasp.inspector.CertificateSummary;
import handclasp.inspector.Recording;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that a client's handshake, or the attempt, brought to light.
 *
 * @param host the host that was asked for
 * @param port the port that was connected to
 * @param address the IP address that was connected to, if any
 * @param serverName the name that was asked for and verified
 * @param took connecting and the handshake
 * @param recording of the handshake; empty if it did not come to one
 * @param certificates what the peer showed, as sent
 * @param clientCertificate the subject of the certificate this end showed
 * @param time when validity is judged
 */
public record HandshakeReport(
        String host,
        int port,
        Optional<String> address,
        String serverName,
        Duration took,
        Recording recording,
        List<CertificateSummary> certificates,
        Optional<String> clientCertificate,
        Trust trust,
        Optional<Failure> failure,
        Instant time) {
    public HandshakeReport {
        certificates = List.copyOf(certificates);
    }
}
