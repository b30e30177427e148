package handclasp.tls.internal.handshake;

import handclasp.tls.Misbehaved;
import handclasp.tls.TlsException;
import handclasp.tls.internal.record.Reassembler;

/** Proof that the last message ended with its record, without which read keys must not change (RFC 9846 §5.1). */
public final class RecordBoundary {
    private RecordBoundary() {}

    /** @throws TlsException with {@link Misbehaved#KEY_CHANGE_INSIDE_RECORD} if more bytes are waiting */
    public static RecordBoundary of(Reassembler reassembler) throws TlsException {
        if (!reassembler.isEmpty()) {
            throw TlsException.of(Misbehaved.KEY_CHANGE_INSIDE_RECORD);
        }
        return new RecordBoundary();
    }
}
