package handclasp.conformance.peer;

import handclasp.tls.Role;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** The JDK's own TLS, in this JVM. */
public final class Jdk extends Jsse {
    private static final Jdk JDK = new Jdk();

    public Jdk() {
        super("JDK");
    }

    @Override
    public String version() {
        return Runtime.version().toString();
    }

    @Override
    public Gaps gaps(Role role) {
        return Gaps.none()
                .because("the JDK has it switched off", Feature.RSA_EXCHANGE_12)
                .because("the JDK has no encrypt-then-MAC", Feature.ENCRYPT_THEN_MAC_12);
    }

    /** A connected client that did not shake hands yet. */
    public static SSLSocket client(Setup setup, int port) throws IOException {
        return JDK.dial(setup, port);
    }

    /** A client over a transport that the test keeps in its hands. */
    public static SSLSocket over(Setup setup, Socket transport) throws IOException {
        return JDK.dialOver(setup, transport);
    }

    /** A server's end over an accepted transport that the test keeps in its hands. */
    public static SSLSocket serverOver(Setup setup, Socket transport) throws IOException {
        return JDK.serveOver(setup, transport);
    }

    /** A server on a free port; accepted sockets inherit its parameters. */
    public static SSLServerSocket server(Setup setup) throws IOException {
        return JDK.bind(setup);
    }

    /** Accepts one connection on another thread, and closes it when it is served. */
    public static <T> Future<T> accept(SSLServerSocket listening, Service<T> service) {
        return JDK.take(listening, service);
    }

    /** A context of a setup's keys and trust. */
    public static SSLContext context(Setup setup) {
        return JDK.contextOf(setup);
    }
}
