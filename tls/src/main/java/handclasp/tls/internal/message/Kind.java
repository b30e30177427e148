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

/** The kinds of input: ChangeCipherSpec, and each handshake message with its reader. */
public enum Kind {
    CHANGE_CIPHER_SPEC("ChangeCipherSpec", null, null),
    CLIENT_HELLO("ClientHello", HandshakeType.CLIENT_HELLO, ClientHello::read),
    SERVER_HELLO("ServerHello", HandshakeType.SERVER_HELLO, ServerHello::read),
    HELLO_RETRY_REQUEST("HelloRetryRequest", HandshakeType.SERVER_HELLO, HelloRetryRequest::read),
    ENCRYPTED_EXTENSIONS(
            "EncryptedExtensions", HandshakeType.ENCRYPTED_EXTENSIONS, EncryptedExtensions::read),
    CERTIFICATE_REQUEST(
            "CertificateRequest", HandshakeType.CERTIFICATE_REQUEST, CertificateRequest::read),
    CERTIFICATE("Certificate", HandshakeType.CERTIFICATE, Certificate::read),
    CERTIFICATE_VERIFY(
            "CertificateVerify", HandshakeType.CERTIFICATE_VERIFY, CertificateVerify::read),
    FINISHED("Finished", HandshakeType.FINISHED, Finished::read),
    NEW_SESSION_TICKET(
            "NewSessionTicket", HandshakeType.NEW_SESSION_TICKET, NewSessionTicket::read),
    KEY_UPDATE("KeyUpdate", HandshakeType.KEY_UPDATE, KeyUpdate::read);

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

    /** The kind of a message by its type byte and, for a ServerHello, its random; empty for what TLS 1.3 lacks. */
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
    public Input.Message read(byte[] message) throws TlsException {
        WireReader in = WireReader.over(message, HEADER);
        try {
            HandshakeMessage value = reader().read(in);
            in.finish(label);
            return new Input.Message(this, value, message);
        } catch (TlsException e) {
            // Fields of one name stand in many messages.
            throw e.orTheirs(label + " of " + message.length + " bytes");
        }
    }

    /** What a listener sees of a message of this kind, well-formed or not. */
    public MessageView view(byte[] message) {
        return new MessageView(
                new HandshakeType(message[0] & 0xff), label, message, () -> fields(message));
    }

    /** What a listener sees of any message. */
    public static MessageView viewOf(byte[] message) {
        return of(message)
                .map(kind -> kind.view(message))
                .orElseGet(
                        () ->
                                new MessageView(
                                        new HandshakeType(message[0] & 0xff),
                                        describe(message),
                                        message,
                                        List::of));
    }

    private List<Field> fields(byte[] message) {
        FieldTrace trace = new FieldTrace();
        try {
            reader().read(WireReader.tracing(message, HEADER, trace));
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

    /** The RFC's name. */
    @Override
    public String toString() {
        return label;
    }
}
