package handclasp.tls;

import handclasp.tls.crypto.Secret;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A key under which a server seals session tickets: 16 bytes that name it and 32 that are secret. Whoever has it can read
 * what was recorded of the connections whose tickets it sealed. Immutable and safe for use by any number of threads.
 */
public final class TicketKey {
    /** Of the encoded key, in bytes. */
    public static final int LENGTH = 48;

    static final int NAME = 16;

    private final byte[] name;
    private final Secret key;

    private TicketKey(byte[] name, Secret key) {
        this.name = name;
        this.key = key;
    }

    /**
     * The key of these bytes, for servers that share one or keep it across restarts.
     *
     * @param bytes {@link #LENGTH} random ones, copied
     * @throws IllegalArgumentException if there are more or fewer
     */
    public static TicketKey of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException(
                    "a ticket key has " + LENGTH + " bytes, not " + bytes.length);
        }
        return new TicketKey(
                Arrays.copyOf(bytes, NAME), Secret.owning(Arrays.copyOfRange(bytes, NAME, LENGTH)));
    }

    /** A fresh one. */
    public static TicketKey random(SecureRandom random) {
        byte[] bytes = new byte[LENGTH];
        random.nextBytes(bytes);
        return of(bytes);
    }

    /** Not to be changed. */
    byte[] name() {
        return name;
    }

    Secret key() {
        return key;
    }

    /** The name only. */
    @Override
    public String toString() {
        return "TicketKey[" + HexFormat.of().formatHex(name) + "]";
    }
}
