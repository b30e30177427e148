package handclasp.tls.trace;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.tls.ExtensionType;
import handclasp.tls.internal.message.EncryptedExtensions;
import handclasp.tls.internal.message.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What our readers make of RFC 8448's messages, our writers turn back into the same bytes. */
class TraceMessagesTest {
    @TestFactory
    Stream<DynamicTest> comeBackTheSame() {
        return Arrays.stream(Trace.values())
                .flatMap(
                        trace ->
                                trace.messages().stream()
                                        .map(
                                                message ->
                                                        DynamicTest.dynamicTest(
                                                                trace + " " + message,
                                                                () -> comesBackTheSame(message))));
    }

    private static void comesBackTheSame(Trace.Message message) {
        assertThat(message.read().encode()).isEqualTo(message.bytes());
    }

    @Test
    void everyKindOfMessageOfAHandshakeIsThere() {
        List<Kind> kinds =
                Arrays.stream(Trace.values())
                        .flatMap(trace -> trace.messages().stream())
                        .map(Trace.Message::kind)
                        .distinct()
                        .toList();
        assertThat(kinds)
                .containsExactlyInAnyOrder(
                        Kind.CLIENT_HELLO,
                        Kind.SERVER_HELLO,
                        Kind.HELLO_RETRY_REQUEST,
                        Kind.ENCRYPTED_EXTENSIONS,
                        Kind.CERTIFICATE_REQUEST,
                        Kind.CERTIFICATE,
                        Kind.CERTIFICATE_VERIFY,
                        Kind.FINISHED,
                        Kind.NEW_SESSION_TICKET,
                        Kind.END_OF_EARLY_DATA);
    }

    @Test
    void everyRecordIsThere() {
        assertThat(Arrays.stream(Trace.values()).map(trace -> trace.records().size()))
                .containsExactly(9, 10, 8, 6, 8);
    }

    @Test
    void unknownExtensionsKeepTheirPlace() {
        Trace trace = Trace.SIMPLE_1_RTT;
        assertThat(trace.clientHello().extensions().types().stream().map(ExtensionType::code))
                // Unknown to us: record_size_limit.
                .containsExactly(0, 0xff01, 10, 35, 51, 43, 13, 45, 28);
        var answer =
                (EncryptedExtensions) trace.message(Kind.ENCRYPTED_EXTENSIONS).orElseThrow().read();
        assertThat(answer.extensions().types().stream().map(ExtensionType::code))
                .containsExactly(10, 28, 0);
    }
}
