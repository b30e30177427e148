package handclasp.tls.internal.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import handclasp.tls.CipherSuite;
import handclasp.tls.ExtensionType;
import handclasp.tls.HandshakeType;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.SignatureScheme;
import handclasp.tls.TlsException;
import handclasp.tls.internal.extension.Extensions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Every kind of message comes back as it was written. */
class MessagesTest {
    private static final Arbitrary<Integer> CODE = Arbitraries.integers().between(0, 0xffff);
    private static final Map<Kind, Arbitrary<? extends HandshakeMessage>> MESSAGES =
            Map.ofEntries(
                    Map.entry(Kind.CLIENT_HELLO, clientHellos()),
                    Map.entry(Kind.SERVER_HELLO, serverHellos()),
                    Map.entry(Kind.HELLO_RETRY_REQUEST, retries()),
                    Map.entry(
                            Kind.ENCRYPTED_EXTENSIONS, extensions().map(EncryptedExtensions::new)),
                    Map.entry(
                            Kind.CERTIFICATE_REQUEST,
                            Combinators.combine(bytes(0, 255), extensions())
                                    .as(CertificateRequest::new)),
                    Map.entry(Kind.CERTIFICATE, certificates()),
                    Map.entry(
                            Kind.CERTIFICATE_VERIFY,
                            Combinators.combine(CODE.map(SignatureScheme::new), bytes(0, 600))
                                    .as(CertificateVerify::new)),
                    Map.entry(Kind.FINISHED, bytes(0, 64).map(Finished::new)),
                    Map.entry(Kind.NEW_SESSION_TICKET, tickets()),
                    Map.entry(Kind.KEY_UPDATE, Arbitraries.of(true, false).map(KeyUpdate::new)));

    @Test
    void thereAreMessagesOfEveryKind() {
        assertThat(MESSAGES).hasSize(Kind.values().length - 1);
        assertThat(MESSAGES).doesNotContainKey(Kind.CHANGE_CIPHER_SPEC);
    }

    @Property(tries = 300)
    void comesBackAsItWas(@ForAll("samples") Sample sample) throws TlsException {
        byte[] bytes = sample.message().encode();
        assertThat(Kind.of(bytes)).contains(sample.kind());
        assertThat(Kind.describe(bytes)).isEqualTo(sample.message().name());
        Input.Message read = sample.kind().read(bytes);

        assertThat(read.kind()).isEqualTo(sample.kind());
        assertThat(read.bytes()).isSameAs(bytes);
        assertThat(read.value()).hasSameClassAs(sample.message());
        assertThat(read.value().type()).isEqualTo(new HandshakeType(bytes[0]));
        // Extensions have no equals: what a message means is compared by what it writes.
        assertThat(read.value().encode()).isEqualTo(bytes);
        assertThat(read.value())
                .usingRecursiveComparison()
                .ignoringFieldsOfTypes(Extensions.class)
                .isEqualTo(sample.message());
    }

    @Property(tries = 200)
    void aByteMoreIsRefused(@ForAll("samples") Sample sample) {
        byte[] bytes = sample.message().encode();
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        TlsException refusal =
                catchThrowableOfType(TlsException.class, () -> sample.kind().read(longer));

        if (sample.kind() == Kind.FINISHED) {
            // As long as the suite's hash, which its reader does not know.
            assertThat(refusal).isNull();
        } else {
            assertThat(refusal).isNotNull();
        }
    }

    /** Whatever bytes come: a value or a refusal, and nothing else. */
    @Property(tries = 500)
    void garbageIsRefusedInGoodOrder(
            @ForAll("messageBytes") byte[] body, @ForAll("kinds") Kind kind) {
        byte[] message = new RawMessage(new HandshakeType(0), body).encode();
        TlsException refusal = catchThrowableOfType(TlsException.class, () -> kind.read(message));
        assertThat(refusal == null || refusal.getStackTrace().length == 0).isTrue();
        assertThat(kind.view(message).fields()).isNotNull();
    }

