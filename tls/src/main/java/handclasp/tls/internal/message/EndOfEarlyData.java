package handclasp.tls.internal.message;

import handclasp.tls.HandshakeType;
import handclasp.tls.internal.wire.WireReader;
import handclasp.tls.internal.wire.WireWriter;

/** RFC 9846 §4.6: all early data has been sent; it is empty. */
public record EndOfEarlyData() implements HandshakeMessage {
    static EndOfEarlyData read(WireReader in) {
        return new EndOfEarlyData();
    }

    @Override
    public HandshakeType type() {
        return HandshakeType.END_OF_EARLY_DATA;
    }

    @Override
    public String name() {
        return "EndOfEarlyData";
    }

    @Override
    public void writeBody(WireWriter out) {
        // Nothing stands in it.
    }
}
