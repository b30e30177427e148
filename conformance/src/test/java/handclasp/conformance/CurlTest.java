package handclasp.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.conformance.peer.Authority;
import handclasp.conformance.peer.CertificateKind;
import handclasp.conformance.peer.Child;
import handclasp.conformance.peer.Curl;
import handclasp.conformance.peer.Feature;
import handclasp.conformance.peer.Http;
import handclasp.conformance.peer.Setup;
import handclasp.tls.Role;
import handclasp.tls.TlsSocket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** curl downloads and uploads; what else it does stands beside the other peers' in the other tests. */
final class CurlTest {
    private static final Bulk OURS = new Bulk(3);
    private static final Bulk THEIRS = new Bulk(4);

    private final Authority authority = Authority.any();

    /** Serves a download, or takes an upload and answers with its hash. */
    private static String serve(TlsSocket socket) throws IOException {
        String head = Http.readHead(socket.inputStream());
        if (head.startsWith("GET ")) {
            socket.outputStream().write(Http.ok("application/octet-stream", Bulk.SIZE));
            OURS.writeTo(socket.outputStream());
            return "sent";
        }
        assertThat(Http.contentLength(head)).isEqualTo(Bulk.SIZE);
        String hash = Bulk.sha256(socket.inputStream());
        socket.outputStream().write(Http.ok("text/plain", hash.length()));
        socket.outputStream().write(hash.getBytes(StandardCharsets.US_ASCII));
        return hash;
    }

    @Test
    void movesSixtyFourMebibytesEachWay() throws Exception {
        new Curl().require();
        Path received = Files.createTempFile("handclasp-received-", ".bin");
        Path sent = THEIRS.file();
        try (Handclasp.Server<String> server =
                Handclasp.serve(
                        Handclasp.server(authority.server(CertificateKind.P256)).build(),
                        CurlTest::serve)) {
            run(server.port(), "--output", received.toString());
            assertThat(server.next().result()).isEqualTo("sent");
            assertThat(Files.size(received)).isEqualTo(Bulk.SIZE);
            assertThat(Bulk.sha256(received)).isEqualTo(OURS.sha256());

            String answer =
                    run(server.port(), "--upload-file", sent.toString(), "--header", "Expect:");
            assertThat(server.next().result()).isEqualTo(THEIRS.sha256());
            assertThat(answer).isEqualTo(THEIRS.sha256());
            Evidence.proved(new Curl(), Role.CLIENT, Feature.BULK);
        } finally {
            Files.delete(received);
            Files.delete(sent);
        }
    }

    private String run(int port, String... options) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(Curl.options(Setup.client(authority)));
        all.addAll(List.of(options));
        try (Child curl = Curl.start(port, "/bulk", all)) {
            assertThat(curl.exitCode()).as("%s", curl).isZero();
            return curl.output();
        }
    }
}
