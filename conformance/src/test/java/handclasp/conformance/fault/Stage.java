package handclasp.conformance.fault;

import handclasp.conformance.peer.FiledIdentity;
import handclasp.conformance.peer.Setup;
import handclasp.testkit.Secrets;
import handclasp.tls.ClientAuthentication;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.Role;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.ServerName;
import handclasp.tls.SignatureScheme;
import handclasp.tls.TlsConfiguration;
import handclasp.tls.TlsConnection;
import handclasp.tls.TlsException;
import handclasp.tls.TlsSocket;
import handclasp.tls.auth.CredentialSelector;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Where faults are played on real sockets, between two ends of ours or with another program as the honest one. */
final class Stage {
    /** So that no sentence depends on the day. */
    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2027-01-01T00:00:00Z"));

    private static final List<SignatureScheme> SCHEMES =
            List.of(
                    SignatureScheme.ECDSA_SECP256R1_SHA256,
                    SignatureScheme.RSA_PSS_RSAE_SHA256,
                    SignatureScheme.ED25519);

    private static final int PATIENCE = 20;

    private Stage() {}

    /**
     * What came of a fault.
     *
     * @param refusal what the honest end says
     * @param heard what the other end heard of it
     */
    record Result(TlsException refusal, Puppet.Heard heard) {}

    /** Plays a fault between two ends of ours, and then shakes hands with the same server as one should. */
    static Result play(Fault fault) throws IOException, InterruptedException {
        return fault.mistaken() == Role.CLIENT ? beforeServer(fault) : beforeClient(fault);
    }

    private static Result beforeServer(Fault fault) throws IOException, InterruptedException {
        try (HonestServer server = new HonestServer(fault)) {
            Puppet.Heard heard = attack(fault, server.port(), PATIENCE * 1000);
            TlsException refusal = server.refusal();
            greet(honestClient(fault), server.port());
            return new Result(refusal, heard);
        }
    }

    private static Result beforeClient(Fault fault) throws IOException, InterruptedException {
        try (MistakenServer server = new MistakenServer(fault, PATIENCE * 1000)) {
            TlsException refusal = refusal(fault, server.port());
            Puppet.Heard heard = server.heard();
            ClientConfiguration anyServer =
                    honestClient(fault).toBuilder().dangerous().acceptAnyCertificate().build();
            greet(anyServer, server.port());
            return new Result(refusal, heard);
        }
    }

    // ---- who errs

