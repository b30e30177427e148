package handclasp.tls.internal.message;

import handclasp.tls.HandshakeType;
import handclasp.tls.TlsException;
import handclasp.tls.internal.wire.WireReader;
import handclasp.tls.internal.wire.WireWriter;

/**
 * RFC 9846 §4.5.3.
 *
 * @param verifyData as long as the suite's hash, which the reader of the message checks
 */
public record Finished(byte[] verifyData) implements HandshakeMessage {
    static Finished read(WireReader in) throws TlsException {
        return new Finished(in.rest("verify_data"));
    }

    @Override
    public HandshakeType type() {
        return HandshakeType.FINISHED;
    }

    @Override
    public String name() {
        return "Finished";
    }

    @Override
    public void writeBody(WireWriter out) {
        out.bytes(verifyData);
    }
}
