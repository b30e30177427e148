package handclasp.cli.connect;

import handclasp.cli.option.CommandFailure;
import handclasp.cli.option.Endpoint;
import handclasp.cli.option.ExitCode;
import handclasp.cli.report.Failure;
import handclasp.cli.report.HandshakeReport;
import handclasp.cli.report.Trust;
import handclasp.cli.report.Trust.Verdict;
import handclasp.cli.show.SecretsSeen;
import handclasp.cli.show.SecretsText;
import handclasp.inspector.CertificateSummary;
import handclasp.inspector.IpText;
import handclasp.inspector.Recorder;
import handclasp.inspector.Recording;
import handclasp.tls.BadCertificate;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.Facts;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.ServerName;
import handclasp.tls.TlsException;
import handclasp.tls.TlsSocket;
import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One connection and its handshake, successful or not, and the report about it. Not thread-safe. */
final class Attempt implements Closeable {
    private final Endpoint asked;
    private final Endpoint dialled;
    private final ServerName server;
    private final ClientConfiguration configuration;
    private final TrustPolicy policy;
    private final Recorder recorder;
    private final Optional<SecretsSeen> seen;
    private final long began = System.nanoTime();
    private @Nullable Socket transport;
    private @Nullable TlsSocket tls;
    private @Nullable TlsException refusal;
    private Optional<Failure> failure = Optional.empty();
    private Duration took = Duration.ZERO;

    /**
     * @param asked what the user named
     * @param dialled where to connect
     * @param recorder the configuration's listener
     * @param seen the configuration's secret listener, if secrets are to be shown
     */
    Attempt(
            Endpoint asked,
            Endpoint dialled,
            ServerName server,
            ClientConfiguration configuration,
            TrustPolicy policy,
            Recorder recorder,
            Optional<SecretsSeen> seen) {
        this.asked = asked;
        this.dialled = dialled;
        this.server = server;
        this.configuration = configuration;
        this.policy = policy;
        this.recorder = recorder;
        this.seen = seen;
    }

    /** The same once more, with what the first has left to resume. */
    Attempt again(Recorder another) {
        Optional<SecretsSeen> fresh = seen.map(old -> new SecretsSeen());
        ClientConfiguration.Builder builder = configuration.toBuilder().listener(another);
        fresh.ifPresent(secrets -> secrets.watch(builder, configuration.keyLog()));
        return new Attempt(asked, dialled, server, builder.build(), policy, another, fresh);
    }

    boolean isOf(ProtocolVersion version) {
        return facts().version().equals(Optional.of(version));
    }

    Recording recording() {
        return recorder.recording();
    }

    /** Lines with the secrets, if they were asked for and the other end is this very machine. */
    Optional<List<String>> secrets() {
        boolean loopback =
                transport != null
                        && transport.getInetAddress() != null
                        && transport.getInetAddress().isLoopbackAddress();
        return seen.filter(secrets -> loopback)
                .map(secrets -> SecretsText.lines(secrets.entries(facts().cipherSuite())))
                .filter(lines -> !lines.isEmpty());
    }

    /**
     * Connects and shakes hands within a time; {@link #failure} tells whether it worked.
     *
     * @param early data for the first flight, all of it or none; may be empty
     */
    void run(Duration limit, byte[] early) {
        try {
            Socket socket = Dialer.connect(dialled, limit);
            transport = socket;
            long left = limit.toNanos() - (System.nanoTime() - began);
            Duration rest = Duration.ofNanos(Math.max(left, 1_000_000));
            TlsSocket client = TlsSocket.client(configuration, server, socket);
            tls = client;
            client.handshakeTimeout(rest);
            if (early.length > 0) {
                client.sendEarlyData(early, 0, early.length);
            }
            client.handshake();
        } catch (CommandFailure e) {
            failure =
                    Optional.of(
                            Failure.outsideTls(
                                    "NO_CONNECTION", String.valueOf(e.getMessage()), e.exitCode()));
        } catch (TlsException e) {
            fail(e);
        } catch (IOException e) {
            String sentence = "The connection broke during the handshake: " + e.getMessage();
            failure =
                    Optional.of(
                            Failure.outsideTls(
                                    "CONNECTION_LOST", sentence, ExitCode.HANDSHAKE_FAILED));
        }
        took = Duration.ofNanos(System.nanoTime() - began);
    }

    /** It failed after all. */
    void fail(TlsException why) {
        refusal = why;
        boolean distrust = why.error() instanceof BadCertificate;
        failure =
                Optional.of(
                        Failure.of(
                                why, distrust ? ExitCode.NOT_TRUSTED : ExitCode.HANDSHAKE_FAILED));
    }

    Optional<Failure> failure() {
        return failure;
    }

    /** Which option may help, if the handshake failed. */
    Optional<String> hint() {
        return Optional.ofNullable(refusal).flatMap(why -> Hints.of(why.error()));
    }

    Facts facts() {
        return tls == null ? Facts.NONE : tls.facts();
    }

    /** What may be talked over; only if nothing failed. */
    TlsSocket socket() {
        if (tls == null) {
            throw new IllegalStateException("there is no connection");
        }
        return tls;
    }

    HandshakeReport report() {
        Facts facts = facts();
        Instant now = configuration.clock().instant();
        return new HandshakeReport(
                asked.hostInUrl(),
                dialled.port(),
                address(),
                server.value(),
                took,
                recorder.recording(),
                CertificateSummary.ofAll(facts.peerCertificates()),
                facts.ownCertificates().stream()
                        .findFirst()
                        .map(own -> own.getSubjectX500Principal().getName()),
                trust(facts, now),
                failure,
                now);
    }

    private Optional<String> address() {
        return Optional.ofNullable(transport).map(Socket::getInetAddress).map(IpText::of);
    }

    private Trust trust(Facts facts, Instant now) {
        TlsException why = refusal;
        if (why != null && why.error() instanceof BadCertificate) {
            return new Trust(Verdict.NOT_TRUSTED, why.diagnosis().happened());
        }
        if (facts.externalKey().isPresent()) {
            return new Trust(Verdict.TRUSTED, "it holds the key that was given with --psk");
        }
        if (facts.peerCertificates().isEmpty()) {
            return new Trust(Verdict.UNKNOWN, "the handshake did not come to a certificate");
        }
        if (configuration.peerUnverified()) {
            return policy.unverified(facts, server, now);
        }
        return facts.verifiedChain().isEmpty()
                ? new Trust(Verdict.UNKNOWN, "the certificate was not verified yet")
                : policy.believed(facts.verifiedChain(), server);
    }

    @Override
    public void close() {
        try {
            if (tls != null) {
                tls.close();
            } else if (transport != null) {
                transport.close();
            }
        } catch (IOException e) {
            // The peer is gone already.
        }
    }
}
