package handclasp.tls.trace;

import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Arrays;

/** Gives out the values of a trace in turn, and nothing else. */
public final class ScriptedRandom extends SecureRandom {
    private static final long serialVersionUID = 1;

    private final ArrayDeque<byte[]> values = new ArrayDeque<>();

    public ScriptedRandom(byte[]... inTurn) {
        values.addAll(Arrays.asList(inTurn));
    }

    /** Whether every value was asked for. */
    public boolean isUsedUp() {
        return values.isEmpty();
    }

    @Override
    public void nextBytes(byte[] bytes) {
        byte[] value = values.remove();
        if (value.length != bytes.length) {
            throw new AssertionError(
                    bytes.length + " random bytes are not the trace's " + value.length);
        }
        System.arraycopy(value, 0, bytes, 0, value.length);
    }
}
