package handclasp.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import handclasp.tls.Field;
import handclasp.tls.HandshakeType;
import handclasp.tls.Internal;
import handclasp.tls.MessageView;
import handclasp.tls.TlsException;
import handclasp.tls.WorkFailed;
import handclasp.tls.internal.extension.Extensions;
import handclasp.tls.internal.message.Form;
import handclasp.tls.internal.message.HelloRequest;
import handclasp.tls.internal.message.KeyUpdate;
import handclasp.tls.internal.message.Kind;
import handclasp.tls.internal.message.NewSessionTicket;
import handclasp.tls.internal.message.RawMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The messages of real handshakes: every byte of them is explained, and none can be missing. */
class RealMessagesTest {
    static Stream<HandshakeKind> kinds() {
        return HandshakeKind.all();
    }

    private static List<MessageView> messages(HandshakeKind variant) throws TlsException {
        Spy spy = new Spy();
        Ends.wire(
                        variant.client()
                                .listener(spy)
                                .applicationProtocols(List.of("h2", "http/1.1")),
                        variant.server().applicationProtocols(List.of("h2")))
                .handshake();
        List<MessageView> all = new ArrayList<>(spy.outbound);
        all.addAll(spy.inbound);
        if (variant instanceof Variant12) {
            all.add(Kind.viewOf(Form.ECDHE, new HelloRequest().encode()));
            return all;
        }
        all.add(Kind.viewOf(Form.TLS13, new KeyUpdate(true).encode()));
        all.add(
                Kind.viewOf(
                        Form.TLS13,
                        new NewSessionTicket(7200, 5, new byte[2], new byte[9], Extensions.NONE)
                                .encode()));
        return all;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void fieldsCoverAllBytes(HandshakeKind variant) throws Exception {
        for (MessageView message : messages(variant)) {
            int end = 4;
            for (Field field : message.fields()) {
                assertThat(field.offset()).as("%s in %s", field.name(), message).isEqualTo(end);
                assertCovered(field);
                end += field.length();
            }
            assertThat(end).as("%s", message).isEqualTo(message.length());
        }
    }

    private static void assertCovered(Field field) {
        assertThat(field.name()).isNotBlank();
        if (field.children().isEmpty()) {
            return;
        }
        // A vector has its length before its elements, a group has nothing.
        int at = field.children().getFirst().offset();
        assertThat(at - field.offset()).as("length of %s", field.name()).isBetween(0, 3);
        for (Field child : field.children()) {
            assertThat(child.offset()).as("%s in %s", child.name(), field.name()).isEqualTo(at);
            assertCovered(child);
            at += child.length();
        }
        assertThat(at).as("end of %s", field.name()).isEqualTo(field.offset() + field.length());
    }

    @Test
    void fieldsSayWhatIsInThem() throws Exception {
        MessageView hello = messages(Variant.PLAIN).getFirst();
        assertThat(hello.name()).isEqualTo("ClientHello");
        byte[] bytes = hello.bytes();

        assertThat(named(hello, "cipher_suite"))
                .extracting(Field::value)
                .contains("TLS_AES_128_GCM_SHA256");
        assertThat(named(hello, "group")).extracting(Field::value).containsExactly("x25519");
        Field random = named(hello, "random").findFirst().orElseThrow();
        assertThat(random.value())
                .isEqualTo(
                        java.util.HexFormat.of()
                                .formatHex(bytes, random.offset(), random.offset() + 32));
        assertThat(named(hello, "extension_type"))
                .extracting(Field::value)
                .contains("server_name", "key_share", "supported_versions");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aMessageCutAnywhereIsRefused(HandshakeKind variant) throws Exception {
        Form form = variant instanceof Variant12 old ? old.form() : Form.TLS13;
        for (MessageView view : messages(variant)) {
            byte[] message = view.bytes();
            Kind kind = Kind.of(message).orElseThrow();
            for (int length = 4; length < message.length; length++) {
                byte[] cut = header(message, length);
                TlsException refusal =
                        catchThrowableOfType(TlsException.class, () -> kind.read(form, cut));
                assertThat(Kind.viewOf(form, cut).fields()).isNotNull();
                if (refusal == null) {
                    assertThat(mayEndAt(kind, message, length))
                            .as("%s of %d bytes cut to %d", kind, message.length, length)
                            .isTrue();
                } else {
                    assertThat(refusal.error().alert().toString())
                            .isIn("decode_error", "illegal_parameter");
                }
            }
        }
    }

    /** Messages cut or changed on the way to a connection end it in good order, whatever the place. */
    @ParameterizedTest
    @MethodSource("richest")
    void damageNeverShowsADefect(HandshakeKind variant) throws Exception {
        HandshakeKind.Pair pair = variant.pair();
        List<byte[]> toServer = new ArrayList<>();
        List<byte[]> toClient = new ArrayList<>();
        carryAll(pair, toServer, toClient);
        Random random = new Random(7);
        for (int i = 0; i < toClient.size(); i++) {
            for (int round = 0; round < 12; round++) {
                assertRefusedInGoodOrder(variant, i, true, random);
            }
        }
        for (int i = 0; i < toServer.size(); i++) {
            for (int round = 0; round < 12; round++) {
                assertRefusedInGoodOrder(variant, i, false, random);
            }
        }
    }

    static Stream<HandshakeKind> richest() {
        return Stream.of(
                Variant.RETRY_AND_CLIENT_CERTIFICATE,
                Variant12.MUTUAL_ECDHE_ECDSA,
                Variant12.MUTUAL_DHE_RSA,
                Variant12.MUTUAL_RSA,
                Variant12.STATUS,
                Variant12.RENEWED_TICKET);
    }

    private static void assertRefusedInGoodOrder(
            HandshakeKind variant, int which, boolean atClient, Random random) throws TlsException {
        HandshakeKind.Pair pair = variant.pair();
        int[] counts = new int[2];
        try {
            while (!pair.client().outgoing().isEmpty() || !pair.server().outgoing().isEmpty()) {
                carry(pair.client(), pair.server(), atClient ? -1 : which, counts, 0, random);
                carry(pair.server(), pair.client(), atClient ? which : -1, counts, 1, random);
            }
        } catch (TlsException e) {
            assertThat(e.error()).isNotInstanceOf(Internal.class).isNotInstanceOf(WorkFailed.class);
        }
    }

    private static void carry(
            Party from, Party to, int which, int[] counts, int side, Random random)
            throws TlsException {
        while (!from.outgoing().isEmpty()) {
            byte[] message = from.outgoing().remove();
            boolean damage = counts[side]++ == which && message.length > 4;
            to.receive(damage ? damaged(message, random) : message);
        }
    }

    private static byte[] damaged(byte[] message, Random random) {
        if (random.nextBoolean()) {
            return header(message, 4 + random.nextInt(message.length - 4));
        }
        byte[] changed = message.clone();
        changed[4 + random.nextInt(message.length - 4)] ^= (byte) (1 << random.nextInt(8));
        return changed;
    }

    private static void carryAll(
            HandshakeKind.Pair pair, List<byte[]> toServer, List<byte[]> toClient)
            throws TlsException {
        while (!pair.client().outgoing().isEmpty() || !pair.server().outgoing().isEmpty()) {
            while (!pair.client().outgoing().isEmpty()) {
                toServer.add(pair.client().outgoing().element());
                pair.server().receive(pair.client().outgoing().remove());
            }
            while (!pair.server().outgoing().isEmpty()) {
                toClient.add(pair.server().outgoing().element());
                pair.client().receive(pair.server().outgoing().remove());
            }
        }
    }

    /** Finished has no structure, and hellos of before TLS 1.3 may end before their extensions. */
    private static boolean mayEndAt(Kind kind, byte[] message, int length) {
        return switch (kind) {
            case FINISHED -> true;
            case CLIENT_HELLO, SERVER_HELLO, HELLO_RETRY_REQUEST ->
                    length == extensionsOf(message).offset();
            default -> false;
        };
    }

    private static Field extensionsOf(byte[] message) {
        return named(Kind.viewOf(Form.TLS13, message), "extensions").findFirst().orElseThrow();
    }

    private static Stream<Field> named(MessageView message, String name) {
        return message.fields().stream()
                .flatMap(RealMessagesTest::flatten)
                .filter(field -> field.name().equals(name));
    }

    private static Stream<Field> flatten(Field field) {
        return Stream.concat(
                Stream.of(field), field.children().stream().flatMap(RealMessagesTest::flatten));
    }

    /** The beginning of a message, as a message of its own. */
    private static byte[] header(byte[] message, int length) {
        return new RawMessage(new HandshakeType(message[0]), Arrays.copyOfRange(message, 4, length))
                .encode();
    }
}
