package handclasp.tls.internal.extension;

import handclasp.tls.TlsException;
import handclasp.tls.internal.wire.WireReader;
import handclasp.tls.internal.wire.WireWriter;

/** The label of a pre-shared key (RFC 9846 §4.3.11): a ticket, or one that was agreed upon elsewhere. */
public final class PskIdentity {
    private final byte[] identity;
    private final long obfuscatedTicketAge;

    /**
     * @param identity 1 to 65535 bytes, not to be changed afterwards
     * @param obfuscatedTicketAge 32 bits
     */
    public PskIdentity(byte[] identity, long obfuscatedTicketAge) {
        this.identity = identity;
        this.obfuscatedTicketAge = obfuscatedTicketAge;
    }

    /** Not to be changed. */
    public byte[] identity() {
        return identity;
    }

    /** 32 bits: the ticket's age in milliseconds plus its {@code ticket_age_add}; without meaning for other keys. */
    public long obfuscatedTicketAge() {
        return obfuscatedTicketAge;
    }

    static PskIdentity read(WireReader in) throws TlsException {
        return in.group(
                "PskIdentity",
                entry ->
                        new PskIdentity(
                                entry.vector("identity", 2, 1, 0xffff),
                                entry.u32("obfuscated_ticket_age")));
    }

    void write(WireWriter out) {
        out.vector(2, identity).u32(obfuscatedTicketAge);
    }
}
