package handclasp.tls.internal.extension;

import handclasp.tls.ExtensionType;
import handclasp.tls.Misbehaved;
import handclasp.tls.TlsException;
import handclasp.tls.internal.wire.WireReader;
import handclasp.tls.internal.wire.WireWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The extensions of one message, in their order. Unknown ones survive as bytes. Immutable. */
public final class Extensions {
    public static final Extensions NONE = new Extensions(List.of());

    /** More than anyone sends who is not after our time. */
    private static final int MAX_EXTENSIONS = 256;

    /** Of the length before extension_data, in bytes. */
    private static final int DATA_LENGTH = 2;

    private final List<Entry> entries;

    private Extensions(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * Reads an extension block with its length.
     *
     * @param min of the block's content, in bytes
     */
    public static Extensions read(Place place, WireReader in, int min, int max)
            throws TlsException {
        boolean older = place == Place.SERVER_HELLO && !selectsVersion(in.ahead(), min, max);
        return readAt(older ? Place.SERVER_HELLO_12 : place, in, min, max);
    }

    /** Whether a ServerHello is one of TLS 1.3, which its extensions alone tell. */
    private static boolean selectsVersion(WireReader in, int min, int max) throws TlsException {
        return in.list("extensions", 2, min, max, Extensions::skip)
                .contains(ExtensionType.SUPPORTED_VERSIONS);
    }

    private static ExtensionType skip(WireReader in) throws TlsException {
        ExtensionType type = in.code16("extension_type", ExtensionType::new);
        in.vector("extension_data", 2, 0, 0xffff);
        return type;
    }

    private static Extensions readAt(Place place, WireReader in, int min, int max)
            throws TlsException {
        List<Entry> entries =
                in.list(
                        "extensions",
                        2,
                        min,
                        max,
                        each -> each.group("Extension", one -> read(place, one)));
        if (entries.size() > MAX_EXTENSIONS) {
            throw TlsException.of(
                    Misbehaved.TOO_MANY_EXTENSIONS,
                    entries.size() + " extensions in " + place + ", at most " + MAX_EXTENSIONS);
        }
        Set<ExtensionType> seen = new HashSet<>();
        for (Entry entry : entries) {
            if (!seen.add(entry.type())) {
                throw TlsException.of(
                        Misbehaved.DUPLICATE_EXTENSION, entry.type() + " in " + place);
            }
        }
        Extensions read = new Extensions(entries);
        boolean answer = place == Place.SERVER_HELLO_12 || place == Place.HELLO_RETRY_REQUEST;
        if (!answer || read.find(ExtensionTable.SELECTED_VERSION).isPresent()) {
            // A hello of an older version may be wrong in other ways, which its reader knows.
            read.requireInPlace(place);
        }
        return read;
    }

    /**
     * Refuses known extensions that this message may not carry (RFC 9846 §4.3).
     *
     * @throws TlsException with {@link Misbehaved#EXTENSION_IN_WRONG_MESSAGE}
     */
    public void requireInPlace(Place place) throws TlsException {
        for (Entry entry : entries) {
            Extension<?> extension = entry.extension();
            boolean known = extension != null || ExtensionTable.isKnown(entry.type());
            if (known && (extension == null || !extension.places().contains(place))) {
                throw TlsException.of(
                        Misbehaved.EXTENSION_IN_WRONG_MESSAGE, entry.type() + " in " + place);
            }
        }
    }

    private static Entry read(Place place, WireReader in) throws TlsException {
        ExtensionType type = in.code16("extension_type", ExtensionType::new);
        Optional<Extension<?>> known = ExtensionTable.find(place, type);
        if (known.isPresent()) {
            return readKnown(known.get(), in);
        }
        return new Entry(type, in.vector("extension_data", 2, 0, 0xffff), null, null);
    }

    private static <T> Entry readKnown(Extension<T> extension, WireReader in) throws TlsException {
        int start = in.position() + DATA_LENGTH;
        T value =
                in.block(
                        "extension_data (" + extension.type() + ")", 2, 0, 0xffff, extension::read);
        // The bytes are kept: a value need not tell all of them, and two hellos are compared by
        // them.
        return new Entry(extension.type(), in.bytesSince(start), extension, value);
    }

    public void write(WireWriter out) {
        out.block(2, block -> entries.forEach(entry -> entry.write(block)));
    }

    /** The types in their order. */
    public List<ExtensionType> types() {
        return entries.stream().map(Entry::type).toList();
    }

    public boolean contains(ExtensionType type) {
        return entries.stream().anyMatch(entry -> entry.type().equals(type));
    }

    /** The value of an extension in this form. */
    @SuppressWarnings("unchecked") // an entry's value has the type of its extension
    <T> Optional<T> find(Extension<T> extension) {
        for (Entry entry : entries) {
            if (entry.extension() == extension) {
                return Optional.ofNullable((T) entry.value());
            }
        }
        return Optional.empty();
    }

    /** What differs first between these and others, apart from some types; empty if nothing does. */
    public Optional<String> differenceTo(Extensions others, Collection<ExtensionType> except) {
        List<Entry> here = without(except);
        List<Entry> there = others.without(except);
        if (!here.stream()
                .map(Entry::type)
                .toList()
                .equals(there.stream().map(Entry::type).toList())) {
            return Optional.of("list of extensions");
        }
        for (int i = 0; i < here.size(); i++) {
            if (!Arrays.equals(here.get(i).encoded(), there.get(i).encoded())) {
                return Optional.of(here.get(i).type().toString());
            }
        }
        return Optional.empty();
    }

    private List<Entry> without(Collection<ExtensionType> except) {
        return entries.stream().filter(entry -> !except.contains(entry.type())).toList();
    }

    /** The body of an extension as it stands on the wire; empty if it is absent. */
    public Optional<byte[]> encoded(ExtensionType type) {
        return entries.stream()
                .filter(entry -> entry.type().equals(type))
                .findFirst()
                .map(Entry::encoded);
    }

    /**
     * Refuses answers to requests that were not made (RFC 9846 §4.3).
     *
     * @param requested the types of the request
     * @throws TlsException with {@link Misbehaved#UNSOLICITED_EXTENSION}
     */
    public void requireRequested(Collection<ExtensionType> requested, Place place)
            throws TlsException {
        for (Entry entry : entries) {
            if (!requested.contains(entry.type())) {
                throw TlsException.builder(Misbehaved.UNSOLICITED_EXTENSION)
                        .detail(entry.type() + " in " + place)
                        .ours(requested.isEmpty() ? "no extension" : "extensions " + requested)
                        .theirs("extensions " + types())
                        .build();
            }
        }
    }

    public static Builder builder() {
        return new Builder(List.of());
    }

    /** Starts from these. */
    public Builder toBuilder() {
        return new Builder(entries);
    }

    /** Puts extensions together in order. Not thread-safe. */
    public static final class Builder {
        private final List<Entry> entries;

        private Builder(List<Entry> from) {
            entries = new ArrayList<>(from);
        }

        /** Adds at the end, or in place of one of the same type. */
        public <T> Builder put(Extension<T> extension, T value) {
            return put(new Entry(extension.type(), null, extension, value));
        }

        /** Adds bytes as they are, known or not; for what only tests and traces send. */
        public Builder putRaw(ExtensionType type, byte[] data) {
            return put(new Entry(type, data, null, null));
        }

        public Builder remove(ExtensionType type) {
            entries.removeIf(entry -> entry.type().equals(type));
            return this;
        }

        public Extensions build() {
            return new Extensions(entries);
        }

        private Builder put(Entry entry) {
            for (int i = 0; i < entries.size(); i++) {
                if (entries.get(i).type().equals(entry.type())) {
                    entries.set(i, entry);
                    return this;
                }
            }
            entries.add(entry);
            return this;
        }
    }

    /** Bytes (unknown), an extension and its value (to be sent), or both (known and read). */
    private record Entry(
            ExtensionType type,
            byte @Nullable [] data,
            @Nullable Extension<?> extension,
            @Nullable Object value) {
        void write(WireWriter out) {
            out.u16(type.code()).vector(2, encoded());
        }

        @SuppressWarnings("unchecked") // an entry's value has the type of its extension
        byte[] encoded() {
            if (data != null) {
                return data;
            }
            if (extension == null || value == null) {
                throw new IllegalStateException("an entry is bytes or a value");
            }
            return ((Extension<Object>) extension).encode(value);
        }
    }
}
