package handclasp.conformance.fault;

import handclasp.testkit.Forge;
import java.io.ByteArrayOutputStream;
import java.util.function.Function;

/**
 * When and how an end that is otherwise ours goes wrong: instead of one of its records it sends other bytes, and then
 * nothing of its own any more.
 *
 * @param at the number of the record that is replaced, counted from 0, or {@link #CONNECTED}
 * @param bytes what is sent instead
 * @param ending what comes after them
 */
record Script(int at, Function<Moment, byte[]> bytes, Ending ending) {
    /** Not a record, but when the handshake is complete. */
    static final int CONNECTED = -1;

    /** Of the client: ClientHello, ChangeCipherSpec, Finished. Of the server: ServerHello, ChangeCipherSpec, the rest. */
    static final int HELLO = 0;

    static final int PROTECTED = 2;

    private static final int NEVER = -2;

    /** What an end does after its mistake. */
    enum Ending {
        /** Hears what the other end says of it. */
        LISTEN,
        /** Closes TCP in order. */
        CLOSE,
        /** Resets TCP. */
        RESET,
        /** Keeps the connection open and says nothing. */
        WAIT,
        /** Sends a byte of it now and then. */
        DRIP
    }

    /**
     * What a mistake can be made of.
     *
     * @param record what should be sent; empty when the handshake is complete
     * @param handshake seals as this end does during the handshake, from its first such record on
     * @param traffic seals as this end does after the handshake
     */
    record Moment(byte[] record, Function<String, Forge> forges) {
        Forge handshake() {
            return forges.apply("HANDSHAKE_TRAFFIC_SECRET");
        }

        Forge traffic() {
            return forges.apply("TRAFFIC_SECRET_0");
        }
    }

    /** Makes no mistake in its records. */
    static Script honest() {
        return new Script(NEVER, moment -> moment.record(), Ending.LISTEN);
    }

    /** Changes its hello. */
    static Script hello(Function<HelloBytes, HelloBytes> change) {
        return new Script(
                HELLO,
                moment -> change.apply(HelloBytes.of(moment.record())).record(),
                Ending.LISTEN);
    }

    /** Sends something else instead of a record. */
    static Script instead(int at, Function<Moment, byte[]> bytes) {
        return new Script(at, bytes, Ending.LISTEN);
    }

    /** Sends something that it should not once the handshake is complete. */
    static Script connected(Function<Moment, byte[]> bytes) {
        return new Script(CONNECTED, bytes, Ending.LISTEN);
    }

    Script then(Ending other) {
        return new Script(at, bytes, other);
    }

    /** One after the other. */
    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
