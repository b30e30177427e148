package handclasp.conformance.sample;

// README
import handclasp.pki.Identity;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.TlsSocket;
import handclasp.tls.auth.CredentialSelector;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;

public class EchoServer {
    public static void main(String[] args) throws IOException {
        Identity identity = Identity.fromPem(Path.of(args[0]), Path.of(args[1]));
        var configuration =
                ServerConfiguration.builder()
                        .credentials(CredentialSelector.firstOf(List.of(identity.credential())))
                        .build();
        try (var listener = new ServerSocket(Integer.parseInt(args[2]))) {
            while (true) {
                Socket socket = listener.accept();
                Thread.startVirtualThread(() -> echo(configuration, socket));
            }
        }
    }

    static void echo(ServerConfiguration configuration, Socket socket) {
        try (var tls = TlsSocket.server(configuration, socket)) {
            tls.inputStream().transferTo(tls.outputStream());
        } catch (IOException e) {
            System.err.println(e.getMessage()); // says what happened and what to change
        }
    }
}