    /** Messages that were changed in one place. */
    @Property(tries = 500)
    void damageIsRefusedInGoodOrder(
            @ForAll("samples") Sample sample,
            @ForAll @net.jqwik.api.constraints.IntRange(max = 100_000) int where,
            @ForAll byte what) {
        byte[] message = sample.message().encode();
        if (message.length > 4) {
            message[4 + where % (message.length - 4)] = what;
        }
        TlsException refusal =
                catchThrowableOfType(TlsException.class, () -> sample.kind().read(message));
        assertThat(refusal == null || refusal.error().alert().code() > 0).isTrue();
        assertThat(sample.kind().view(message).fields()).isNotNull();
    }

    record Sample(Kind kind, HandshakeMessage message) {}

    @Provide
    Arbitrary<Sample> samples() {
        return kinds().flatMap(
                        kind -> MESSAGES.get(kind).map(message -> new Sample(kind, message)));
    }

    @Provide
    Arbitrary<Kind> kinds() {
        return Arbitraries.of(MESSAGES.keySet());
    }

    @Provide
    Arbitrary<byte[]> messageBytes() {
        return Arbitraries.oneOf(
                bytes(0, 200),
                Arbitraries.bytes().between((byte) 0, (byte) 4).array(byte[].class).ofMaxSize(200));
    }

    private static Arbitrary<ClientHello> clientHellos() {
        return Combinators.combine(
                        CODE.map(ProtocolVersion::new),
                        bytes(32, 32),
                        bytes(0, 32),
                        CODE.map(CipherSuite::new).list().ofMinSize(1).ofMaxSize(40),
                        bytes(1, 255),
                        extensions())
                .as(ClientHello::new);
    }

    private static Arbitrary<ServerHello> serverHellos() {
        return Combinators.combine(
                        CODE.map(ProtocolVersion::new),
                        bytes(32, 32),
                        bytes(0, 32),
                        CODE.map(CipherSuite::new),
                        Arbitraries.integers().between(0, 255),
                        extensions())
                .as(ServerHello::new);
    }

    private static Arbitrary<HelloRetryRequest> retries() {
        return serverHellos()
                .map(
                        hello ->
                                new HelloRetryRequest(
                                        new ServerHello(
                                                hello.legacyVersion(),
                                                HelloRetryRequest.random(),
                                                hello.legacySessionIdEcho(),
                                                hello.cipherSuite(),
                                                hello.legacyCompressionMethod(),
                                                hello.extensions())));
    }

    private static Arbitrary<Certificate> certificates() {
        Arbitrary<Certificate.Entry> entries =
                Combinators.combine(bytes(1, 900), extensions()).as(Certificate.Entry::new);
        return Combinators.combine(bytes(0, 255), entries.list().ofMaxSize(5)).as(Certificate::new);
    }

    private static Arbitrary<NewSessionTicket> tickets() {
        Arbitrary<Long> u32 = Arbitraries.longs().between(0, 0xffffffffL);
        return Combinators.combine(u32, u32, bytes(0, 255), bytes(1, 400), extensions())
                .as(NewSessionTicket::new);
    }

    /** Unknown ones, which any message may carry; ExtensionFormsTest has the others. */
    private static Arbitrary<Extensions> extensions() {
        return Arbitraries.maps(Arbitraries.integers().between(0x4000, 0xffff), bytes(0, 60))
                .ofMaxSize(6)
                .map(MessagesTest::extensions);
    }

    private static Extensions extensions(Map<Integer, byte[]> values) {
        Extensions.Builder builder = Extensions.builder();
        values.forEach((code, data) -> builder.putRaw(new ExtensionType(code), data));
        return builder.build();
    }

    private static Arbitrary<byte[]> bytes(int min, int max) {
        return Arbitraries.bytes().array(byte[].class).ofMinSize(min).ofMaxSize(max);
    }

    static List<Kind> messageKinds() {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind != Kind.CHANGE_CIPHER_SPEC)
                .toList();
    }
}
