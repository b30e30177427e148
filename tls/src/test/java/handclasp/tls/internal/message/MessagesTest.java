package handclasp.tls.internal.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import handclasp.tls.CipherSuite;
import handclasp.tls.ExtensionType;
import handclasp.tls.HandshakeType;
import handclasp.tls.NamedGroup;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.SignatureScheme;
import handclasp.tls.TlsException;
import handclasp.tls.internal.extension.Extensions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.security.auth.x500.X500Principal;
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
    private static final List<Arbitrary<Sample>> MESSAGES =
            List.of(
                    anyForm(Kind.CLIENT_HELLO, clientHellos()),
                    anyForm(Kind.SERVER_HELLO, serverHellos()),
                    in(Form.TLS13, Kind.HELLO_RETRY_REQUEST, retries()),
                    in(
                            Form.TLS13,
                            Kind.ENCRYPTED_EXTENSIONS,
                            extensions().map(EncryptedExtensions::new)),
                    in(
                            Form.TLS13,
                            Kind.CERTIFICATE_REQUEST,
                            Combinators.combine(bytes(0, 255), extensions())
                                    .as(CertificateRequest::new)),
                    in(Form.TLS13, Kind.CERTIFICATE, certificates()),
                    anyForm(
                            Kind.CERTIFICATE_VERIFY,
                            Combinators.combine(CODE.map(SignatureScheme::new), bytes(0, 600))
                                    .as(CertificateVerify::new)),
                    anyForm(Kind.FINISHED, bytes(0, 64).map(Finished::new)),
                    in(Form.TLS13, Kind.NEW_SESSION_TICKET, tickets()),
                    in(
                            Form.TLS13,
                            Kind.KEY_UPDATE,
                            Arbitraries.of(true, false).map(KeyUpdate::new)),
                    in(Form.TLS13, Kind.END_OF_EARLY_DATA, Arbitraries.just(new EndOfEarlyData())),
                    in(Form.RSA, Kind.HELLO_REQUEST, Arbitraries.just(new HelloRequest())),
                    in(
                            Form.ECDHE,
                            Kind.CERTIFICATE,
                            bytes(1, 900).list().ofMaxSize(5).map(Certificate12::new)),
                    in(Form.DHE, Kind.CERTIFICATE_REQUEST, requests12()),
                    in(
                            Form.RSA,
                            Kind.CERTIFICATE_STATUS,
                            bytes(1, 900).map(CertificateStatus::new)),
                    in(Form.ECDHE, Kind.SERVER_KEY_EXCHANGE, exchanges(curves())),
                    in(Form.DHE, Kind.SERVER_KEY_EXCHANGE, exchanges(fields())),
                    in(Form.RSA, Kind.SERVER_HELLO_DONE, Arbitraries.just(new ServerHelloDone())),
                    clientExchanges(Form.ECDHE, 1, 255),
                    clientExchanges(Form.DHE, 1, 600),
                    clientExchanges(Form.RSA, 0, 600),
                    in(
                            Form.ECDHE,
                            Kind.NEW_SESSION_TICKET,
                            Combinators.combine(
                                            Arbitraries.longs().between(0, 0xffffffffL),
                                            bytes(0, 400))
                                    .as(NewSessionTicket12::new)));

    @Test
    void thereAreMessagesOfEveryKind() {
        List<Kind> kinds = MESSAGES.stream().map(each -> each.sample().kind()).distinct().toList();
        assertThat(kinds).containsExactlyInAnyOrderElementsOf(messageKinds());
    }

    private static Arbitrary<Sample> anyForm(
            Kind kind, Arbitrary<? extends HandshakeMessage> messages) {
        return Combinators.combine(Arbitraries.of(Form.class), messages)
                .as((form, message) -> new Sample(form, kind, message));
    }

    private static Arbitrary<Sample> in(
            Form form, Kind kind, Arbitrary<? extends HandshakeMessage> messages) {
        return messages.map(message -> new Sample(form, kind, message));
    }

    private static Arbitrary<Sample> clientExchanges(Form form, int min, int max) {
        return in(
                form,
                Kind.CLIENT_KEY_EXCHANGE,
                bytes(min, max).map(value -> new ClientKeyExchange(form, value)));
    }

    private static Arbitrary<ServerKeyExchange> exchanges(
            Arbitrary<? extends ServerKeyExchange.Parameters> parameters) {
        return Combinators.combine(parameters, CODE.map(SignatureScheme::new), bytes(0, 600))
                .as(ServerKeyExchange::new);
    }

    private static Arbitrary<ServerKeyExchange.Curve> curves() {
        return Combinators.combine(CODE.map(NamedGroup::new), bytes(1, 255))
                .as(ServerKeyExchange.Curve::new);
    }

    private static Arbitrary<ServerKeyExchange.FiniteField> fields() {
        return Combinators.combine(bytes(1, 600), bytes(1, 4), bytes(1, 600))
                .as(ServerKeyExchange.FiniteField::new);
    }

    private static Arbitrary<CertificateRequest12> requests12() {
        return Combinators.combine(
                        Arbitraries.integers()
                                .between(0, 255)
                                .map(CertificateType::new)
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(20),
                        CODE.map(SignatureScheme::new).list().ofMinSize(1).ofMaxSize(20),
                        Arbitraries.of("CN=a", "CN=b, O=c")
                                .map(X500Principal::new)
                                .list()
                                .ofMaxSize(4))
                .as(CertificateRequest12::new);
    }

    private static HandshakeType type(Kind kind) {
        return MESSAGES.stream()
                .map(Arbitrary::sample)
                .filter(each -> each.kind() == kind)
                .findFirst()
                .orElseThrow()
                .message()
                .type();
    }

    @Property(tries = 300)
    void comesBackAsItWas(@ForAll("samples") Sample sample) throws TlsException {
        byte[] bytes = sample.message().encode();
        assertThat(Kind.of(bytes)).contains(sample.kind());
        assertThat(Kind.describe(bytes)).isEqualTo(sample.message().name());
        Input.Message read = sample.kind().read(sample.form(), bytes);

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
                catchThrowableOfType(
                        TlsException.class, () -> sample.kind().read(sample.form(), longer));

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
            @ForAll("messageBytes") byte[] body, @ForAll("kinds") Kind kind, @ForAll Form form) {
        byte[] message = new RawMessage(type(kind), body).encode();
        TlsException refusal =
                catchThrowableOfType(TlsException.class, () -> kind.read(form, message));
        assertThat(refusal == null || refusal.getStackTrace().length == 0).isTrue();
        assertThat(Kind.viewOf(form, message).fields()).isNotNull();
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
                catchThrowableOfType(
                        TlsException.class, () -> sample.kind().read(sample.form(), message));
        assertThat(refusal == null || refusal.error().alert().code() > 0).isTrue();
        assertThat(Kind.viewOf(sample.form(), message).fields()).isNotNull();
    }

    record Sample(Form form, Kind kind, HandshakeMessage message) {}

    @Provide
    Arbitrary<Sample> samples() {
        return Arbitraries.of(MESSAGES).flatMap(each -> each);
    }

    @Provide
    Arbitrary<Kind> kinds() {
        return Arbitraries.of(messageKinds());
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
