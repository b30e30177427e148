package handclasp.tls.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import handclasp.tls.Alert;
import handclasp.tls.Field;
import handclasp.tls.Malformed;
import handclasp.tls.NamedGroup;
import handclasp.tls.TlsError;
import handclasp.tls.TlsException;
import java.util.HexFormat;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireReaderTest {
    @Test
    void readsNumbersWithoutSign() throws TlsException {
        WireReader in = over("ff fffe fffffffd 001d 04");

        assertThat(in.u8("a")).isEqualTo(0xff);
        assertThat(in.u16("b")).isEqualTo(0xfffe);
        assertThat(in.u32("c")).isEqualTo(0xfffffffdL);
        assertThat(in.code16("d", NamedGroup::new)).isEqualTo(NamedGroup.X25519);
        assertThat(in.remaining()).isEqualTo(1);
        assertThat(in.<Integer>code8("e", code -> code)).isEqualTo(4);
        in.finish("all");
    }

    @Test
    void startsWhereItIsTold() throws TlsException {
        assertThat(WireReader.over(bytes("0102030405"), 3).rest("rest")).containsExactly(4, 5);
    }

    @Test
    void givesCopies() throws TlsException {
        byte[] source = bytes("02 aabb cc");
        byte[] vector = WireReader.over(source, 0).vector("v", 1, 0, 255);
        source[1] = 0;

        assertThat(vector).isEqualTo(bytes("aabb"));
    }

    @ParameterizedTest
    @CsvSource({"1, 02 aabb", "2, 0002 aabb", "3, 000002 aabb"})
    void readsLengthsOfEverySize(int prefix, String hex) throws TlsException {
        WireReader in = over(hex);

        assertThat(in.vector("v", prefix, 0, 255)).isEqualTo(bytes("aabb"));
        in.finish("all");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4})
    void refusesLengthsOutOfRange(int length) {
        byte[] vector = new WireWriter().vector(2, new byte[length]).toByteArray();
        TlsException refusal =
                refusal(() -> WireReader.over(vector, 0).vector("opaque_thing", 2, 2, 2));

        assertRefused(refusal, Malformed.LENGTH_OUT_OF_RANGE, "opaque_thing has " + length);
        assertThat(refusal).hasMessageContaining("not 2 to 2");
    }

    @Test
    void acceptsTheEndsOfARange() throws TlsException {
        byte[] two = new WireWriter().vector(2, new byte[2]).toByteArray();
        byte[] four = new WireWriter().vector(2, new byte[4]).toByteArray();

        assertThat(WireReader.over(two, 0).vector("v", 2, 2, 4)).hasSize(2);
        assertThat(WireReader.over(four, 0).vector("v", 2, 2, 4)).hasSize(4);
    }

    @Test
    void namesTheFieldThatIsTruncated() {
        assertRefused(refusal(() -> over("").u8("one")), Malformed.FIELD_TRUNCATED, "one needs 1");
        assertRefused(refusal(() -> over("00").u16("two")), Malformed.FIELD_TRUNCATED, "two needs");
        assertRefused(
                refusal(() -> over("000000").u32("four")), Malformed.FIELD_TRUNCATED, "four needs");
        assertRefused(
                refusal(() -> over("0000").opaque("random", 32)),
                Malformed.FIELD_TRUNCATED,
                "random needs 32 bytes, 2 are left");
        assertRefused(
                refusal(() -> over("0003aabb").vector("cookie", 2, 0, 9)),
                Malformed.FIELD_TRUNCATED,
                "cookie needs 3 bytes, 2 are left");
        assertRefused(
                refusal(() -> over("0003aabb").block("list", 2, 0, 9, in -> in.rest("x"))),
                Malformed.FIELD_TRUNCATED,
                "list needs 3 bytes, 2 are left");
    }

    @Test
    void keepsNestedBlocksWithinTheirBounds() {
        // The outer block is three bytes long; the inner one claims two, of which one is outside.
        WireReader in = over("03 00 02 aa bb");
        TlsException refusal =
                refusal(
                        () ->
                                in.block(
                                        "outer",
                                        1,
                                        0,
                                        255,
                                        outer ->
                                                outer.block(
                                                        "inner", 2, 0, 255, WireReaderTest::two)));

        assertRefused(refusal, Malformed.FIELD_TRUNCATED, "inner needs 2 bytes, 1 are left");
    }

    @Test
    void refusesWhatIsLeftOver() {
        assertRefused(
                refusal(() -> over("02 aa bb").block("block", 1, 0, 9, in -> in.u8("x"))),
                Malformed.TRAILING_DATA,
                "1 bytes after block");
        assertRefused(
                refusal(() -> over("aa bb").finish("ServerHello")),
                Malformed.TRAILING_DATA,
                "2 bytes after ServerHello");
        assertRefused(
                refusal(() -> over("03 0001 00").list("codes", 1, 0, 9, in -> in.u16("code"))),
                Malformed.FIELD_TRUNCATED,
                "code needs 2 bytes, 1 are left");
    }

    @Test
    void goesOnBehindABlock() throws TlsException {
        WireReader in = over("04 0001 0002 ff");

        assertThat(in.list("codes", 1, 2, 254, each -> each.u16("code"))).containsExactly(1, 2);
        assertThat(in.u8("next")).isEqualTo(0xff);
    }

    @Test
    void everyTruncationIsRefusedAndNamed() throws TlsException {
        byte[] whole = bytes("01 0002 00000003 02 aabb 0004 0001 0002 ccdd");
        readAll(WireReader.over(whole, 0));
        for (int length = 0; length < whole.length; length++) {
            byte[] part = java.util.Arrays.copyOf(whole, length);
            TlsException refusal = refusal(() -> readAll(WireReader.over(part, 0)));
            assertThat(refusal.error()).isEqualTo(Malformed.FIELD_TRUNCATED);
            assertThat(refusal.getMessage())
                    .containsPattern("(u8|u16|u32|vector|list|entry|last) needs");
        }
    }

    @Test
    void tracesFieldsWhereTheyStand() throws TlsException {
        byte[] message = bytes("eeeeeeee 01 0002 00000003 02 aabb 0004 0001 0002 ccdd");
        FieldTrace trace = new FieldTrace();
        readAll(WireReader.tracing(message, 4, trace));

        assertThat(trace.fields())
                .containsExactly(
                        leaf("u8", "1", 4, 1),
                        leaf("u16", "2", 5, 2),
                        leaf("u32", "3", 7, 4),
                        leaf("vector", "aabb", 11, 3),
                        new Field(
                                "list",
                                "",
                                14,
                                6,
                                List.of(leaf("entry", "1", 16, 2), leaf("entry", "2", 18, 2))),
                        leaf("last", "ccdd", 20, 2));
    }

    @Test
    void tracesGroupsWithoutALengthOfTheirOwn() throws TlsException {
        FieldTrace trace = new FieldTrace();
        WireReader in = WireReader.tracing(bytes("0102"), 0, trace);
        in.group("pair", pair -> pair.u8("x") + pair.u8("y"));

        assertThat(trace.fields())
                .containsExactly(
                        new Field(
                                "pair",
                                "",
                                0,
                                2,
                                List.of(leaf("x", "1", 0, 1), leaf("y", "2", 1, 1))));
    }

    @Test
    void tracesWhatWasReadBeforeItBrokeOff() {
        FieldTrace trace = new FieldTrace();
        WireReader in = WireReader.tracing(bytes("07 04 0001 00"), 0, trace);
        refusal(
                () -> {
                    in.u8("first");
                    in.block("block", 1, 0, 9, inner -> inner.u16("inside"));
                });
        assertThat(trace.fields()).containsExactly(leaf("first", "7", 0, 1));

        FieldTrace inside = new FieldTrace();
        WireReader broken = WireReader.tracing(bytes("03 0001 00"), 0, inside);
        refusal(() -> broken.list("codes", 1, 0, 9, each -> each.u16("code")));
        assertThat(inside.fields()).containsExactly(leaf("code", "1", 1, 2));
    }

    @Test
    void shortensLongBytesInATrace() throws TlsException {
        FieldTrace trace = new FieldTrace();
        WireReader.tracing(new byte[65], 0, trace).rest("long");
        WireReader.tracing(new byte[64], 0, trace).rest("short");

        assertThat(trace.fields().get(0).value()).isEqualTo("00".repeat(64) + "… (65 bytes)");
        assertThat(trace.fields().get(1).value()).isEqualTo("00".repeat(64));
    }

    private static void readAll(WireReader in) throws TlsException {
        in.u8("u8");
        in.u16("u16");
        in.u32("u32");
        in.vector("vector", 1, 0, 255);
        in.list("list", 2, 0, 255, each -> each.u16("entry"));
        in.opaque("last", 2);
        in.finish("all");
    }

    private static byte[] two(WireReader in) throws TlsException {
        return in.opaque("two", 2);
    }

    private static Field leaf(String name, String value, int offset, int length) {
        return new Field(name, value, offset, length, List.of());
    }

    private static WireReader over(String hex) {
        return WireReader.over(bytes(hex), 0);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static TlsException refusal(ThrowingCallable reading) {
        TlsException refusal = catchThrowableOfType(TlsException.class, reading);
        assertThat(refusal).isNotNull();
        return refusal;
    }

    private static void assertRefused(TlsException refusal, TlsError error, String detail) {
        assertThat(refusal.error()).isEqualTo(error);
        assertThat(refusal.error().alert()).isEqualTo(Alert.DECODE_ERROR);
        assertThat(refusal).hasMessageContaining(detail);
    }
}
