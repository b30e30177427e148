package handclasp.conformance;

import handclasp.conformance.peer.Authority;
import handclasp.conformance.peer.FiledIdentity;
import handclasp.conformance.peer.Http;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.ServerName;
import handclasp.tls.TlsSocket;
import handclasp.tls.auth.CredentialSelector;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Handclasp's ends of connections. */
final class Handclasp {
    /** How long its sockets wait for data, in milliseconds. */
    static final int PATIENCE = 20_000;

    private Handclasp() {}

    /** What to do with a connection; the handshake is part of it. */
    @FunctionalInterface
    interface Handler<T> {
        T handle(TlsSocket socket) throws Exception;
    }

    /** A client that trusts an authority. */
    static ClientConfiguration.Builder client(Authority trusted) {
        return ClientConfiguration.builder().verifier(trusted.verifier());
    }

    /** A server that shows one of these. */
    static ServerConfiguration.Builder server(FiledIdentity... identities) {
        return ServerConfiguration.builder().credentials(show(identities));
    }

    /** The first of these that the peer's signature schemes allow. */
    static CredentialSelector show(FiledIdentity... identities) {
        return CredentialSelector.firstOf(
                Stream.of(identities).map(FiledIdentity::credential).toList());
    }

    /** Connects to localhost and handles the connection on this thread. */
    static <T> Session<T> connect(ClientConfiguration configuration, int port, Handler<T> handler)
            throws IOException {
        Watch watch = new Watch();
        ClientConfiguration watched = configuration.toBuilder().listener(watch).build();
        Socket transport = new Socket(InetAddress.getLoopbackAddress(), port);
        return run(watch, over(watched, transport), handler);
    }

    private static <T> Session<T> run(Watch watch, TlsSocket socket, Handler<T> handler) {
        try (socket) {
            return Session.done(watch, handler.handle(socket));
        } catch (Exception | AssertionError e) {
            return Session.failed(watch, e);
        }
    }

    /** Serves every connection with one handler, each on a thread of its own. */
    static <T> Server<T> serve(ServerConfiguration configuration, Handler<T> handler)
            throws IOException {
        return new Server<>(configuration, handler);
    }

    /** Answers HTTP requests with their own bodies until the client has enough; returns how many. */
    static int echo(TlsSocket socket) throws IOException {
        int served = 0;
        InputStream in = socket.inputStream();
        for (String head = Http.readHead(in); !head.isEmpty(); head = Http.readHead(in)) {
            byte[] body = in.readNBytes(Math.toIntExact(Http.contentLength(head)));
            socket.outputStream().write(Http.ok("text/plain", body.length));
            socket.outputStream().write(body);
            served++;
            if (Http.header(head, "connection").equals("close")) {
                break;
            }
        }
        return served;
    }

    /** A running server. */
    static final class Server<T> implements AutoCloseable {
        private final ServerSocket listening;
        private final BlockingQueue<Session<T>> sessions = new LinkedBlockingQueue<>();
        private final List<Watch> watches = new CopyOnWriteArrayList<>();
        private final ServerConfiguration configuration;
        private final Handler<T> handler;

        private Server(ServerConfiguration configuration, Handler<T> handler) throws IOException {
            this.configuration = configuration;
            this.handler = handler;
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().name("Handclasp acceptor").start(this::accept);
        }

        int port() {
            return listening.getLocalPort();
        }

        /** The next connection that is over, in the order they end. */
        Session<T> next() throws InterruptedException {
            Session<T> session = sessions.poll(PATIENCE, TimeUnit.MILLISECONDS);
            if (session == null) {
                throw new AssertionError("no connection to Handclasp's server came to an end");
            }
            return session;
        }

        /** Of all connections so far, those that go on too. */
        List<Watch> watches() {
            return watches;
        }

        private void accept() {
            while (!listening.isClosed()) {
                try {
                    Socket transport = listening.accept();
                    Thread.ofVirtual().name("Handclasp server").start(() -> serve(transport));
                } catch (IOException closed) {
                    return;
                }
            }
        }

        private void serve(Socket transport) {
            Watch watch = new Watch();
            watches.add(watch);
            try {
                transport.setSoTimeout(PATIENCE);
                transport.setTcpNoDelay(true);
                ServerConfiguration watched = configuration.toBuilder().listener(watch).build();
                sessions.add(run(watch, TlsSocket.server(watched, transport), handler));
            } catch (IOException | RuntimeException e) {
                sessions.add(Session.failed(watch, e));
            }
        }

        @Override
        public void close() throws IOException {
            listening.close();
        }
    }

    /** A client over a transport that the test keeps in its hands. */
    static TlsSocket over(ClientConfiguration configuration, Socket transport) throws IOException {
        transport.setSoTimeout(PATIENCE);
        transport.setTcpNoDelay(true);
        return TlsSocket.client(configuration, ServerName.of("localhost"), transport);
    }
}
