package handclasp.cli.show;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.function.Function;

/**
 * What the scenarios are made of. With the same identities, clock and randomness they repeat bit for bit.
 *
 * @param random the source for an end, such as {@code client}
 */
public record Laboratory(
        Identities identities, InstantSource clock, Function<String, SecureRandom> random) {

    /** New keys, the time as it is, and real randomness. */
    public static Laboratory fresh() {
        InstantSource clock = InstantSource.system();
        SecureRandom random = new SecureRandom();
        return new Laboratory(new FreshIdentities(clock.instant()), clock, end -> random);
    }
}
