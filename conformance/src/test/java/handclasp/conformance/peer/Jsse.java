package handclasp.conformance.peer;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import handclasp.tls.CipherSuite;
import handclasp.tls.NamedGroup;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.Role;
import handclasp.tls.TlsSocket;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A provider of javax.net.ssl, in this JVM. */
public abstract class Jsse implements Peer {
    /** How long its sockets wait for data. */
    private static final int PATIENCE = 20_000;

    private final String name;
    private final @Nullable Provider provider;

    /** Whatever the JDK prefers. */
    Jsse(String name) {
        this.name = name;
        this.provider = null;
    }

    Jsse(String name, Provider provider) {
        this.name = name;
        this.provider = provider;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String toString() {
        return name;
    }

    @Override
    public void require() {}

    @Override
    public Set<Role> roles() {
        return Set.of(Role.CLIENT, Role.SERVER);
    }

    @Override
    public Agreed connect(Setup setup, int port) throws IOException {
        try (SSLSocket socket = dial(setup, port)) {
            socket.startHandshake();
            Agreed agreed = agreed(socket);
            InputStream in = socket.getInputStream();
            if (setup.ending() == Setup.Ending.AFTER_OURS) {
                Echo.compare("", in.readAllBytes());
            }
            for (int round = 0; round < setup.rounds(); round++) {
                socket.getOutputStream().write(Http.post("/echo", setup.body()));
                if (setup.ending() != Setup.Ending.USUAL) {
                    socket.shutdownOutput();
                }
                if (setup.ending() != Setup.Ending.AFTER_OURS) {
                    int length = Math.toIntExact(Http.contentLength(Http.readHead(in)));
                    Echo.compare(setup.body(), in.readNBytes(length));
                }
            }
            return agreed;
        }
    }

    @Override
    public Listener listen(Setup setup) throws IOException {
        return new Server(setup, bind(setup));
    }

    /** Serves connections one after another. */
    private final class Server implements Listener {
        private final Setup setup;
        private final SSLServerSocket listening;
        private final BlockingQueue<Future<Agreed>> served = new LinkedBlockingQueue<>();

        Server(Setup setup, SSLServerSocket listening) {
            this.setup = setup;
            this.listening = listening;
            Thread.ofVirtual().name(name + " server").start(this::acceptAll);
        }

        private void acceptAll() {
            while (!listening.isClosed()) {
                try (SSLSocket socket = (SSLSocket) listening.accept()) {
                    socket.setSoTimeout(PATIENCE);
                    FutureTask<Agreed> task = new FutureTask<>(() -> serve(socket, setup));
                    served.add(task);
                    task.run();
                } catch (IOException closed) {
                    return;
                }
            }
        }

        @Override
        public int port() {
            return listening.getLocalPort();
        }

        @Override
        public Agreed converse(TlsSocket socket) throws IOException, InterruptedException {
            try {
                if (setup.ending() == Setup.Ending.BEFORE_OURS) {
                    Echo.afterTheirEnd(socket, setup.body());
                } else if (halfCloses(setup)) {
                    Echo.afterOurEnd(socket, setup.body());
                } else {
                    Echo.whileOpen(socket, setup.body());
                }
            } catch (IOException | AssertionError e) {
                e.addSuppressed(outcome().exceptionNow());
                throw e;
            }
            return outcome().resultNow();
        }

        private Future<Agreed> outcome() throws InterruptedException {
            Future<Agreed> future = served.poll(PATIENCE, MILLISECONDS);
            if (future == null) {
                throw new AssertionError(name + " accepted no connection");
            }
            try {
                future.get(PATIENCE, MILLISECONDS);
            } catch (ExecutionException | TimeoutException told) {
                // The future's state tells.
            }
            return future;
        }

        @Override
        public void close() {
            try {
                listening.close();
            } catch (IOException e) {
                // It listens no more, which is all that matters.
            }
        }
    }

    /** In TLS 1.2 whoever closes one direction closes both (RFC 5246 §7.2.1). */
    private boolean halfCloses(Setup setup) {
        return setup.version().equals(ProtocolVersion.TLS_1_3)
                && can(Role.SERVER, Feature.HALF_CLOSE_BY_US);
    }

    private Agreed serve(SSLSocket socket, Setup setup) throws IOException {
        InputStream in = socket.getInputStream();
        OutputStream out = socket.getOutputStream();
        if (setup.ending() == Setup.Ending.BEFORE_OURS) {
            out.write(setup.body().getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            Echo.compare(setup.body(), in.readAllBytes());
            return agreed(socket);
        }
        if (halfCloses(setup)) {
            byte[] all = in.readAllBytes();
            Agreed agreed = agreed(socket);
            out.write(all);
            return agreed;
        }
        // Its end would be the end of both directions, so it echoes what it hears at once.
        int first = in.read();
        Agreed agreed = agreed(socket);
        out.write(first);
        in.transferTo(out);
        return agreed;
    }

    /** Accepts one connection on another thread, and closes it when it is served. */
    final <T> Future<T> take(SSLServerSocket listening, Service<T> service) {
        FutureTask<T> task =
                new FutureTask<>(
                        () -> {
                            try (SSLSocket socket = (SSLSocket) listening.accept()) {
                                socket.setSoTimeout(PATIENCE);
                                return service.serve(socket);
                            }
                        });
        Thread.ofVirtual().name(name + " server").start(task);
        return task;
    }

    /** What to do with a connection. */
    @FunctionalInterface
    public interface Service<T> {
        T serve(SSLSocket socket) throws IOException, InterruptedException;
    }

    /** A connected client that did not shake hands yet. */
    final SSLSocket dial(Setup setup, int port) throws IOException {
        SSLSocket socket = (SSLSocket) contextOf(setup).getSocketFactory().createSocket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return prepare(setup, socket);
    }

    /** A client over a transport that the test keeps in its hands. */
    final SSLSocket dialOver(Setup setup, Socket transport) throws IOException {
        boolean closes = false;
        int port = transport.getPort();
        return prepare(
                setup,
                (SSLSocket)
                        contextOf(setup)
                                .getSocketFactory()
                                .createSocket(transport, "localhost", port, closes));
    }

    /** A server's end over an accepted transport that the test keeps in its hands. */
    final SSLSocket serveOver(Setup setup, Socket transport) throws IOException {
        boolean closes = false;
        SSLSocket socket =
                (SSLSocket)
                        contextOf(setup)
                                .getSocketFactory()
                                .createSocket(transport, InputStream.nullInputStream(), closes);
        socket.setUseClientMode(false);
        return socket;
    }

    private SSLSocket prepare(Setup setup, SSLSocket socket) throws IOException {
        socket.setSoTimeout(PATIENCE);
        SSLParameters parameters = parameters(socket.getSSLParameters(), setup);
        parameters.setServerNames(List.of(new SNIHostName("localhost")));
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        return socket;
    }

    /** A server on a free port; accepted sockets inherit its parameters. */
    final SSLServerSocket bind(Setup setup) throws IOException {
        SSLServerSocket listening =
                (SSLServerSocket)
                        contextOf(setup)
                                .getServerSocketFactory()
                                .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
        listening.setSoTimeout(PATIENCE);
        listening.setSSLParameters(parameters(listening.getSSLParameters(), setup));
        switch (setup.clientAuthentication()) {
            case NONE -> {}
            case WANT -> listening.setWantClientAuth(true);
            case NEED -> listening.setNeedClientAuth(true);
        }
        return listening;
    }

    private SSLParameters parameters(SSLParameters parameters, Setup setup) {
        parameters.setProtocols(new String[] {setup.version().toString().replace("TLS ", "TLSv")});
        parameters.setCipherSuites(strings(suites(setup)));
        parameters.setNamedGroups(strings(groups(setup)));
        parameters.setApplicationProtocols(setup.applicationProtocols().toArray(String[]::new));
        return parameters;
    }

    /** The suites to be offered, best first. */
    List<?> suites(Setup setup) {
        return setup.suites();
    }

    /** The groups to be offered, best first. */
    List<NamedGroup> groups(Setup setup) {
        return setup.groups();
    }

    private static String[] strings(List<?> values) {
        return values.stream().map(Object::toString).toArray(String[]::new);
    }

    /** A context of a setup's keys and trust. */
    final SSLContext contextOf(Setup setup) {
        try {
            SSLContext context =
                    provider == null
                            ? SSLContext.getInstance("TLS")
                            : SSLContext.getInstance("TLS", provider);
            context.init(keys(setup.identity()), trust(setup.trusted()), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private TrustManager[] trust(Authority trusted) throws GeneralSecurityException {
        TrustManagerFactory factory =
                provider == null
                        ? TrustManagerFactory.getInstance("PKIX")
                        : TrustManagerFactory.getInstance("PKIX", provider);
        factory.init(trusted.trustStore());
        return factory.getTrustManagers();
    }

    /** Nothing, or this identity, whatever the other side says it trusts. */
    private KeyManager[] keys(Optional<FiledIdentity> identity) throws GeneralSecurityException {
        return identity.isEmpty()
                ? new KeyManager[0]
                : new KeyManager[] {
                    new Shameless(own(identity.get().chain()), own(identity.get().key()))
                };
    }

    /** Certificates as this provider likes them. */
    List<X509Certificate> own(List<X509Certificate> chain) throws GeneralSecurityException {
        return chain;
    }

    /** A key as this provider likes it. */
    PrivateKey own(PrivateKey key) throws GeneralSecurityException {
        return key;
    }

    /** What a connection settled; javax.net.ssl does not tell group and signature scheme. */
    private Agreed agreed(SSLSocket socket) {
        return new Agreed(
                CipherSuite.named(socket.getSession().getCipherSuite()).orElseThrow(),
                Optional.empty(),
                Optional.empty(),
                Optional.ofNullable(socket.getApplicationProtocol())
                        .filter(name -> !name.isEmpty()),
                socket.getUseClientMode() ? Optional.empty() : serverName(socket));
    }

    /** For which the client asked. */
    Optional<String> serverName(SSLSocket socket) {
        ExtendedSSLSession session = (ExtendedSSLSession) socket.getSession();
        return session.getRequestedServerNames().stream()
                .map(name -> new String(name.getEncoded(), StandardCharsets.US_ASCII))
                .findFirst();
    }
}
