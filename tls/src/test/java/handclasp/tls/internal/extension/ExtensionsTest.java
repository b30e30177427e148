package handclasp.tls.internal.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import handclasp.tls.Alert;
import handclasp.tls.ExtensionType;
import handclasp.tls.Malformed;
import handclasp.tls.Misbehaved;
import handclasp.tls.NamedGroup;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.TlsError;
import handclasp.tls.TlsException;
import handclasp.tls.internal.wire.WireReader;
import handclasp.tls.internal.wire.WireWriter;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExtensionsTest {
    private static final ExtensionType UNKNOWN = new ExtensionType(0x5a5b);

    @ParameterizedTest
    @EnumSource(Place.class)
    void unknownOnesSurviveInTheirOrder(Place place) throws TlsException {
        String hex = "0015" + "5a5b0003aabbcc" + "0a0a0000" + "5a5c000400112233" + "fffe0000";
        hex = "0017" + hex.substring(4);
        byte[] written = HexFormat.of().parseHex(hex);
        Extensions read = read(place, written);

        assertThat(read.types())
                .containsExactly(
                        UNKNOWN,
                        new ExtensionType(0x0a0a),
                        new ExtensionType(0x5a5c),
                        new ExtensionType(0xfffe));
        assertThat(read.encoded(UNKNOWN)).get().isEqualTo(new byte[] {-86, -69, -52});
        assertThat(write(read)).isEqualTo(written);
        assertThat(write(read.toBuilder().build())).isEqualTo(written);
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void refusesOneThatStandsTwice(Place place) {
        byte[] written = HexFormat.of().parseHex("0008" + "5a5b0000" + "5a5b0000");

        assertRefused(place, written, Misbehaved.DUPLICATE_EXTENSION, Alert.ILLEGAL_PARAMETER);
    }

    @Test
    void refusesAKnownOneThatStandsTwice() {
        byte[] written = HexFormat.of().parseHex("000c" + "002b00020304" + "002b00020304");

        assertRefused(
                Place.SERVER_HELLO,
                written,
                Misbehaved.DUPLICATE_EXTENSION,
                Alert.ILLEGAL_PARAMETER);
    }

    /** The table of RFC 9846 §4.3, as far as this library knows the extensions. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    0  | CLIENT_HELLO ENCRYPTED_EXTENSIONS CERTIFICATE_REQUEST
                    5  | CLIENT_HELLO CERTIFICATE_REQUEST CERTIFICATE
                    10 | CLIENT_HELLO ENCRYPTED_EXTENSIONS
                    11 | CLIENT_HELLO
                    13 | CLIENT_HELLO CERTIFICATE_REQUEST
                    16 | CLIENT_HELLO ENCRYPTED_EXTENSIONS
                    22 | CLIENT_HELLO
                    23 | CLIENT_HELLO
                    35 | CLIENT_HELLO
                    43 | CLIENT_HELLO SERVER_HELLO HELLO_RETRY_REQUEST
                    44 | CLIENT_HELLO HELLO_RETRY_REQUEST
                    47 | CLIENT_HELLO CERTIFICATE_REQUEST
                    50 | CLIENT_HELLO CERTIFICATE_REQUEST
                    51 | CLIENT_HELLO SERVER_HELLO HELLO_RETRY_REQUEST
                    65281 | CLIENT_HELLO
                    """)
    void refusesKnownOnesInOtherMessages(int code, String legal) throws TlsException {
        for (Place place : Place.values()) {
            if (place == Place.SERVER_HELLO_12) {
                continue;
            }
            // An empty body is a syntax error or fine where the extension is legal; elsewhere its
            // place is refused before its body is looked at.
            byte[] written =
                    new WireWriter()
                            .block(2, out -> selectedVersion(place, code, out).u16(code).u16(0))
                            .toByteArray();
            TlsException refusal =
                    catchThrowableOfType(TlsException.class, () -> read(place, written));
            boolean wrongPlace =
                    refusal != null && refusal.error() == Misbehaved.EXTENSION_IN_WRONG_MESSAGE;
            assertThat(wrongPlace)
                    .as("%d in %s", code, place)
                    .isEqualTo(!List.of(legal.split(" ")).contains(place.name()));
            if (wrongPlace) {
                assertThat(refusal.error().alert()).isEqualTo(Alert.ILLEGAL_PARAMETER);
                assertThat(refusal).hasMessageContaining(place.toString());
            }
        }
    }

    /** Only with a selected version an answer is one of TLS 1.3, whose rules hold. */
    private static WireWriter selectedVersion(Place place, int other, WireWriter out) {
        boolean answer = place == Place.SERVER_HELLO || place == Place.HELLO_RETRY_REQUEST;
        return answer && other != 43 ? out.u16(43).u16(2).u16(0x0304) : out;
    }

    @Test
    void anOlderServerHelloMayCarryOthers() throws TlsException {
        byte[] written = new WireWriter().block(2, out -> out.u16(13).u16(0)).toByteArray();

        assertThat(read(Place.SERVER_HELLO, written).types())
                .containsExactly(ExtensionType.SIGNATURE_ALGORITHMS);
    }

    @Test
    void refusesMoreThanAnyoneSends() {
        byte[] written =
                new WireWriter()
                        .block(
                                2,
                                out -> {
                                    for (int i = 0; i < 257; i++) {
                                        out.u16(0x4000 + i).u16(0);
                                    }
                                })
                        .toByteArray();

        assertRefused(
                Place.CLIENT_HELLO,
                written,
                Misbehaved.TOO_MANY_EXTENSIONS,
                Alert.ILLEGAL_PARAMETER);
    }

    /** Judging a name must take time in proportion to its length. */
    @Test
    @Timeout(10)
    void aLongNameThatIsAlmostAnAddressIsRefusedAtOnce() {
        assertRefused(
                Place.CLIENT_HELLO,
                serverName(0, ":".repeat(65_000) + "g"),
                Misbehaved.ILLEGAL_SERVER_NAME,
                Alert.ILLEGAL_PARAMETER);
    }

    @Test
    void theTableHoldsNoOthers() {
        TreeSet<Integer> codes = new TreeSet<>();
        ExtensionTable.all().forEach(form -> codes.add(form.type().code()));

        assertThat(codes)
                .containsExactly(
                        0, 5, 10, 11, 13, 16, 22, 23, 35, 41, 42, 43, 44, 45, 47, 50, 51, 0xff01);
    }

    /** What a ServerHello of TLS 1.2 may carry, which others may not. */
    @Test
    void aServerHelloOfTls12IsJudgedByItsReader() throws TlsException {
        Extensions legal =
                read(
                        Place.SERVER_HELLO,
                        new WireWriter()
                                .block(2, out -> out.u16(23).u16(0).u16(35).u16(0).u16(5).u16(0))
                                .toByteArray());
        legal.requireInPlace(Place.SERVER_HELLO_12);
        assertThat(ExtensionTable.EXTENDED_MASTER_SECRET.in(legal)).contains(true);
        assertThat(ExtensionTable.SESSION_TICKET_FOLLOWS.in(legal)).contains(true);
        assertThat(ExtensionTable.STATUS_FOLLOWS.in(legal)).contains(true);
        assertThat(ExtensionTable.ENCRYPT_THEN_MAC.in(legal)).contains(false);

        Extensions illegal =
                read(
                        Place.SERVER_HELLO,
                        new WireWriter().block(2, out -> out.u16(51).u16(0)).toByteArray());
        TlsException refusal =
                catchThrowableOfType(
                        TlsException.class, () -> illegal.requireInPlace(Place.SERVER_HELLO_12));
        assertThat(refusal.error()).isEqualTo(Misbehaved.EXTENSION_IN_WRONG_MESSAGE);
    }

    @Test
    void tellsWhatAbsenceMeans() throws TlsException {
        assertThat(ExtensionTable.SERVER_NAME.in(Extensions.NONE)).contains(Optional.empty());
        assertThat(ExtensionTable.SERVER_NAME_USED.in(Extensions.NONE)).contains(false);
        assertThat(ExtensionTable.APPLICATION_PROTOCOLS.in(Extensions.NONE)).contains(List.of());
        assertThat(ExtensionTable.CERTIFICATE_AUTHORITIES.in(Extensions.NONE)).contains(List.of());
        assertThat(ExtensionTable.COOKIE.in(Extensions.NONE)).isEmpty();
        assertThat(ExtensionTable.CERTIFICATE_AUTHORITIES.requiredIn(Extensions.NONE)).isEmpty();

        TlsException refusal =
                catchThrowableOfType(
                        TlsException.class,
                        () -> ExtensionTable.SIGNATURE_ALGORITHMS.requiredIn(Extensions.NONE));
        assertThat(refusal.error()).isEqualTo(Misbehaved.MISSING_EXTENSION);
        assertThat(refusal.error().alert()).isEqualTo(Alert.MISSING_EXTENSION);
        assertThat(refusal).hasMessageContaining("signature_algorithms");
    }

    @Test
    void refusesAnswersThatWereNotAskedFor() throws TlsException {
        Extensions answer = Extensions.builder().putRaw(UNKNOWN, new byte[0]).build();
        answer.requireRequested(List.of(ExtensionType.COOKIE, UNKNOWN), Place.SERVER_HELLO);

        TlsException refusal =
                catchThrowableOfType(
                        TlsException.class,
                        () ->
                                answer.requireRequested(
                                        List.of(ExtensionType.COOKIE), Place.SERVER_HELLO));
        assertThat(refusal.error()).isEqualTo(Misbehaved.UNSOLICITED_EXTENSION);
        assertThat(refusal.error().alert()).isEqualTo(Alert.UNSUPPORTED_EXTENSION);
    }

    @Test
    void aBuilderReplacesInPlace() {
        Extensions extensions =
                Extensions.builder()
                        .put(ExtensionTable.SELECTED_VERSION, ProtocolVersion.TLS_1_2)
                        .put(ExtensionTable.SELECTED_GROUP, NamedGroup.X448)
                        .put(ExtensionTable.SELECTED_VERSION, ProtocolVersion.TLS_1_3)
                        .putRaw(UNKNOWN, new byte[1])
                        .remove(UNKNOWN)
                        .build();

        assertThat(extensions.types())
                .containsExactly(ExtensionType.SUPPORTED_VERSIONS, ExtensionType.KEY_SHARE);
        assertThat(ExtensionTable.SELECTED_VERSION.in(extensions))
                .contains(ProtocolVersion.TLS_1_3);
        assertThat(extensions.contains(UNKNOWN)).isFalse();
    }

    // ---- server_name

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "fe80::1", "999.1.1.1"})
    void anAddressAsServerNameIsNoName(String address) throws TlsException {
        byte[] written = serverName(0, address);
        Extensions read = read(Place.CLIENT_HELLO, written);

        assertThat(ExtensionTable.SERVER_NAME.in(read)).contains(Optional.empty());
        assertThat(write(read)).as("survives as it came").isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "-", "exa\u0000mple", "b\u00fccher.example", "a..b", "/"})
    void refusesWhatIsNoHostName(String name) {
        assertRefused(
                Place.CLIENT_HELLO,
                serverName(0, name),
                Misbehaved.ILLEGAL_SERVER_NAME,
                Alert.ILLEGAL_PARAMETER);
    }

    @Test
    void ignoresServerNamesOfOtherTypes() throws TlsException {
        Extensions read = read(Place.CLIENT_HELLO, serverName(7, "anything goes"));

        assertThat(ExtensionTable.SERVER_NAME.in(read)).contains(Optional.empty());
    }

    @Test
    void refusesTwoHostNames() {
        byte[] written =
                extension(
                        0,
                        new WireWriter()
                                .block(
                                        2,
                                        list ->
                                                list.u8(0)
                                                        .vector(2, ascii("a.test"))
                                                        .u8(0)
                                                        .vector(2, ascii("b.test")))
                                .toByteArray());

        assertRefused(
                Place.CLIENT_HELLO,
                written,
                Misbehaved.ILLEGAL_SERVER_NAME,
                Alert.ILLEGAL_PARAMETER);
    }

    /** Names that are not UTF-8 are legal (RFC 7301 §3.1), and a hello with them can be told from another. */
    @Test
    void protocolNamesThatAreNotTextSurvive() throws TlsException {
        byte[] name = new byte[255];
        java.util.Arrays.fill(name, (byte) 0xfe);
        byte[] written =
                extension(
                        16, new WireWriter().block(2, list -> list.vector(1, name)).toByteArray());
        Extensions read = read(Place.CLIENT_HELLO, written);

        assertThat(ExtensionTable.APPLICATION_PROTOCOLS.in(read).orElseThrow()).hasSize(1);
        assertThat(write(read)).isEqualTo(written);
    }

    @Test
    void refusesAnAuthorityThatIsNoName() {
        byte[] written = extension(47, HexFormat.of().parseHex("0004" + "0002" + "ffff"));

        assertRefused(
                Place.CERTIFICATE_REQUEST, written, Malformed.ILLEGAL_ENCODING, Alert.DECODE_ERROR);
    }

    private static void assertRefused(Place place, byte[] written, TlsError error, Alert alert) {
        TlsException refusal = catchThrowableOfType(TlsException.class, () -> read(place, written));
        assertThat(refusal).isNotNull();
        assertThat(refusal.error()).isEqualTo(error);
        assertThat(refusal.error().alert()).isEqualTo(alert);
    }

    private static byte[] serverName(int type, String name) {
        byte[] bytes = name.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        return extension(
                0, new WireWriter().block(2, list -> list.u8(type).vector(2, bytes)).toByteArray());
    }

    private static byte[] extension(int type, byte[] body) {
        return new WireWriter().block(2, out -> out.u16(type).vector(2, body)).toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }

    private static byte[] write(Extensions extensions) {
        WireWriter out = new WireWriter();
        extensions.write(out);
        return out.toByteArray();
    }

    private static Extensions read(Place place, byte[] written) throws TlsException {
        return Extensions.read(place, WireReader.over(written, 0), 0, 0xffff);
    }
}
