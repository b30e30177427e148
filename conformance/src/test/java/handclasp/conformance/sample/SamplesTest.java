package handclasp.conformance.sample;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.pki.ChainVerifier;
import handclasp.pki.DevelopmentAuthority;
import handclasp.pki.Identity;
import handclasp.pki.Pem;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.NamedGroup;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.TlsException;
import handclasp.tls.TlsSocket;
import handclasp.tls.auth.CredentialSelector;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The samples of README.md are these classes, they run, and the errors it shows are what is said. */
@Isolated("takes standard output")
class SamplesTest {
    @TempDir private Path folder;
    private DevelopmentAuthority authority;
    private Identity identity;

    @BeforeEach
    void makeIdentity() throws Exception {
        authority = DevelopmentAuthority.open(folder.resolve("state"), InstantSource.system());
        identity = authority.serverIdentity(List.of("localhost", "127.0.0.1"));
    }

    @Test
    void readmeShowsTheSamples() throws IOException {
        String readme = Files.readString(root().resolve("README.md"));
        for (String sample : List.of("EchoServer", "EchoClient")) {
            Path source =
                    root().resolve(
                                    "conformance/src/test/java/handclasp/conformance/sample/"
                                            + sample
                                            + ".java");
            String code = Files.readString(source).split("// README\n")[1];
            assertThat(readme).as(sample).contains("```java\n" + code + "```");
        }
    }

    @Test
    void theSamplesTalk() throws Exception {
        Path certificates = folder.resolve("server.pem");
        Path key = folder.resolve("server-key.pem");
        Files.writeString(certificates, Pem.write(identity.chain()));
        Files.writeString(key, Pem.write(identity.privateKey()));
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Thread server =
                Thread.startVirtualThread(
                        () -> {
                            try {
                                EchoServer.main(
                                        new String[] {
                                            certificates.toString(), key.toString(), "" + port
                                        });
                            } catch (IOException e) {
                                throw new java.io.UncheckedIOException(e);
                            }
                        });
        awaitListening(port);
        PrintStream before = System.out;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            EchoClient.main(new String[] {authority.rootFile().toString(), "localhost", "" + port});
        } finally {
            System.setOut(before);
            server.interrupt();
        }
        assertThat(said.toString(StandardCharsets.UTF_8))
                .isEqualTo("TLS_AES_128_GCM_SHA256\nhello\n");
    }

    /** The same mistake, told by a Handclasp server and by the JDK's. */
    @Test
    void readmeShowsWhatAFailureSays() throws Exception {
        String readme = Files.readString(root().resolve("README.md"));
        String ours = refusalOfHandclasp();
        assertThat(readme).contains("\n" + wrapped(ours));
        String theirs = refusalOfTheJdk();
        if (Runtime.version().feature() == 25) {
            assertThat(readme).contains("\n" + theirs + "\n");
        }
    }

    private String refusalOfHandclasp() throws Exception {
        var configuration =
                ServerConfiguration.builder()
                        .credentials(CredentialSelector.firstOf(List.of(identity.credential())))
                        .namedGroups(List.of(NamedGroup.SECP384R1, NamedGroup.SECP521R1))
                        .build();
        return refusal(
                socket -> {
                    try (TlsSocket tls = TlsSocket.server(configuration, socket)) {
                        tls.handshake();
                        return "no failure";
                    } catch (TlsException e) {
                        return e.getMessage();
                    }
                });
    }

    private String refusalOfTheJdk() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "server",
                identity.privateKey(),
                new char[0],
                identity.chain().toArray(new java.security.cert.Certificate[0]));
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLSv1.3", "SunJSSE");
        context.init(keys.getKeyManagers(), null, null);
        return refusal(
                socket -> {
                    try (SSLSocket tls =
                            (SSLSocket)
                                    context.getSocketFactory().createSocket(socket, null, true)) {
                        SSLParameters parameters = tls.getSSLParameters();
                        parameters.setNamedGroups(new String[] {"secp384r1", "secp521r1"});
                        tls.setSSLParameters(parameters);
                        tls.setUseClientMode(false);
                        tls.startHandshake();
                        return "no failure";
                    } catch (SSLException e) {
                        return e.getMessage();
                    }
                });
    }

    /** What a server says to a client that offers X25519 and P-256 only. */
    private String refusal(Server server) throws Exception {
        ClientConfiguration client =
                ClientConfiguration.builder()
                        .verifier(ChainVerifier.trusting(List.of(authority.rootCertificate())))
                        .namedGroups(List.of(NamedGroup.X25519, NamedGroup.SECP256R1))
                        .build();
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> said =
                    CompletableFuture.supplyAsync(
                            () -> {
                                try (Socket socket = listener.accept()) {
                                    return server.serve(socket);
                                } catch (IOException e) {
                                    throw new java.io.UncheckedIOException(e);
                                }
                            });
            try (TlsSocket socket =
                    TlsSocket.connect(client, "localhost", listener.getLocalPort())) {
                return "no failure: " + socket.facts().namedGroup();
            } catch (TlsException expected) {
                return said.get(10, TimeUnit.SECONDS);
            }
        }
    }

    /** As README breaks it: at most 96 characters a line. */
    private static String wrapped(String sentence) {
        StringBuilder text = new StringBuilder();
        int column = 0;
        for (String word : sentence.split(" ")) {
            if (column > 0 && column + 1 + word.length() > 96) {
                text.append('\n');
                column = 0;
            }
            text.append(column == 0 ? "" : " ").append(word);
            column += (column == 0 ? 0 : 1) + word.length();
        }
        return text.append('\n').toString();
    }

    private static void awaitListening(int port) throws Exception {
        for (int i = 0; i < 100; i++) {
            try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException e) {
                Thread.sleep(20);
            }
        }
        throw new AssertionError("nothing listens on port " + port);
    }

    private static Path root() {
        return Path.of(System.getProperty("handclasp.root", ".."));
    }

    @FunctionalInterface
    private interface Server {
        String serve(Socket socket) throws IOException;
    }
}
