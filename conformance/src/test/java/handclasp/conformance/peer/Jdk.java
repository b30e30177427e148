package handclasp.conformance.peer;

import handclasp.tls.CipherSuite;
import handclasp.tls.NamedGroup;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.Role;
import handclasp.tls.TlsSocket;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

/** The JDK's own TLS, in this JVM. */
public final class Jdk implements Peer {
    /** How long its sockets wait for data. */
    private static final int PATIENCE = 20_000;

    private static final String PING = "ping from Handclasp\n";

    @Override
    public String name() {
        return "JDK";
    }

    @Override
    public String toString() {
        return name();
    }

    @Override
    public String version() {
        return Runtime.version().toString();
    }

    @Override
    public void require() {}

    @Override
    public Set<Role> roles() {
        return Set.of(Role.CLIENT, Role.SERVER);
    }

    @Override
    public boolean knows(NamedGroup group) {
        return Setup.ALL_GROUPS.contains(group);
    }

    @Override
    public boolean knows(CertificateKind kind) {
        return true;
    }

    @Override
    public Agreed connect(Setup setup, int port) throws IOException {
        try (SSLSocket socket = client(setup, port)) {
            socket.getOutputStream().write(Http.post("/echo", "from the JDK\n"));
            String head = Http.readHead(socket.getInputStream());
            int length = Math.toIntExact(Http.contentLength(head));
            String body = text(socket.getInputStream().readNBytes(length));
            if (!body.equals("from the JDK\n")) {
                throw new AssertionError("got \"" + body + "\" after " + head);
            }
            socket.shutdownOutput();
            if (socket.getInputStream().read() >= 0) {
                throw new AssertionError("data after the end");
            }
            return agreed(socket);
        }
    }

    @Override
    public Listener listen(Setup setup) throws IOException {
        SSLServerSocket listening = server(setup);
        return new Listener() {
            @Override
            public int port() {
                return listening.getLocalPort();
            }

            @Override
            public Agreed converse(TlsSocket socket) throws IOException, InterruptedException {
                return Jdk.converse(listening, socket);
            }

            @Override
            public void close() {
                closeQuietly(listening);
            }
        };
    }

    private static Agreed converse(SSLServerSocket listening, TlsSocket socket)
            throws IOException, InterruptedException {
        // The connection waits in the backlog, unless the handshake is what makes it come.
        Future<Agreed> served = accept(listening, Jdk::echoOnce);
        socket.outputStream().write(PING.getBytes(StandardCharsets.UTF_8));
        // In TLS 1.2 whoever closes one direction closes both (RFC 5246 §7.2.1).
        boolean halfCloses = socket.facts().version().equals(Optional.of(ProtocolVersion.TLS_1_3));
        if (halfCloses) {
            socket.closeOutput();
        }
        String back =
                text(
                        halfCloses
                                ? socket.inputStream().readAllBytes()
                                : socket.inputStream().readNBytes(PING.length()));
        socket.close();
        if (!back.equals(PING)) {
            throw new AssertionError("got \"" + back + "\" back");
        }
        try {
            return served.get();
        } catch (ExecutionException e) {
            throw new AssertionError("the JDK failed: " + e.getCause(), e.getCause());
        }
    }

    private static Agreed echoOnce(SSLSocket socket) throws IOException {
        InputStream in = socket.getInputStream();
        boolean halfCloses = socket.getSession().getProtocol().equals("TLSv1.3");
        byte[] all = halfCloses ? in.readAllBytes() : in.readNBytes(PING.length());
        socket.getOutputStream().write(all);
        if (!halfCloses && in.read() >= 0) {
            throw new AssertionError("data after the end");
        }
        socket.shutdownOutput();
        return agreed(socket);
    }

    /** Accepts one connection on another thread, and closes it when it is served. */
    public static <T> Future<T> accept(SSLServerSocket listening, Service<T> service) {
        FutureTask<T> task =
                new FutureTask<>(
                        () -> {
                            try (SSLSocket socket = (SSLSocket) listening.accept()) {
                                socket.setSoTimeout(PATIENCE);
                                return service.serve(socket);
                            }
                        });
        Thread.ofVirtual().name("JDK server").start(task);
        return task;
    }

    /** What to do with a connection. */
    @FunctionalInterface
    public interface Service<T> {
        T serve(SSLSocket socket) throws IOException, InterruptedException;
    }