    /**
     * The client of a fault does what it should not.
     *
     * @param millis how long it waits for an answer
     */
    static Puppet.Heard attack(Fault fault, int port, int millis) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(millis);
            if (fault.raw.isPresent()) {
                return Puppet.raw(socket, fault.raw.get(), fault.script.ending());
            }
            Secrets secrets = new Secrets();
            ClientConfiguration.Builder builder =
                    base(ClientConfiguration.builder(), Setup.client(Fault.AUTHORITY))
                            .verifier(Fault.AUTHORITY.verifier());
            fault.shown.ifPresent(identity -> builder.credentials(show(identity)));
            Ears ears = new Ears();
            ClientConfiguration configuration =
                    fault.client.apply(builder.listener(ears)).dangerous().keyLog(secrets).build();
            ServerName name = ServerName.of(fault.name);
            return Puppet.play(
                            TlsConnection.client(configuration, name),
                            secrets,
                            socket,
                            fault.script)
                    .or(ears);
        }
    }

    /** The server of a fault: errs on its first connection, and serves as it should on all others. */
    static final class MistakenServer implements AutoCloseable {
        private final ServerSocket listening;
        private final Fault fault;
        private final int millis;
        private final BlockingQueue<Object> outcome = new LinkedBlockingQueue<>();

        MistakenServer(Fault fault, int millis) throws IOException {
            this.fault = fault;
            this.millis = millis;
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().name("mistaken server").start(this::accept);
        }

        int port() {
            return listening.getLocalPort();
        }

        /** What it heard of its mistake. */
        Puppet.Heard heard() throws InterruptedException {
            Object heard = outcome.poll(PATIENCE, TimeUnit.SECONDS);
            if (heard instanceof Puppet.Heard answer) {
                return answer;
            }
            if (heard instanceof Puppet.Silence silence) {
                throw silence;
            }
            throw new AssertionError("the mistaken server: " + heard, (Throwable) heard);
        }

        private void accept() {
            try (Socket first = listening.accept()) {
                outcome.add(err(first));
            } catch (IOException | RuntimeException | Error e) {
                outcome.add(e);
            }
            acceptAll(listening, socket -> echo(TlsSocket.server(base().build(), socket)));
        }

        private Puppet.Heard err(Socket socket) throws IOException {
            socket.setSoTimeout(millis);
            if (fault.raw.isPresent()) {
                return Puppet.raw(socket, fault.raw.get(), fault.script.ending());
            }
            Secrets secrets = new Secrets();
            Ears ears = new Ears();
            ServerConfiguration configuration =
                    fault.server.apply(base().listener(ears)).dangerous().keyLog(secrets).build();
            return Puppet.play(TlsConnection.server(configuration), secrets, socket, fault.script)
                    .or(ears);
        }

        private ServerConfiguration.Builder base() {
            Setup setup = Setup.server(Fault.AUTHORITY, Fault.SERVER).groups(Fault.GROUPS);
            // Its records are counted: none comes between the handshake and what the script sends.
            return Stage.base(ServerConfiguration.builder(), setup)
                    .credentials(show(fault.shown.orElse(Fault.SERVER)))
                    .tickets(0);
        }

        @Override
        public void close() throws IOException {
            listening.close();
        }
    }

    // ---- who is honest

    private static final class HonestServer implements AutoCloseable {
        private final ServerSocket listening;
        private final ServerConfiguration configuration;
        private final Fault fault;
        private final BlockingQueue<TlsException> refusals = new LinkedBlockingQueue<>();
        private final AtomicInteger connections = new AtomicInteger();

        HonestServer(Fault fault) throws IOException {
            this.fault = fault;
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            ServerConfiguration.Builder builder =
                    base(ServerConfiguration.builder(), fault.honest)
                            .credentials(show(fault.honest.identity().orElseThrow()));
            if (fault.asksForCertificate) {
                builder.verifier(fault.honest.trusted().verifier())
                        .clientAuthentication(ClientAuthentication.NEED);
            }
            configuration = fault.server.apply(builder).build();
            Thread.ofVirtual().name("honest server").start(() -> acceptAll(listening, this::serve));
        }

        int port() {
            return listening.getLocalPort();
        }

        private void serve(Socket socket) throws IOException {
            try {
                // Only the fault is to be impatient with: a busy machine may be slow with the next
                // one.
                boolean first = connections.getAndIncrement() == 0;
                Duration patience = first ? fault.patience : Duration.ZERO;
                echo(TlsSocket.server(configuration, socket).handshakeTimeout(patience));
            } catch (TlsException e) {
                refusals.add(e);
            }
        }

        TlsException refusal() throws InterruptedException {
            TlsException refusal = refusals.poll(PATIENCE, TimeUnit.SECONDS);
            if (refusal == null) {
                throw new AssertionError("the server did not refuse");
            }
            return refusal;
        }

        @Override
        public void close() throws IOException {
            listening.close();
        }
    }

    /** A client as it should be, with a certificate where one is demanded. */
    private static ClientConfiguration honestClient(Fault fault) {
        Setup setup =
                fault.mistaken() == Role.SERVER
                        ? fault.honest
                        : Setup.client(Fault.AUTHORITY).groups(fault.honest.groups());
        ClientConfiguration.Builder builder =
                base(ClientConfiguration.builder(), setup).verifier(setup.trusted().verifier());
        if (fault.asksForCertificate) {
            builder.credentials(show(Fault.CLIENT));
        }
        return builder.build();
    }

    private static TlsException refusal(Fault fault, int port) throws IOException {
        ClientConfiguration configuration =
                fault.client.apply(honestClient(fault).toBuilder()).build();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE * 1000);
        socket.setTcpNoDelay(true);
        try (TlsSocket tls =
                TlsSocket.client(configuration, ServerName.of(fault.name), socket)
                        .handshakeTimeout(fault.patience)) {
            tls.handshake();
            tls.inputStream().readAllBytes();
            throw new AssertionError("the client did not refuse");
        } catch (TlsException e) {
            return e;
        }
    }

    private static void greet(ClientConfiguration configuration, int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE * 1000);
        socket.setTcpNoDelay(true);
        try (TlsSocket tls = TlsSocket.client(configuration, ServerName.of("localhost"), socket)) {
            tls.outputStream().write(new byte[] {1, 2, 3});
            byte[] back = tls.inputStream().readNBytes(3);
            if (back.length != 3 || back[2] != 3) {
                throw new AssertionError("no echo after the fault");
            }
        }
    }

    private static void echo(TlsSocket tls) throws IOException {
        try (tls) {
            tls.handshake();
            InputStream in = tls.inputStream();
            byte[] buffer = new byte[100];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                tls.outputStream().write(buffer, 0, n);
            }
        }
    }

    @FunctionalInterface
    private interface Handler {
        void handle(Socket socket) throws IOException;
    }

    private static void acceptAll(ServerSocket listening, Handler handler) {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                socket.setTcpNoDelay(true);
                Thread.ofVirtual().start(() -> handleQuietly(socket, handler));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void handleQuietly(Socket socket, Handler handler) {
        try (socket) {
            handler.handle(socket);
        } catch (IOException e) {
            // The client is gone; what matters was recorded.
        }
    }

    static CredentialSelector show(FiledIdentity identity) {
        return CredentialSelector.firstOf(List.of(identity.credential()));
    }

    /** Lists that do not depend on what a JDK brings, for the same sentences everywhere. */
    private static <B extends TlsConfiguration.Builder<B>> B base(B builder, Setup setup) {
        return builder.cipherSuites(setup.suites())
                .namedGroups(
                        Optional.of(setup.groups()).filter(l -> l.size() < 5).orElse(Fault.GROUPS))
                .signatureSchemes(SCHEMES)
                .certificateSignatureSchemes(SCHEMES)
                .applicationProtocols(setup.applicationProtocols())
                .clock(CLOCK);
    }
}
