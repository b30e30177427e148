package handclasp.cli.serve;

import handclasp.cli.option.Endpoint;
import java.io.FilterInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a client sends, looked at before TLS gets it: one that begins with a request in plain HTTP is answered in plain
 * HTTP, with the URL it should have used. TLS then refuses the same bytes, and so names the error. Belongs to one thread.
 */
final class PlainHttp extends FilterInputStream {
    /** Of a request's head, in bytes; what is longer is answered without having been read to its end. */
    private static final int MAX_HEAD = 8192;

    /** For the rest of the head, and for the client to read the answer, in milliseconds each. */
    private static final int PATIENCE = 2000;

    private static final Pattern REQUEST =
            Pattern.compile("([A-Z]+) (\\S+) HTTP/\\d(?:\\.\\d)?\r?\n");
    private static final Pattern HOST =
            Pattern.compile(
                    "\nhost:[ \t]*((?:[a-z0-9._-]{1,253}|\\[[0-9a-f:.]{2,45}])(?::\\d{1,5})?)[ \t]*\r?\n",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern END_OF_HEAD = Pattern.compile("\r?\n\r?\n");
    private static final Pattern PATH = Pattern.compile("/[!-~]{0,500}");

    private final Socket socket;
    private final Endpoint here;
    private boolean looked;

    /** @param here what to name where the request names nothing */
    PlainHttp(Socket socket, Endpoint here) throws IOException {
        super(socket.getInputStream());
        this.socket = socket;
        this.here = here;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = super.read(target, offset, length);
        if (!looked && count > 0) {
            looked = true;
            // No record of TLS begins with a letter (RFC 9846 §5.1), and every method of HTTP does.
            if (target[offset] >= 'A' && target[offset] <= 'Z') {
                String head = new String(target, offset, count, StandardCharsets.ISO_8859_1);
                answer(restOf(head));
            }
        }
        return count;
    }

    private String restOf(String beginning) throws IOException {
        StringBuilder head = new StringBuilder(beginning);
        long end = System.nanoTime() + PATIENCE * 1_000_000L;
        byte[] more = new byte[1024];
        while (head.length() < MAX_HEAD && !isWhole(head)) {
            int count = readUntil(end, more);
            if (count < 0) {
                break;
            }
            head.append(new String(more, 0, count, StandardCharsets.ISO_8859_1));
        }
        return head.toString();
    }

    private static boolean isWhole(CharSequence head) {
        String text = head.toString();
        return text.contains("\r\n\r\n") || text.contains("\n\n") || !mayBeRequest(text);
    }

    /** Text of another protocol is not waited for. */
    private static boolean mayBeRequest(String text) {
        int blank = text.indexOf(' ');
        return text.substring(0, blank < 0 ? text.length() : blank).matches("[A-Z]{1,20}");
    }

    /** -1 at the end of the time or of what comes. */
    private int readUntil(long end, byte[] target) throws IOException {
        int left = (int) ((end - System.nanoTime()) / 1_000_000);
        if (left <= 0) {
            return -1;
        }
        int before = socket.getSoTimeout();
        try {
            socket.setSoTimeout(left);
            return super.read(target, 0, target.length);
        } catch (java.net.SocketTimeoutException e) {
            return -1;
        } finally {
            socket.setSoTimeout(before);
        }
    }

    private void answer(String head) throws IOException {
        Matcher request = REQUEST.matcher(head);
        if (!request.lookingAt()) {
            return;
        }
        try {
            socket.getOutputStream()
                    .write(response(head, request).getBytes(StandardCharsets.US_ASCII));
            // No alert may follow, and what the client still sends must not take the answer back.
            socket.shutdownOutput();
            linger();
        } catch (IOException e) {
            // The client did not wait for its answer; TLS still says what was wrong.
            return;
        }
    }

    private String response(String head, Matcher request) {
        Matcher host = HOST.matcher(END_OF_HEAD.split(head, 2)[0] + "\n");
        String asked = host.find() ? host.group(1) : here.toString();
        String path = PATH.matcher(request.group(2)).matches() ? request.group(2) : "/";
        String body =
                "This port speaks HTTPS, and the request came in plain HTTP. Use https://"
                        + asked
                        + path
                        + "\n";
        return "HTTP/1.1 400 Bad Request\r\nServer: handclasp\r\nContent-Type: text/plain;"
                + " charset=utf-8\r\nX-Content-Type-Options: nosniff\r\nContent-Length: "
                + body.length()
                + "\r\nConnection: close\r\n\r\n"
                + (request.group(1).equals("HEAD") ? "" : body);
    }

    private void linger() throws IOException {
        long end = System.nanoTime() + PATIENCE * 1_000_000L;
        byte[] waste = new byte[8192];
        int total = 0;
        for (int count = 0; count >= 0 && total < 1 << 20; total += count) {
            count = readUntil(end, waste);
        }
    }
}
