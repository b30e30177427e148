package handclasp.tls.internal.extension;

import handclasp.tls.Misbehaved;
import handclasp.tls.TlsException;
import handclasp.tls.internal.wire.WireReader;
import handclasp.tls.internal.wire.WireWriter;
import java.util.List;

/**
 * The pre-shared keys that a client offers (RFC 9846 §4.3.11).
 *
 * @param identities the one wanted most first
 * @param binders one for each identity, of 32 to 255 bytes; not to be changed
 */
public record OfferedPsks(List<PskIdentity> identities, List<byte[]> binders) {
    /** Of the length before all binders, in bytes. */
    private static final int BINDERS_LENGTH = 2;

    public OfferedPsks {
        identities = List.copyOf(identities);
        binders = List.copyOf(binders);
    }

    static OfferedPsks read(WireReader in) throws TlsException {
        OfferedPsks offered =
                new OfferedPsks(
                        in.list("identities", 2, 7, 0xffff, PskIdentity::read),
                        in.list(
                                "binders",
                                2,
                                33,
                                0xffff,
                                binder -> binder.vector("PskBinderEntry", 1, 32, 255)));
        if (offered.identities.size() != offered.binders.size()) {
            throw TlsException.of(
                    Misbehaved.PSK_BINDERS_DISAGREE,
                    offered.identities.size()
                            + " identities, "
                            + offered.binders.size()
                            + " binders");
        }
        return offered;
    }

    static void write(WireWriter out, OfferedPsks offered) {
        out.block(2, list -> offered.identities.forEach(each -> each.write(list)))
                .block(2, list -> offered.binders.forEach(each -> list.vector(1, each)));
    }

    /**
     * How many bytes at the end of a ClientHello the binders are, with the length before them: what is left out of what
     * they are computed over (§4.3.11.2).
     */
    public int bindersLength() {
        return BINDERS_LENGTH + binders.stream().mapToInt(binder -> 1 + binder.length).sum();
    }
}
