package handclasp.cli.show;

import java.io.ByteArrayOutputStream;
import java.security.SecureRandom;

/** Random bytes that can be had twice: the mistake of a server that the scenario of a replay shows. */
final class RepeatingRandom extends SecureRandom {
    private static final long serialVersionUID = 1;

    private final transient SecureRandom source;
    private final transient ByteArrayOutputStream given = new ByteArrayOutputStream();
    private byte[] repeated = {};
    private int at;

    RepeatingRandom(SecureRandom source) {
        this.source = source;
    }

    /** From here on gives what it gave from the beginning on. */
    void again() {
        repeated = given.toByteArray();
        at = 0;
    }

    @Override
    public void nextBytes(byte[] bytes) {
        if (repeated.length - at >= bytes.length) {
            System.arraycopy(repeated, at, bytes, 0, bytes.length);
            at += bytes.length;
            return;
        }
        source.nextBytes(bytes);
        given.writeBytes(bytes);
    }
}
