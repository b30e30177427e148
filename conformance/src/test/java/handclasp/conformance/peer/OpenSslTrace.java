package handclasp.conformance.peer;

import handclasp.tls.Alert;
import handclasp.tls.CipherSuite;
import handclasp.tls.NamedGroup;
import handclasp.tls.SignatureScheme;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code openssl s_client -trace} and {@code s_server -trace} print, read back. */
public final class OpenSslTrace {
    private static final Pattern RECORD = Pattern.compile("(Sent|Received) Record");
    private static final Pattern MESSAGE = Pattern.compile(" {4}(\\w+), Length=\\d+");
    private static final Pattern ALERT =
            Pattern.compile(" {4}Level=\\w+\\(\\d\\), description=[^(]*\\((\\d+)\\)");
    private static final Pattern SUITE =
            Pattern.compile("cipher_suite \\{0x(\\p{XDigit}+), 0x(\\p{XDigit}+)}");
    private static final Pattern GROUP = Pattern.compile("NamedGroup: .*\\((\\d+)\\)");
    private static final Pattern CURVE = Pattern.compile("named_curve: .*\\((\\d+)\\)");
    private static final Pattern SIGNATURE =
            Pattern.compile("Signature Algorithm: .*\\(0x(\\p{XDigit}+)\\)");
    private static final Pattern EXTENSION =
            Pattern.compile("\\s*extension_type=(\\w+)\\(\\d+\\), length=\\d+");
    private static final Pattern DUMP =
            Pattern.compile("\\s+\\p{XDigit}{4} - ([\\p{XDigit} -]{47})");

    /** The first four bytes of a HelloRetryRequest's random (RFC 9846 §4.2.3). */
    private static final String RETRY = "gmt_unix_time=0xCF21AD74";

    private static final String CHANGE_CIPHER_SPEC = "  Content Type = ChangeCipherSpec (20)";

    private final List<Message> messages = new ArrayList<>();
    private final List<Alert> sent = new ArrayList<>();
    private final List<Alert> received = new ArrayList<>();

    private OpenSslTrace() {}

    /** Reads one connection's trace, complete or not. */
    public static OpenSslTrace read(String text) {
        OpenSslTrace trace = new OpenSslTrace();
        boolean sending = false;
        for (String line : text.lines().toList()) {
            Matcher record = RECORD.matcher(line);
            Matcher message = MESSAGE.matcher(line);
            Matcher alert = ALERT.matcher(line);
            // What the program prints itself, such as received data, may stand before it in the
            // line.
            if (record.find()) {
                sending = record.group(1).equals("Sent");
            } else if (message.matches()) {
                trace.messages.add(new Message(sending, message.group(1)));
            } else if (line.equals(CHANGE_CIPHER_SPEC)) {
                trace.messages.add(new Message(sending, "ChangeCipherSpec"));
            } else if (alert.matches()) {
                Alert which = new Alert(Integer.parseInt(alert.group(1)));
                (sending ? trace.sent : trace.received).add(which);
            } else if (!trace.messages.isEmpty()) {
                trace.messages.getLast().lines.add(line);
            }
        }
        return trace;
    }

    /** Reads one connection's trace from the file that {@code -msgfile} named. */
    static OpenSslTrace read(Path file) throws IOException {
        return read(Files.readString(file, StandardCharsets.ISO_8859_1));
    }

    /** The alerts it sent, {@code close_notify} included. */
    public List<Alert> alertsSent() {
        return List.copyOf(sent);
    }

    /** The alerts it received, {@code close_notify} included. */
    public List<Alert> alertsReceived() {
        return List.copyOf(received);
    }

    /** The handshake messages with their direction seen from the other end: {@code > ServerHello} was sent to it. */
    public List<String> messagesSeenFromOtherEnd() {
        return messages.stream()
                .filter(one -> !one.type.equals("ChangeCipherSpec"))
                .map(one -> (one.sent ? "< " : "> ") + one.name())
                .toList();
    }

    /** The same with the ChangeCipherSpecs, which TLS 1.2 counts among them. */
    public List<String> messagesAndChangeCipherSpecs() {
        return messages.stream().map(one -> (one.sent ? "< " : "> ") + one.name()).toList();
    }

