package handclasp.tls.internal.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import handclasp.tls.NamedGroup;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.ServerName;
import handclasp.tls.SignatureScheme;
import handclasp.tls.TlsException;
import handclasp.tls.internal.wire.WireReader;
import handclasp.tls.internal.wire.WireWriter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Every form of every extension, in every message that may carry it. */
class ExtensionFormsTest {
    private static final Arbitrary<Integer> CODE = Arbitraries.integers().between(0, 0xffff);
    private static final Map<Extension<?>, Arbitrary<?>> VALUES = values();

    /** A form, a value for it and a message that may carry it. */
    record Sample<T>(Extension<T> form, T value, Place place) {
        Extensions extensions() {
            return Extensions.builder().put(form, value).build();
        }
    }

    /** Those that any bytes fit, and the share of a ServerHello, which is none without its version. */
    @Test
    void thereAreValuesForEveryForm() {
        assertThat(ExtensionTable.all().stream().filter(form -> !VALUES.containsKey(form)).toList())
                .as("forms without a round trip here")
                .extracting(form -> form.type().toString() + form.places())
                .containsExactlyInAnyOrder(
                        "server_name[CertificateRequest]",
                        "key_share[ServerHello]",
                        "pre_shared_key[ServerHello]",
                        "session_ticket[ClientHello]",
                        "status_request[ClientHello, CertificateRequest]",
                        "status_request[Certificate]",
                        "supported_groups[ServerHello]");
    }

    @Property(tries = 400)
    void comesBackAsItWas(@ForAll("samples") Sample<?> sample) throws TlsException {
        comesBack(sample);
    }

    private static <T> void comesBack(Sample<T> sample) throws TlsException {
        byte[] written = write(sample.extensions());
        Extensions read = read(sample.place(), written);

        assertThat(read.types()).containsExactly(sample.form().type());
        assertThat(sample.form().in(read))
                .get()
                .usingRecursiveComparison()
                .isEqualTo(sample.value());
        assertThat(write(read)).isEqualTo(written);
        assertThat(read.encoded(sample.form().type()))
                .get()
                .isEqualTo(Arrays.copyOfRange(written, 6, written.length));
    }

