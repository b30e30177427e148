package handclasp.tls.internal.extension;

import handclasp.tls.ExtensionType;
import handclasp.tls.Misbehaved;
import handclasp.tls.TlsException;
import handclasp.tls.internal.wire.WireReader;
import handclasp.tls.internal.wire.WireWriter;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * One form of one extension: its code point, the messages that carry it in this form, and how it reads and writes.
 * Extensions whose form differs from message to message, such as {@code key_share}, are several of these.
 *
 * @param <T> the value
 */
public final class Extension<T> {
    private final ExtensionType type;
    private final Set<Place> places;
    private final WireReader.Body<T> read;
    private final BiConsumer<WireWriter, T> write;
    private final Optional<T> absent;

    private Extension(
            ExtensionType type,
            Set<Place> places,
            WireReader.Body<T> read,
            BiConsumer<WireWriter, T> write,
            Optional<T> absent) {
        this.type = type;
        this.places = places;
        this.read = read;
        this.write = write;
        this.absent = absent;
    }

    static <T> Extension<T> of(
            int code,
            WireReader.Body<T> read,
            BiConsumer<WireWriter, T> write,
            Place first,
            Place... more) {
        return new Extension<>(
                new ExtensionType(code), EnumSet.of(first, more), read, write, Optional.empty());
    }

    /** The same, where its absence means this value. */
    Extension<T> absentMeans(T value) {
        return new Extension<>(type, places, read, write, Optional.of(value));
    }

    public ExtensionType type() {
        return type;
    }

    public Set<Place> places() {
        return places;
    }

    /** The value, or what its absence means; empty if its absence means nothing. */
    public Optional<T> in(Extensions extensions) {
        return extensions.find(this).or(() -> absent);
    }

    /**
     * The value where the extension must stand, or what its absence means.
     *
     * @throws TlsException with {@link Misbehaved#MISSING_EXTENSION}
     */
    public T requiredIn(Extensions extensions) throws TlsException {
        Optional<T> value = in(extensions);
        if (value.isEmpty()) {
            throw TlsException.builder(Misbehaved.MISSING_EXTENSION)
                    .detail(type.toString())
                    .theirs("extensions " + extensions.types())
                    .build();
        }
        return value.get();
    }

    T read(WireReader in) throws TlsException {
        return read.read(in);
    }

    byte[] encode(T value) {
        WireWriter out = new WireWriter();
        write.accept(out, value);
        return out.toByteArray();
    }
}
