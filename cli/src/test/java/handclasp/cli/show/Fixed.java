package handclasp.cli.show;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Random;

/** A laboratory in which every run is the same, bit for bit. */
public final class Fixed {
    private Fixed() {}

    /** A new one; what comes from it depends on what was asked of it before, and on nothing else. */
    public static Laboratory laboratory() {
        return new Laboratory(
                new FixedIdentities(), InstantSource.fixed(FixedIdentities.NOW), Scripted::new);
    }

    /** Not random at all. */
    private static final class Scripted extends SecureRandom {
        private static final long serialVersionUID = 1;

        private final transient Random script;

        Scripted(String end) {
            script = new Random(end.hashCode());
        }

        @Override
        public void nextBytes(byte[] bytes) {
            script.nextBytes(bytes);
        }
    }
}
