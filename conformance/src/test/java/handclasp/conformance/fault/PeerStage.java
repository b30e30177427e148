package handclasp.conformance.fault;

import handclasp.conformance.peer.Child;
import handclasp.conformance.peer.Jdk;
import handclasp.conformance.peer.OpenSsl;
import handclasp.tls.PeerAlert;
import handclasp.tls.Role;
import handclasp.tls.TlsException;
import handclasp.tls.Truncated;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** Other programs in the place of the honest end: what they say of a fault. */
enum PeerStage {
    OPENSSL("OpenSSL") {
        @Override
        String version() {
            return new OpenSsl().version();
        }

        @Override
        String beforeServer(Fault fault) throws IOException, InterruptedException {
            List<String> options = new ArrayList<>(OpenSsl.options(fault.honest));
            if (fault.asksForCertificate) {
                options.addAll(List.of("-Verify", "3", "-verify_return_error"));
            }
            try (OpenSsl.Server server = OpenSsl.server(options)) {
                boolean complains = attack(fault, server.port());
                return complains ? complaint(server.child()) : NOTHING;
            }
        }

        @Override
        String beforeClient(Fault fault, int port) throws IOException, InterruptedException {
            try (Child client = OpenSsl.client(port, OpenSsl.options(fault.honest))) {
                return complaint(client);
            }
        }

        private String complaint(Child child) throws InterruptedException {
            for (int waited = 0; waited < SILENCE_MILLIS && child.isAlive(); waited += 10) {
                Thread.sleep(10);
            }
            if (!child.isAlive()) {
                child.exitCode();
            }
            Set<String> said = new LinkedHashSet<>();
            for (String line : child.errors().lines().toList()) {
                Matcher error = OPENSSL_ERROR.matcher(line);
                Matcher verification = OPENSSL_VERIFICATION.matcher(line);
                if (verification.find()) {
                    said.add(verification.group(1));
                } else if (error.find()) {
                    said.add(error.group(1));
                }
            }
            return said.isEmpty() ? NOTHING : "\"" + String.join("; ", said) + "\"";
        }
    },

    JDK("JDK") {
        @Override
        String version() {
            return new Jdk().version();
        }

        @Override
        String beforeServer(Fault fault) throws IOException, InterruptedException {
            try (SSLServerSocket listening = Jdk.server(fault.honest)) {
                listening.setNeedClientAuth(fault.asksForCertificate);
                Future<Integer> served = Jdk.accept(listening, PeerStage::converse);
                if (!attack(fault, listening.getLocalPort())) {
                    return NOTHING;
                }
                served.get(SILENCE_MILLIS, TimeUnit.MILLISECONDS);
                return NOTHING;
            } catch (ExecutionException e) {
                return words(e.getCause());
            } catch (TimeoutException e) {
                return NOTHING;
            }
        }

        @Override
        String beforeClient(Fault fault, int port) throws IOException {
            try (SSLSocket socket = Jdk.client(fault.honest, port)) {
                socket.setSoTimeout(SILENCE_MILLIS);
                converse(socket);
                return NOTHING;
            } catch (java.net.SocketTimeoutException e) {
                return NOTHING;
            } catch (IOException e) {
                return words(e);
            }
        }
    };

    /** Shorter where it is awaited again and again, to record it. */
    private static final int SILENCE_MILLIS =
            Boolean.getBoolean("handclasp.update") ? 1500 : 15_000;

    static final String NOTHING = "nothing";
    private static final Pattern OPENSSL_ERROR =
            Pattern.compile(":error:\\p{XDigit}+:[^:]*:[^:]*:([^:]*):");
    private static final Pattern OPENSSL_VERIFICATION =
            Pattern.compile("verify error:num=\\d+:(.*)");

    private final String label;

    PeerStage(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    abstract String version();

    abstract String beforeServer(Fault fault) throws IOException, InterruptedException;

    abstract String beforeClient(Fault fault, int port) throws IOException, InterruptedException;

    /** What it says, in quotes; or that it says nothing. */
    String say(Fault fault) throws IOException, InterruptedException {
        if (fault.mistaken() == Role.CLIENT) {
            return beforeServer(fault);
        }
        try (Stage.MistakenServer server = new Stage.MistakenServer(fault, SILENCE_MILLIS)) {
            String said = beforeClient(fault, server.port());
            return isComplaint(server.heard()) ? said : NOTHING;
        } catch (Puppet.Silence e) {
            return NOTHING;
        }
    }

    /** Whether it has a complaint; if not, it is our end that gave up. */
    private static boolean attack(Fault fault, int port) throws IOException {
        try {
            return isComplaint(Stage.attack(fault, port, SILENCE_MILLIS));
        } catch (Puppet.Silence e) {
            return false;
        }
    }

    /** An alert, the end of the connection, or what an end that errs in the clear cannot tell apart. */
    private static boolean isComplaint(Puppet.Heard heard) {
        return heard.failure()
                .map(TlsException::error)
                .map(error -> error instanceof PeerAlert || error instanceof Truncated)
                .orElse(true);
    }

    private static int converse(SSLSocket socket) throws IOException {
        socket.startHandshake();
        InputStream in = socket.getInputStream();
        int count = 0;
        while (in.read() >= 0) {
            count++;
        }
        return count;
    }

    private static String words(Throwable failure) {
        return "\"" + failure.getMessage() + "\"";
    }
}
