package handclasp.tls.internal.message;

import handclasp.tls.Field;
import handclasp.tls.HandshakeType;
import handclasp.tls.MessageView;
import handclasp.tls.TlsException;
import handclasp.tls.internal.wire.FieldTrace;
import handclasp.tls.internal.wire.WireReader;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The kinds of input: ChangeCipherSpec, and each handshake message of TLS 1.2 and 1.3 with its readers. */
public enum Kind {
    CHANGE_CIPHER_SPEC("ChangeCipherSpec", null, null),
    /** TLS 1.2. */
    HELLO_REQUEST("HelloRequest", HandshakeType.HELLO_REQUEST, by(HelloRequest::read)),
    CLIENT_HELLO("ClientHello", HandshakeType.CLIENT_HELLO, by(ClientHello::read)),
    SERVER_HELLO("ServerHello", HandshakeType.SERVER_HELLO, by(ServerHello::read)),
    /** TLS 1.3. */
    HELLO_RETRY_REQUEST(
            "HelloRetryRequest", HandshakeType.SERVER_HELLO, by(HelloRetryRequest::read)),
    /** TLS 1.3. */
    ENCRYPTED_EXTENSIONS(
            "EncryptedExtensions",
            HandshakeType.ENCRYPTED_EXTENSIONS,
            by(EncryptedExtensions::read)),
    CERTIFICATE_REQUEST(
            "CertificateRequest",
            HandshakeType.CERTIFICATE_REQUEST,
            by(CertificateRequest::read, CertificateRequest12::read)),
    CERTIFICATE(
            "Certificate", HandshakeType.CERTIFICATE, by(Certificate::read, Certificate12::read)),
    /** TLS 1.2. */
    CERTIFICATE_STATUS(
            "CertificateStatus", HandshakeType.CERTIFICATE_STATUS, by(CertificateStatus::read)),
    /** TLS 1.2. */
    SERVER_KEY_EXCHANGE(
            "ServerKeyExchange", HandshakeType.SERVER_KEY_EXCHANGE, ServerKeyExchange::read),
    /** TLS 1.2. */
    SERVER_HELLO_DONE(
            "ServerHelloDone", HandshakeType.SERVER_HELLO_DONE, by(ServerHelloDone::read)),
    /** TLS 1.2. */
    CLIENT_KEY_EXCHANGE(
            "ClientKeyExchange", HandshakeType.CLIENT_KEY_EXCHANGE, ClientKeyExchange::read),
    CERTIFICATE_VERIFY(
            "CertificateVerify", HandshakeType.CERTIFICATE_VERIFY, by(CertificateVerify::read)),
    FINISHED("Finished", HandshakeType.FINISHED, by(Finished::read)),
    NEW_SESSION_TICKET(
            "NewSessionTicket",
            HandshakeType.NEW_SESSION_TICKET,
            by(NewSessionTicket::read, NewSessionTicket12::read)),
    /** TLS 1.3. */
    END_OF_EARLY_DATA("EndOfEarlyData", HandshakeType.END_OF_EARLY_DATA, by(EndOfEarlyData::read)),
    /** TLS 1.3. */
    KEY_UPDATE("KeyUpdate", HandshakeType.KEY_UPDATE, by(KeyUpdate::read));

    /** Of the header before each message, in bytes. */
    public static final int HEADER = 4;

    private final String label;
    private final @Nullable HandshakeType type;
    private final @Nullable MessageReader reader;

    Kind(String label, @Nullable HandshakeType type, @Nullable MessageReader reader) {
        this.label = label;
        this.type = type;
        this.reader = reader;
    }

    /** The kind of a message by its type byte and, for a ServerHello, its random; empty for what no version has. */
    public static Optional<Kind> of(byte[] message) {
        HandshakeType type = new HandshakeType(message[0] & 0xff);
        if (type.equals(HandshakeType.SERVER_HELLO)) {
            return Optional.of(
                    HelloRetryRequest.isOne(message) ? HELLO_RETRY_REQUEST : SERVER_HELLO);
        }
        return Arrays.stream(values()).filter(kind -> type.equals(kind.type)).findFirst();
    }

    /** What to call a message, known or not, in an error. */
    public static String describe(byte[] message) {
        return of(message)
                .map(Kind::toString)
                .orElseGet(() -> new HandshakeType(message[0] & 0xff).toString());
    }

    /**
     * Reads a message of this kind.
     *
     * @param message with its 4-byte header
     */
    public Input.Message read(Form form, byte[] message) throws TlsException {
        WireReader in = WireReader.over(message, HEADER);
        try {
            HandshakeMessage value = reader().read(form, in);
            in.finish(label);
            return new Input.Message(this, value, message);
        } catch (TlsException e) {
            // Fields of one name stand in many messages.
            throw e.orTheirs(label + " of " + message.length + " bytes");
        }
    }

    /** What a listener sees of any message, well-formed or not. */
    public static MessageView viewOf(Form form, byte[] message) {
        HandshakeType type = new HandshakeType(message[0] & 0xff);
        return of(message)
                .map(
                        kind ->
                                new MessageView(
                                        type,
                                        kind.label,
                                        message,
                                        () -> kind.fields(form, message)))
                .orElseGet(() -> new MessageView(type, describe(message), message, List::of));
    }

    private List<Field> fields(Form form, byte[] message) {
        FieldTrace trace = new FieldTrace();
        try {
            reader().read(form, WireReader.tracing(message, HEADER, trace));
        } catch (TlsException e) {
            // A message that breaks off shows what could be read; its error is told where the
            // handshake met it.
            return trace.fields();
        }
        return trace.fields();
    }

    private MessageReader reader() {
        if (reader == null) {
            throw new IllegalStateException(this + " is no handshake message");
        }
        return reader;
    }

    private static MessageReader by(WireReader.Body<HandshakeMessage> anyForm) {
        return (form, in) -> anyForm.read(in);
    }

    private static MessageReader by(
            WireReader.Body<HandshakeMessage> tls13, WireReader.Body<HandshakeMessage> tls12) {
        return (form, in) -> form == Form.TLS13 ? tls13.read(in) : tls12.read(in);
    }

    /** The RFC's name. */
    @Override
    public String toString() {
        return label;
    }
}
