package handclasp.tls.internal.message;

import handclasp.tls.HandshakeType;
import handclasp.tls.TlsException;
import handclasp.tls.internal.extension.Place;
import handclasp.tls.internal.wire.WireReader;
import handclasp.tls.internal.wire.WireWriter;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * RFC 9846 §4.2.4: on the wire a ServerHello of one special random.
 *
 * @param hello with that random
 */
public record HelloRetryRequest(ServerHello hello) implements HandshakeMessage {
    private static final byte[] RANDOM =
            HexFormat.of()
                    .parseHex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c");

    /** The special random, a fresh array. */
    public static byte[] random() {
        return RANDOM.clone();
    }

    /** Whether a message of type server_hello is one. */
    static boolean isOne(byte[] message) {
        int at = Kind.HEADER + 2;
        return message.length >= at + RANDOM.length
                && Arrays.equals(message, at, at + RANDOM.length, RANDOM, 0, RANDOM.length);
    }

    static HelloRetryRequest read(WireReader in) throws TlsException {
        return new HelloRetryRequest(ServerHello.read(Place.HELLO_RETRY_REQUEST, in));
    }

    @Override
    public HandshakeType type() {
        return HandshakeType.SERVER_HELLO;
    }

    @Override
    public String name() {
        return "HelloRetryRequest";
    }

    @Override
    public void writeBody(WireWriter out) {
        hello.writeBody(out);
    }
}
