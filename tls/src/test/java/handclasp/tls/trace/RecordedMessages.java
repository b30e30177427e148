package handclasp.tls.trace;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.tls.Direction;
import handclasp.tls.ExtensionType;
import handclasp.tls.HandshakeListener;
import handclasp.tls.MessageView;
import handclasp.tls.Role;
import handclasp.tls.internal.extension.Extensions;
import handclasp.tls.internal.handshake.MessageFilter;
import handclasp.tls.internal.message.CertificateRequest;
import handclasp.tls.internal.message.ClientHello;
import handclasp.tls.internal.message.EncryptedExtensions;
import handclasp.tls.internal.message.HandshakeMessage;
import handclasp.tls.internal.message.HelloRetryRequest;
import handclasp.tls.internal.message.ServerHello;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;

/**
 * Gives the messages of one end the trace's extensions where another implementation sends others than ours does, and
 * holds all else in them to the trace. Watches both directions.
 */
public final class RecordedMessages implements HandshakeListener, MessageFilter {
    /** Extensions whose presence and content follow from the handshake: ours must be the trace's. */
    private static final List<ExtensionType> DETERMINED =
            List.of(
                    ExtensionType.SERVER_NAME,
                    ExtensionType.SUPPORTED_VERSIONS,
                    ExtensionType.KEY_SHARE,
                    ExtensionType.PSK_KEY_EXCHANGE_MODES,
                    ExtensionType.EARLY_DATA);

    private final Queue<Trace.Message> recorded;
    private final List<byte[]> sent = new ArrayList<>();
    private final List<byte[]> received = new ArrayList<>();

    public RecordedMessages(Trace trace, Role sender) {
        recorded = new ArrayDeque<>(trace.messages(sender));
    }

    /** As they went out. */
    public List<byte[]> sent() {
        return sent;
    }

    /** As they came in. */
    public List<byte[]> received() {
        return received;
    }

    @Override
    public void message(Direction direction, MessageView message) {
        (direction == Direction.OUTBOUND ? sent : received).add(message.bytes());
    }

    @Override
    public HandshakeMessage filter(HandshakeMessage ours) {
        Trace.Message expected = recorded.remove();
        HandshakeMessage changed = withExtensionsOf(expected.read(), ours);
        assertThat(changed.encode()).as(ours.name()).isEqualTo(expected.bytes());
        return changed;
    }

    private static HandshakeMessage withExtensionsOf(
            HandshakeMessage recorded, HandshakeMessage ours) {
        return switch (ours) {
            case ClientHello hello -> {
                Extensions then = ((ClientHello) recorded).extensions();
                // A cookie is the server's to choose, and the client's to give back.
                requireSame(ExtensionType.COOKIE, hello.extensions(), then);
                yield hello.with(merge(hello.extensions(), then));
            }
            case HelloRetryRequest retry ->
                    withExtensionsOf(((HelloRetryRequest) recorded).hello(), retry.hello());
            case EncryptedExtensions extensions ->
                    new EncryptedExtensions(
                            merge(
                                    extensions.extensions(),
                                    ((EncryptedExtensions) recorded).extensions()));
            case CertificateRequest request ->
                    new CertificateRequest(
                            request.context(),
                            merge(
                                    request.extensions(),
                                    ((CertificateRequest) recorded).extensions()));
            default -> ours;
        };
    }

    private static HelloRetryRequest withExtensionsOf(ServerHello recorded, ServerHello ours) {
        return new HelloRetryRequest(
                new ServerHello(
                        ours.legacyVersion(),
                        ours.random(),
                        ours.legacySessionIdEcho(),
                        ours.cipherSuite(),
                        ours.legacyCompressionMethod(),
                        merge(ours.extensions(), recorded.extensions())));
    }

    private static Extensions merge(Extensions ours, Extensions recorded) {
        DETERMINED.forEach(type -> requireSame(type, ours, recorded));
        return recorded;
    }

    private static void requireSame(ExtensionType type, Extensions ours, Extensions recorded) {
        assertThat(ours.encoded(type).map(HexFormat.of()::formatHex))
                .as(type.toString())
                .isEqualTo(recorded.encoded(type).map(HexFormat.of()::formatHex));
    }
}