    /** Bytes left over in an extension are an error wherever the form is known (RFC 9846 §4.3). */
    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void trailingBytesAreRefused(@ForAll("samples") Sample<?> sample) {
        byte[] body = write(sample.extensions());
        byte[] longer = Arrays.copyOfRange(body, 6, body.length + 1);
        byte[] written = block(sample.form().type().code(), longer);

        assertThat(catchThrowableOfType(TlsException.class, () -> read(sample.place(), written)))
                .isNotNull();
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void truncatedValuesAreRefused(@ForAll("samples") Sample<?> sample) {
        byte[] body = write(sample.extensions());
        for (int length = 0; length < Math.min(body.length - 6, 40); length++) {
            byte[] written =
                    block(sample.form().type().code(), Arrays.copyOfRange(body, 6, 6 + length));
            assertThat(
                            catchThrowableOfType(
                                    TlsException.class, () -> read(sample.place(), written)))
                    .as("%s cut to %d bytes", sample.form().type(), length)
                    .isNotNull();
        }
    }

    @Provide
    Arbitrary<Sample<?>> samples() {
        return Arbitraries.of(VALUES.keySet()).flatMap(ExtensionFormsTest::samplesOf);
    }

    @SuppressWarnings("unchecked") // the table pairs forms with values of their type
    private static <T> Arbitrary<Sample<?>> samplesOf(Extension<T> form) {
        Arbitrary<T> values = (Arbitrary<T>) VALUES.get(form);
        return Combinators.combine(values, Arbitraries.of(form.places()))
                .as((value, place) -> new Sample<>(form, value, place));
    }

    private static Map<Extension<?>, Arbitrary<?>> values() {
        Map<Extension<?>, Arbitrary<?>> values = new HashMap<>();
        values.put(
                ExtensionTable.SERVER_NAME,
                dnsNames().map(name -> Optional.of(ServerName.of(name))));
        values.put(ExtensionTable.SERVER_NAME_USED, Arbitraries.just(true));
        values.put(
                ExtensionTable.SUPPORTED_GROUPS,
                codes(32_767).map(list -> map(list, NamedGroup::new)));
        Arbitrary<List<SignatureScheme>> schemes =
                codes(32_766).map(list -> map(list, SignatureScheme::new));
        values.put(ExtensionTable.SIGNATURE_ALGORITHMS, schemes);
        values.put(ExtensionTable.SIGNATURE_ALGORITHMS_CERT, schemes);
        values.put(
                ExtensionTable.APPLICATION_PROTOCOLS,
                protocols().list().ofMinSize(1).ofMaxSize(10));
        values.put(ExtensionTable.APPLICATION_PROTOCOL, protocols());
        values.put(
                ExtensionTable.SUPPORTED_VERSIONS,
                codes(127).map(list -> map(list, ProtocolVersion::new)));
        values.put(ExtensionTable.SELECTED_VERSION, CODE.map(ProtocolVersion::new));
        values.put(ExtensionTable.COOKIE, bytes(1, 0xfffd));
        values.put(
                ExtensionTable.CERTIFICATE_AUTHORITIES,
                dnsNames()
                        .map(name -> new X500Principal("CN=" + name + ", O=Example"))
                        .list()
                        .ofMinSize(1)
                        .ofMaxSize(5));
        values.put(ExtensionTable.KEY_SHARES, keyShares().list().ofMaxSize(5));
        for (Extension<Boolean> flag :
                List.of(
                        ExtensionTable.EXTENDED_MASTER_SECRET,
                        ExtensionTable.ENCRYPT_THEN_MAC,
                        ExtensionTable.SESSION_TICKET_FOLLOWS,
                        ExtensionTable.STATUS_FOLLOWS)) {
            values.put(flag, Arbitraries.just(true));
        }
        values.put(ExtensionTable.EARLY_DATA, Arbitraries.just(true));
        values.put(
                ExtensionTable.MAX_EARLY_DATA_SIZE, Arbitraries.longs().between(0, 0xffff_ffffL));
        values.put(ExtensionTable.PSK_KEY_EXCHANGE_MODES, bytes(1, 255));
        values.put(
                ExtensionTable.PRE_SHARED_KEYS,
                psks().list().ofMinSize(1).ofMaxSize(4).map(ExtensionFormsTest::offered));
        values.put(ExtensionTable.RENEGOTIATION_INFO, bytes(0, 255));
        values.put(ExtensionTable.EC_POINT_FORMATS, bytes(1, 255));
        values.put(ExtensionTable.SELECTED_GROUP, CODE.map(NamedGroup::new));
        return values;
    }

    private record Psk(PskIdentity identity, byte[] binder) {}

    private static Arbitrary<Psk> psks() {
        return Combinators.combine(
                        bytes(1, 300), Arbitraries.longs().between(0, 0xffff_ffffL), bytes(32, 255))
                .as((identity, age, binder) -> new Psk(new PskIdentity(identity, age), binder));
    }

    private static OfferedPsks offered(List<Psk> psks) {
        return new OfferedPsks(
                psks.stream().map(Psk::identity).toList(), psks.stream().map(Psk::binder).toList());
    }

    private static Arbitrary<List<Integer>> codes(int max) {
        return CODE.list().ofMinSize(1).ofMaxSize(Math.min(max, 60));
    }

    private static <T> List<T> map(
            List<Integer> codes, java.util.function.IntFunction<T> constructor) {
        return codes.stream().map(constructor::apply).toList();
    }

    private static Arbitrary<KeyShareEntry> keyShares() {
        return Combinators.combine(CODE.map(NamedGroup::new), bytes(1, 200)).as(KeyShareEntry::new);
    }

    private static Arbitrary<String> dnsNames() {
        Arbitrary<String> label =
                Arbitraries.strings()
                        .withCharRange('a', 'z')
                        .numeric()
                        .ofMinLength(1)
                        .ofMaxLength(20);
        return label.list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(labels -> String.join(".", labels) + ".test");
    }

    /** Of 1 to 255 bytes. */
    private static Arbitrary<String> protocols() {
        return Arbitraries.strings().withCharRange(' ', '\u00ff').ofMinLength(1).ofMaxLength(255);
    }

    private static Arbitrary<byte[]> bytes(int min, int max) {
        return Arbitraries.bytes().array(byte[].class).ofMinSize(min).ofMaxSize(Math.min(max, 300));
    }

    private static byte[] write(Extensions extensions) {
        WireWriter out = new WireWriter();
        extensions.write(out);
        return out.toByteArray();
    }

    private static byte[] block(int type, byte[] body) {
        return new WireWriter().block(2, out -> out.u16(type).vector(2, body)).toByteArray();
    }

    private static Extensions read(Place place, byte[] written) throws TlsException {
        WireReader in = WireReader.over(written, 0);
        Extensions extensions = Extensions.read(place, in, 0, 0xffff);
        in.finish("extensions");
        return extensions;
    }
}
