package handclasp.cli.serve;

import handclasp.cli.option.Endpoint;
import handclasp.inspector.Recorder;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.TlsException;
import handclasp.tls.TlsSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Accepts clients, shakes hands with each on a virtual thread of its own and hands them to a
 * service. Nothing that a client does ends it.
 */
final class TlsServer {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final Listening listening;
    private final ServerConfiguration configuration;
    private final Service service;
    private final ServerLimits limits;
    private final ConnectionLog log;
    private final Recorders recorders;
    private final Optional<SecretsLog> secrets;
    private final Consumer<Throwable> defects;
    private final Semaphore places;
    private final Crowd crowd;
    private final AtomicLong count = new AtomicLong();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;
    private volatile boolean stopped;

    /**
     * @param listening bound; closed by {@link #stop}
     * @param secrets where they are shown, if they are
     * @param defects told of what is nobody's fault but ours
     */
    TlsServer(
            Listening listening,
            ServerConfiguration configuration,
            Service service,
            ServerLimits limits,
            ConnectionLog log,
            Recorders recorders,
            Optional<SecretsLog> secrets,
            Consumer<Throwable> defects) {
        this(
                listening,
                configuration,
                service,
                limits,
                Crowd.ofStrangers(limits.perAddress()),
                log,
                recorders,
                secrets,
                defects);
    }

    /** @param crowd which limits those of one address */
    TlsServer(
            Listening listening,
            ServerConfiguration configuration,
            Service service,
            ServerLimits limits,
            Crowd crowd,
            ConnectionLog log,
            Recorders recorders,
            Optional<SecretsLog> secrets,
            Consumer<Throwable> defects) {
        this.listening = listening;
        this.configuration = configuration;
        this.service = service;
        this.limits = limits;
        this.log = log;
        this.recorders = recorders;
        this.secrets = secrets;
        this.defects = defects;
        this.crowd = crowd;
        this.places = new Semaphore(limits.connections());
    }

    /** Begins; returns at once. */
    void start() {
        for (ServerSocket listener : listening.sockets()) {
            Thread.ofVirtual()
                    .name("accept " + listener.getLocalSocketAddress())
                    .start(() -> accept(listener));
        }
        Thread.ofVirtual().name("time limits").start(this::closeOverdue);
    }

    /**
     * Accepts no more clients, lets what is in progress finish, and ends what takes longer.
     *
     * @param grace for what is in progress
     */
    void stop(Duration grace) throws InterruptedException {
        stopping = true;
        listening.close();
        connections.forEach(Connection::stop);
        Instant end = Instant.now().plus(grace);
        while (!connections.isEmpty() && Instant.now().isBefore(end)) {
            Thread.sleep(20);
        }
        connections.forEach(Connection::abort);
        stopped = true;
    }

    private void accept(ServerSocket listener) {
        while (!stopping) {
            Optional<Socket> client = acceptOne(listener);
            if (client.isEmpty()) {
                continue;
            }
            admit(client.get());
        }
    }

    private void admit(Socket client) {
        InetAddress address = client.getInetAddress();
        if (!crowd.enter(address)) {
            log.crowded(address);
            close(client);
            return;
        }
        places.acquireUninterruptibly();
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                handle(client);
                            } finally {
                                places.release();
                                crowd.leave(address);
                            }
                        });
    }

    private static void close(Socket client) {
        try {
            client.close();
        } catch (IOException e) {
            // The client is gone already.
        }
    }

    private Optional<Socket> acceptOne(ServerSocket listener) {
        try {
            return Optional.of(listener.accept());
        } catch (IOException e) {
            // The client went away at once, or this process has no descriptors left: go on, but not
            // in a busy loop.
            pause();
            return Optional.empty();
        }
    }

    private void handle(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            Connection connection = open(client);
            connections.add(connection);
            try (connection) {
                if (stopping) {
                    connection.stop();
                }
                log.accepted(connection);
                converse(connection);
            } finally {
                connections.remove(connection);
                log.ended(connection);
            }
        } catch (IOException e) {
            // The client went away before anything began.
        } catch (RuntimeException | Error e) {
            defects.accept(e);
        }
    }

    private Connection open(Socket client) throws IOException {
        long number = count.incrementAndGet();
        Optional<Recorder> recorder = recorders.recorder(number);
        ServerConfiguration plain = recorder.map(this::watchedBy).orElse(configuration);
        ServerConfiguration watched =
                secrets.map(shown -> shown.watching(plain, number)).orElse(plain);
        Endpoint here = new Endpoint(listening.host(), client.getLocalPort());
        TlsSocket tls =
                TlsSocket.server(watched, client, new PlainHttp(client, here))
                        .handshakeTimeout(limits.handshakeTime());
        // The socket keeps the handshake's time itself, and knows what to say about it.
        Duration ample = limits.handshakeTime().plusSeconds(5);
        return new Connection(number, client, tls, recorder, ample);
    }

    private ServerConfiguration watchedBy(Recorder recorder) {
        return configuration.toBuilder().listener(recorder).build();
    }

    private void converse(Connection connection) {
        boolean afterHandshake = false;
        try {
            long began = System.nanoTime();
            shakeHands(connection);
            afterHandshake = true;
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            log.completed(connection, connection.tls().facts(), took);
            service.serve(connection);
            connection.finish();
        } catch (TlsException e) {
            log.failed(connection, afterHandshake, e);
        } catch (IOException e) {
            log.lost(connection, afterHandshake, e);
        }
    }

    private void shakeHands(Connection connection) throws IOException {
        try {
            connection.tls().handshake();
        } finally {
            recorders.handshakeEnded(connection);
            showSecrets(connection);
        }
    }

    private void showSecrets(Connection connection) {
        try {
            secrets.ifPresent(shown -> shown.show(connection));
        } catch (RuntimeException e) {
            // The handshake's own end is the news.
            defects.accept(e);
        }
    }

    private void closeOverdue() {
        try (ExecutorService closers = Overdue.closers()) {
            Overdue overdue = new Overdue(closers);
            while (!stopped) {
                overdue.end(connections);
                pause();
            }
            closers.shutdownNow();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_AGAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
