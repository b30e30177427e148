package handclasp.cli.serve;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/** Sends back what comes, until the client says close_notify, and says it too. */
final class EchoService implements Service {
    private static final Duration IDLE_TIME = Duration.ofMinutes(10);

    @Override
    public void serve(Connection connection) throws IOException {
        InputStream in = connection.input();
        OutputStream out = connection.tls().outputStream();
        byte[] buffer = new byte[16_384];
        connection.idle(IDLE_TIME);
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            connection.busy(IDLE_TIME);
            out.write(buffer, 0, count);
            connection.idle(IDLE_TIME);
        }
    }
}
