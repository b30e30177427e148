package handclasp.tls.trace;

import handclasp.tls.Role;
import handclasp.tls.TlsException;
import handclasp.tls.internal.message.Certificate;
import handclasp.tls.internal.message.CertificateVerify;
import handclasp.tls.internal.message.ClientHello;
import handclasp.tls.internal.message.Form;
import handclasp.tls.internal.message.HandshakeMessage;
import handclasp.tls.internal.message.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A handshake that RFC 8448 records, with what the RFC prints of it. */
public enum Trace {
    SIMPLE_1_RTT("simple-1-rtt"),
    RESUMED_0_RTT("resumed-0-rtt"),
    HELLO_RETRY_REQUEST("hello-retry-request"),
    CLIENT_AUTHENTICATION("client-authentication"),
    COMPATIBILITY_MODE("compatibility-mode");

    /** When RFC 8448 was published; its certificates are valid from 2016-07-30 to 2026-07-30. */
    public static final Instant DATE = Instant.parse("2019-01-15T00:00:00Z");

    private static final String CONSTRUCT = "construct an? (\\S+) handshake message";

    private final List<Step> steps;

    Trace(String resource) {
        steps = read("/rfc8448/" + resource + ".txt");
    }

    /** In the RFC's order, which is that of time. */
    public List<Step> steps() {
        return steps;
    }

    /** The steps of this title, by whichever end prints them. */
    public List<Step> steps(String title) {
        return steps.stream().filter(step -> step.title().equals(title)).toList();
    }

    /** The one step of this title. */
    public Step step(String title) {
        List<Step> found = steps(title);
        if (found.size() != 1) {
            throw new IllegalArgumentException(found.size() + " times " + title + " in " + this);
        }
        return found.get(0);
    }

    /** A secret of the key schedule, such as {@code c hs traffic}. */
    public byte[] secret(String label) {
        return step("derive secret \"tls13 " + label + "\"").value("expanded");
    }

    /** The handshake messages of both ends. */
    public List<Message> messages() {
        List<Message> messages = new ArrayList<>();
        for (Step step : steps) {
            if (step.title().matches(CONSTRUCT)) {
                String name = step.title().replaceFirst(CONSTRUCT, "$1");
                messages.add(new Message(step.actor(), step.value(name)));
            }
        }
        return messages;
    }

    /** The handshake messages of one end. */
    public List<Message> messages(Role sender) {
        return messages().stream().filter(message -> message.sender() == sender).toList();
    }

    /** The records of both ends, each with {@code complete record} and, unless of the handshake, {@code payload}. */
    public List<Step> records() {
        return steps.stream().filter(step -> step.title().matches("send \\S+ record")).toList();
    }

    /** The first message of a kind. */
    public Optional<Message> message(Kind kind) {
        return messages().stream().filter(message -> message.kind() == kind).findFirst();
    }

    public ClientHello clientHello() {
        return (ClientHello) message(Kind.CLIENT_HELLO).orElseThrow().read();
    }

    /** The one certificate that an end shows, if it does. */
    public Optional<X509Certificate> certificate(Role owner) {
        return find(owner, Certificate.class)
                .map(message -> parse(message.entries().get(0).data()));
    }

    /** How an end signs, if it does. */
    public Optional<CertificateVerify> signature(Role signer) {
        return find(signer, CertificateVerify.class);
    }

    private <M extends HandshakeMessage> Optional<M> find(Role sender, Class<M> type) {
        return messages(sender).stream()
                .map(Message::read)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }

    private static X509Certificate parse(byte[] der) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Comments begin with #; steps at the margin, their values two spaces in, what continues a value four. */
    private static List<Step> read(String resource) {
        List<Step> steps = new ArrayList<>();
        Map<String, byte[]> values = Map.of();
        String name = "";
        for (String line : text(resource).lines().toList()) {
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String[] parts = line.strip().split(": ?", 2);
            if (line.startsWith("    ")) {
                values.merge(name, HexFormat.of().parseHex(line.strip()), Trace::join);
            } else if (line.startsWith("  ")) {
                name = parts[0];
                values.put(name, HexFormat.of().parseHex(parts[1]));
            } else {
                values = new LinkedHashMap<>();
                Role actor = Role.valueOf(parts[0].toUpperCase(Locale.ROOT));
                steps.add(new Step(actor, parts[1], values));
            }
        }
        return List.copyOf(steps);
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] joined = new byte[first.length + second.length];
        System.arraycopy(first, 0, joined, 0, first.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    private static String text(String resource) {
        try (InputStream in = Trace.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What one end does, and the values the RFC prints for it.
     *
     * @param title the RFC's
     */
    public record Step(Role actor, String title, Map<String, byte[]> values) {
        /** A value that must be there; not to be changed. */
        public byte[] value(String name) {
            byte[] value = values.get(name);
            if (value == null) {
                throw new IllegalArgumentException("no " + name + " in " + this);
            }
            return value;
        }

        @Override
        public String toString() {
            return actor + " " + title;
        }
    }

    /**
     * A handshake message.
     *
     * @param bytes with the header
     */
    public record Message(Role sender, byte[] bytes) {
        public Kind kind() {
            return Kind.of(bytes).orElseThrow();
        }

        public HandshakeMessage read() {
            try {
                return kind().read(Form.TLS13, bytes).value();
            } catch (TlsException e) {
                throw new AssertionError(this + " is not readable", e);
            }
        }

        @Override
        public String toString() {
            return sender + " " + kind();
        }
    }
}
