package handclasp.tls.internal.extension;

import handclasp.tls.NamedGroup;
import handclasp.tls.TlsException;
import handclasp.tls.internal.wire.WireReader;
import handclasp.tls.internal.wire.WireWriter;

/** A public value of a group (RFC 9846 §4.3.8). */
public final class KeyShareEntry {
    private final NamedGroup group;
    private final byte[] keyExchange;

    /** @param keyExchange 1 to 65535 bytes, not to be changed afterwards */
    public KeyShareEntry(NamedGroup group, byte[] keyExchange) {
        this.group = group;
        this.keyExchange = keyExchange;
    }

    public NamedGroup group() {
        return group;
    }

    /** Not to be changed. */
    public byte[] keyExchange() {
        return keyExchange;
    }

    static KeyShareEntry read(WireReader in) throws TlsException {
        return in.group(
                "KeyShareEntry",
                entry ->
                        new KeyShareEntry(
                                entry.code16("group", NamedGroup::new),
                                entry.vector("key_exchange", 2, 1, 0xffff)));
    }

    static void write(WireWriter out, KeyShareEntry entry) {
        out.u16(entry.group.code()).vector(2, entry.keyExchange);
    }
}
