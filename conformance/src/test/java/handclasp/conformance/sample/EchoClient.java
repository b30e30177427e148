package handclasp.conformance.sample;

// README
import handclasp.pki.ChainVerifier;
import handclasp.pki.Pem;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.TlsSocket;
import java.io.IOException;
import java.nio.file.Path;

public class EchoClient {
    public static void main(String[] args) throws IOException {
        var configuration =
                ClientConfiguration.builder()
                        .verifier(ChainVerifier.trusting(Pem.certificates(Path.of(args[0]))))
                        .build();
        try (var tls = TlsSocket.connect(configuration, args[1], Integer.parseInt(args[2]))) {
            System.out.println(tls.facts().cipherSuite().orElseThrow());
            tls.outputStream().write("hello\n".getBytes());
            tls.closeOutput();
            tls.inputStream().transferTo(System.out);
        }
    }
}