    /** How many messages of a kind went either way, such as {@code KeyUpdate}. */
    public long count(String message) {
        return messages.stream().filter(one -> one.name().equals(message)).count();
    }

    /** Whether a message carries an extension, by OpenSSL's name of it. */
    public boolean has(String message, String extension) {
        return messages.stream()
                .filter(one -> one.name().equals(message))
                .anyMatch(one -> !one.extension(extension).isEmpty());
    }

    /** What was negotiated in TLS 1.2, where the server signs its key exchange or nothing. */
    private Agreed agreed12() {
        Message hello = last("ServerHello");
        Optional<Message> exchange =
                messages.stream().filter(one -> one.name().equals("ServerKeyExchange")).findFirst();
        return new Agreed(
                hello.find(SUITE)
                        .map(m -> Integer.parseInt(m.group(1) + m.group(2), 16))
                        .map(CipherSuite::new)
                        .orElseThrow(),
                exchange.flatMap(one -> one.find(CURVE))
                        .map(m -> new NamedGroup(Integer.parseInt(m.group(1)))),
                exchange.flatMap(one -> one.find(SIGNATURE))
                        .map(m -> new SignatureScheme(Integer.parseInt(m.group(1), 16))),
                hello.extension("application_layer_protocol_negotiation").stream()
                        .findFirst()
                        .map(String::strip),
                serverName());
    }

    /** What was negotiated. */
    public Agreed agreed() {
        if (messages.stream().noneMatch(one -> one.name().equals("EncryptedExtensions"))) {
            return agreed12();
        }
        Message hello = last("ServerHello");
        Message verify = first("CertificateVerify");
        return new Agreed(
                hello.find(SUITE)
                        .map(m -> Integer.parseInt(m.group(1) + m.group(2), 16))
                        .map(CipherSuite::new)
                        .orElseThrow(),
                hello.find(GROUP).map(m -> new NamedGroup(Integer.parseInt(m.group(1)))),
                verify.find(SIGNATURE)
                        .map(m -> new SignatureScheme(Integer.parseInt(m.group(1), 16))),
                last("EncryptedExtensions")
                        .extension("application_layer_protocol_negotiation")
                        .stream()
                        .findFirst()
                        .map(String::strip),
                serverName());
    }

    /** The name that the client asked for. */
    public Optional<String> serverName() {
        StringBuilder hex = new StringBuilder();
        for (String line : last("ClientHello").extension("server_name")) {
            Matcher dump = DUMP.matcher(line);
            if (dump.find()) {
                hex.append(dump.group(1).replaceAll("[ -]", ""));
            }
        }
        if (hex.isEmpty()) {
            return Optional.empty();
        }
        byte[] list = HexFormat.of().parseHex(hex);
        return Optional.of(new String(list, 5, list.length - 5, StandardCharsets.US_ASCII));
    }

    private Message first(String name) {
        return messages.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " among " + messages));
    }

    private Message last(String name) {
        return messages.stream()
                .filter(one -> one.name().equals(name))
                .reduce((before, after) -> after)
                .orElseThrow(() -> new AssertionError("no " + name + " among " + messages));
    }

    private static final class Message {
        private final boolean sent;
        private final String type;
        private final List<String> lines = new ArrayList<>();

        Message(boolean sent, String type) {
            this.sent = sent;
            this.type = type;
        }

        String name() {
            boolean retry = lines.stream().limit(4).anyMatch(line -> line.contains(RETRY));
            return retry ? "HelloRetryRequest" : type;
        }

        Optional<Matcher> find(Pattern pattern) {
            return lines.stream().map(pattern::matcher).filter(Matcher::find).findFirst();
        }

        /** The lines that describe an extension; empty if it is not there. */
        List<String> extension(String name) {
            List<String> found = new ArrayList<>();
            boolean inside = false;
            for (String line : lines) {
                Matcher extension = EXTENSION.matcher(line);
                if (extension.lookingAt()) {
                    inside = extension.group(1).equals(name);
                    if (inside && line.endsWith("length=0")) {
                        found.add("");
                    }
                } else if (inside) {
                    found.add(line);
                }
            }
            return found;
        }

        @Override
        public String toString() {
            return (sent ? "> " : "< ") + name();
        }
    }
}