    /** A connected client that did not shake hands yet. */
    public static SSLSocket client(Setup setup, int port) throws IOException {
        SSLSocket socket = (SSLSocket) context(setup).getSocketFactory().createSocket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return prepare(setup, socket);
    }

    /** A client over a transport that the test keeps in its hands. */
    public static SSLSocket over(Setup setup, Socket transport) throws IOException {
        SSLSocketFactory factory = context(setup).getSocketFactory();
        boolean closes = false;
        return prepare(
                setup,
                (SSLSocket)
                        factory.createSocket(transport, "localhost", transport.getPort(), closes));
    }

    /** A server's end over an accepted transport that the test keeps in its hands. */
    public static SSLSocket serverOver(Setup setup, Socket transport) throws IOException {
        boolean closes = false;
        SSLSocket socket =
                (SSLSocket)
                        context(setup)
                                .getSocketFactory()
                                .createSocket(transport, InputStream.nullInputStream(), closes);
        socket.setUseClientMode(false);
        return socket;
    }

    private static SSLSocket prepare(Setup setup, SSLSocket socket) throws IOException {
        socket.setSoTimeout(PATIENCE);
        SSLParameters parameters = parameters(socket.getSSLParameters(), setup);
        parameters.setServerNames(List.of(new SNIHostName("localhost")));
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        return socket;
    }

    /** A server on a free port; accepted sockets inherit its parameters. */
    public static SSLServerSocket server(Setup setup) throws IOException {
        SSLServerSocket listening =
                (SSLServerSocket)
                        context(setup)
                                .getServerSocketFactory()
                                .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
        listening.setSoTimeout(PATIENCE);
        listening.setSSLParameters(parameters(listening.getSSLParameters(), setup));
        return listening;
    }

    private static SSLParameters parameters(SSLParameters parameters, Setup setup) {
        parameters.setProtocols(new String[] {setup.version().toString().replace("TLS ", "TLSv")});
        parameters.setCipherSuites(strings(setup.suites()));
        parameters.setNamedGroups(strings(setup.groups()));
        parameters.setApplicationProtocols(setup.applicationProtocols().toArray(String[]::new));
        return parameters;
    }

    private static String[] strings(List<?> values) {
        return values.stream().map(Object::toString).toArray(String[]::new);
    }

    /** A context of a setup's keys and trust. */
    public static SSLContext context(Setup setup) {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(setup.trusted().trustStore());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(setup.identity()), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyManager[] keys(Optional<FiledIdentity> identity)
            throws GeneralSecurityException {
        if (identity.isEmpty()) {
            return new KeyManager[0];
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(identity.get().keyStore(), FiledIdentity.PASSWORD);
        X509ExtendedKeyManager standard = (X509ExtendedKeyManager) keys.getKeyManagers()[0];
        return new KeyManager[] {new Shameless(standard, identity.get())};
    }

    /** Shows a server its certificate even where the server does not trust the issuer. */
    private static final class Shameless extends X509ExtendedKeyManager {
        private static final String ALIAS = "shown anyway";

        private final X509ExtendedKeyManager standard;
        private final FiledIdentity identity;

        Shameless(X509ExtendedKeyManager standard, FiledIdentity identity) {
            this.standard = standard;
            this.identity = identity;
        }

        @Override
        public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
            boolean fits = List.of(keyTypes).contains(identity.key().getAlgorithm());
            return fits ? ALIAS : standard.chooseClientAlias(keyTypes, issuers, socket);
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return alias.equals(ALIAS)
                    ? identity.chain().toArray(X509Certificate[]::new)
                    : standard.getCertificateChain(alias);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return alias.equals(ALIAS) ? identity.key() : standard.getPrivateKey(alias);
        }

        @Override
        public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            return standard.chooseServerAlias(keyType, issuers, socket);
        }

        @Override
        public String[] getClientAliases(String keyType, Principal[] issuers) {
            return standard.getClientAliases(keyType, issuers);
        }

        @Override
        public String[] getServerAliases(String keyType, Principal[] issuers) {
            return standard.getServerAliases(keyType, issuers);
        }
    }

    /** What a connection settled; the JDK does not tell group and signature scheme. */
    public static Agreed agreed(SSLSocket socket) {
        String suite = socket.getSession().getCipherSuite();
        return new Agreed(
                CipherSuite.named(suite).orElseThrow(),
                Optional.empty(),
                Optional.empty(),
                Optional.ofNullable(socket.getApplicationProtocol())
                        .filter(name -> !name.isEmpty()));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static void closeQuietly(SSLServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It listens no more, which is all that matters.
        }
    }
}
