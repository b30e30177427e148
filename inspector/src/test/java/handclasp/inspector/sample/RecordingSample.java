package handclasp.inspector.sample;

import handclasp.inspector.Recorder;
import handclasp.inspector.Recording;
import handclasp.inspector.RecordingJson;
import handclasp.inspector.explain.Language;
import handclasp.inspector.page.HandshakePage;
import handclasp.inspector.page.Page;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.Role;
import handclasp.tls.TlsSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What docs/recording.md shows. */
final class RecordingSample {
    private RecordingSample() {}

    static void record(ClientConfiguration configuration, String host, int port, Path folder)
            throws IOException {
        // recording.md
        Recorder recorder = new Recorder(Role.CLIENT);
        var watched = configuration.toBuilder().listener(recorder).build();
        try (var tls = TlsSocket.connect(watched, host, port)) {
            tls.handshake();
        } finally {
            Recording recording = recorder.recording();
            String json = RecordingJson.write(recording);
            Page page = HandshakePage.of(recording, Language.ENGLISH);
            Files.writeString(folder.resolve("handshake.json"), json);
            Files.writeString(folder.resolve("handshake.html"), page.html());
        }
        // recording.md
    }
}
