package handclasp.tls.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import handclasp.tls.TlsException;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WireWriterTest {
    @Test
    void writesBigEndian() {
        byte[] written =
                new WireWriter()
                        .u8(0x01)
                        .u16(0x0203)
                        .u32(0xf4050607L)
                        .bytes(new byte[] {8})
                        .vector(1, new byte[] {9})
                        .vector(2, new byte[] {10})
                        .vector(3, new byte[] {11})
                        .toByteArray();

        assertThat(HexFormat.of().formatHex(written))
                .isEqualTo("01" + "0203" + "f4050607" + "08" + "0109" + "00010a" + "0000010b");
    }

    @Test
    void putsLengthsBeforeNestedBlocks() {
        byte[] written =
                new WireWriter()
                        .block(2, out -> out.u8(1).block(1, inner -> inner.u16(2)).u8(3))
                        .toByteArray();

        assertThat(HexFormat.of().formatHex(written)).isEqualTo("0005" + "01" + "020002" + "03");
    }

    @Test
    void refusesContentThatItsLengthCannotTell() {
        assertThat(new WireWriter().vector(1, new byte[255]).toByteArray()).hasSize(256);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WireWriter().vector(1, new byte[256]))
                .withMessage("256 bytes do not fit a length of 1 bytes");
        assertThat(new WireWriter().vector(2, new byte[65_535]).toByteArray()).hasSize(65_537);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WireWriter().vector(2, new byte[65_536]));
    }

    @Property(tries = 200)
    void theReaderReadsWhatTheWriterWrote(
            @ForAll @IntRange(max = 255) int small,
            @ForAll @IntRange(max = 65_535) int medium,
            @ForAll @LongRange(max = 0xffffffffL) long large,
            @ForAll @Size(max = 300) byte[] opaque,
            @ForAll @Size(max = 100) List<@IntRange(max = 65_535) Integer> codes)
            throws TlsException {
        byte[] written =
                new WireWriter()
                        .u8(small)
                        .u16(medium)
                        .u32(large)
                        .vector(2, opaque)
                        .block(3, out -> codes.forEach(out::u16))
                        .toByteArray();
        WireReader in = WireReader.over(written, 0);

        assertThat(in.u8("small")).isEqualTo(small);
        assertThat(in.u16("medium")).isEqualTo(medium);
        assertThat(in.u32("large")).isEqualTo(large);
        assertThat(in.vector("opaque", 2, 0, 300)).isEqualTo(opaque);
        assertThat(in.list("codes", 3, 0, 200, each -> each.u16("code"))).isEqualTo(codes);
        in.finish("all");
    }
}
