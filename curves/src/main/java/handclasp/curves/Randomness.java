package handclasp.curves;

import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** The random source that is used where the caller names none. */
final class Randomness {

    private static final SecureRandom DEFAULT = new SecureRandom();

    private Randomness() {}

    static SecureRandom orDefault(@Nullable SecureRandom random) {
        return random == null ? DEFAULT : random;
    }
}
