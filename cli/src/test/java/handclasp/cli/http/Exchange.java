package handclasp.cli.http;

import handclasp.inspector.Recorder;
import handclasp.inspector.Recording;
import handclasp.tls.Role;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Requests in, responses out, without a network. */
final class Exchange implements Pace {
    private final HttpHandler handler;
    private final Recording handshake;
    boolean stopping;

    /** Over a connection of which nothing is recorded. */
    Exchange(HttpHandler handler) {
        this(handler, new Recorder(Role.SERVER).recording());
    }

    Exchange(HttpHandler handler, Recording handshake) {
        this.handler = handler;
        this.handshake = handshake;
    }

    /** All the responses to all the requests, as ISO-8859-1. */
    String send(String requests) throws IOException {
        var in = new ByteArrayInputStream(requests.getBytes(StandardCharsets.ISO_8859_1));
        var out = new ByteArrayOutputStream();
        new HttpConnection(in, out, handler, HttpLimits.DEFAULT, this).serve(() -> handshake);
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    String get(String path, String... headers) throws IOException {
        String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        return send("GET " + path + " HTTP/1.1\r\nHost: x\r\n" + more + "\r\n");
    }

    @Override
    public void idle(Duration limit) {}

    @Override
    public void busy(Duration limit) {}

    @Override
    public boolean stopping() {
        return stopping;
    }
}
