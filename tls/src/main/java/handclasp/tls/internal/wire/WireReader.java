package handclasp.tls.internal.wire;

import handclasp.tls.Malformed;
import handclasp.tls.TlsException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads the presentation language of RFC 9846 §3 from an array. Every field is read by its name, which error texts and a
 * {@link FieldTrace} use: whoever wants to show a message reads it with a trace through the very code that parses it.
 */
public final class WireReader {
    private final byte[] bytes;
    private final int end;
    private final @Nullable FieldTrace trace;
    private int position;

    private WireReader(byte[] bytes, int start, int end, @Nullable FieldTrace trace) {
        this.bytes = bytes;
        this.position = start;
        this.end = end;
        this.trace = trace;
    }

    /** Over the bytes from {@code start} to the end of the array, which is borrowed while the reader lives. */
    public static WireReader over(byte[] bytes, int start) {
        return new WireReader(bytes, start, bytes.length, null);
    }

    /** The same, telling {@code trace} of each field. */
    public static WireReader tracing(byte[] bytes, int start, FieldTrace trace) {
        return new WireReader(bytes, start, bytes.length, trace);
    }

    /** One that goes on from here by itself and tells nobody, to look ahead. */
    public WireReader ahead() {
        return new WireReader(bytes, position, end, null);
    }

    /** In bytes. */
    public int remaining() {
        return end - position;
    }

    /** Where the next field begins, for {@link #bytesSince}. */
    public int position() {
        return position;
    }

    /** What was read since then, a fresh array. */
    public byte[] bytesSince(int start) {
        return Arrays.copyOfRange(bytes, start, position);
    }

    public int u8(String name) throws TlsException {
        return number(name, 1);
    }

    public int u16(String name) throws TlsException {
        return number(name, 2);
    }

    public long u32(String name) throws TlsException {
        int start = position;
        long value = (long) take(name, 2) << 16 | take(name, 2);
        leaf(name, Long.toString(value), start);
        return value;
    }

    /** A code point of one byte, traced by the text of its type. */
    public <T> T code8(String name, IntFunction<T> type) throws TlsException {
        return code(name, 1, type);
    }

    /** A code point of two bytes, traced by the text of its type. */
    public <T> T code16(String name, IntFunction<T> type) throws TlsException {
        return code(name, 2, type);
    }

    /** A fixed number of bytes, a fresh array. */
    public byte[] opaque(String name, int length) throws TlsException {
        int start = position;
        byte[] value = copy(name, length);
        leaf(name, hex(value), start);
        return value;
    }

    /** All that is left, a fresh array. */
    public byte[] rest(String name) throws TlsException {
        return opaque(name, remaining());
    }

    /** A variable-length vector of bytes with a length of 1, 2 or 3 bytes before it; a fresh array. */
    public byte[] vector(String name, int prefix, int min, int max) throws TlsException {
        int start = position;
        int length = length(name, prefix, min, max);
        byte[] value = copy(name, length);
        leaf(name, hex(value), start);
        return value;
    }

    /** The same for a vector that holds text as a rule; a trace shows printable ASCII as it is. */
    public byte[] text(String name, int prefix, int min, int max) throws TlsException {
        int start = position;
        int length = length(name, prefix, min, max);
        byte[] value = copy(name, length);
        leaf(name, readable(value), start);
        return value;
    }

    /** A variable-length vector whose content has a structure; bytes left over in it are an error. */
    public <T> T block(String name, int prefix, int min, int max, Body<T> body)
            throws TlsException {
        int start = position;
        int length = length(name, prefix, min, max);
        need(name, length);
        WireReader inner = new WireReader(bytes, position, position + length, trace);
        if (trace != null) {
            trace.open();
        }
        T value = body.read(inner);
        inner.finish(name);
        position += length;
        if (trace != null) {
            trace.close(name, start, position - start);
        }
        return value;
    }

    /** A variable-length vector of elements. */
    public <T> List<T> list(String name, int prefix, int min, int max, Body<T> element)
            throws TlsException {
        return block(
                name,
                prefix,
                min,
                max,
                inner -> {
                    List<T> values = new ArrayList<>();
                    while (inner.remaining() > 0) {
                        values.add(element.read(inner));
                    }
                    return List.copyOf(values);
                });
    }

    /** A part that has no length of its own but is worth a heading in a trace. */
    public <T> T group(String name, Body<T> body) throws TlsException {
        int start = position;
        if (trace != null) {
            trace.open();
        }
        T value = body.read(this);
        if (trace != null) {
            trace.close(name, start, position - start);
        }
        return value;
    }

    /** @throws TlsException with {@link Malformed#TRAILING_DATA} if anything is left */
    public void finish(String name) throws TlsException {
        if (position != end) {
            throw TlsException.of(
                    Malformed.TRAILING_DATA, (end - position) + " bytes after " + name);
        }
    }

    private int number(String name, int size) throws TlsException {
        int start = position;
        int value = take(name, size);
        leaf(name, Integer.toString(value), start);
        return value;
    }

    private <T> T code(String name, int size, IntFunction<T> type) throws TlsException {
        int start = position;
        T value = type.apply(take(name, size));
        leaf(name, String.valueOf(value), start);
        return value;
    }

    private int length(String name, int prefix, int min, int max) throws TlsException {
        int length = take(name, prefix);
        if (length < min || length > max) {
            throw TlsException.of(
                    Malformed.LENGTH_OUT_OF_RANGE,
                    "%s has %d bytes, not %d to %d".formatted(name, length, min, max));
        }
        return length;
    }

    private byte[] copy(String name, int length) throws TlsException {
        need(name, length);
        byte[] value = Arrays.copyOfRange(bytes, position, position + length);
        position += length;
        return value;
    }

    private int take(String name, int size) throws TlsException {
        need(name, size);
        int value = 0;
        for (int i = 0; i < size; i++) {
            value = value << 8 | (bytes[position++] & 0xff);
        }
        return value;
    }

    private void need(String name, int length) throws TlsException {
        if (end - position < length) {
            throw TlsException.of(
                    Malformed.FIELD_TRUNCATED,
                    "%s needs %d bytes, %d are left".formatted(name, length, end - position));
        }
    }

    private void leaf(String name, String value, int start) {
        if (trace != null) {
            trace.leaf(name, value, start, position - start);
        }
    }

    private String readable(byte[] value) {
        for (byte each : value) {
            if (each < 0x20 || each > 0x7e) {
                return hex(value);
            }
        }
        return trace == null ? "" : new String(value, StandardCharsets.US_ASCII);
    }

    private String hex(byte[] value) {
        if (trace == null) {
            return "";
        }
        boolean whole = value.length <= 64;
        String text = HexFormat.of().formatHex(value, 0, whole ? value.length : 64);
        return whole ? text : text + "… (" + value.length + " bytes)";
    }

    /**
     * How to read a structure.
     *
     * @param <T> its value
     */
    @FunctionalInterface
    public interface Body<T> {
        T read(WireReader in) throws TlsException;
    }
}
