package handclasp.tls.crypto;

import handclasp.tls.NamedGroup;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * A group for Diffie-Hellman in a finite field, as a server of TLS 1.2 describes it (RFC 5246 §7.4.3). That the prime is
 * one is not examined: for 4096 bits this takes a second of work, which no peer may ask for. Only the groups of
 * {@link #known} are sure to be sound.
 *
 * @param prime the modulus, odd, of 2048 to 4096 bits in steps of 64
 * @param generator above 1 and below {@code prime - 1}
 */
public record FiniteFieldGroup(BigInteger prime, BigInteger generator) {
    /** Of a prime that is not too weak, in bits (RFC 7919 §3, RFC 9325 §4.5). */
    public static final int MIN_BITS = 2048;

    /** Of a prime that does not cost a peer too much work, in bits. */
    public static final int MAX_BITS = 4096;

    /** Other sizes are nobody's, and the JDK refuses them. */
    private static final int SIZE_STEP = 64;

    public static final FiniteFieldGroup FFDHE2048 = of(SafePrimes.FFDHE2048);
    public static final FiniteFieldGroup FFDHE3072 = of(SafePrimes.FFDHE3072);
    public static final FiniteFieldGroup FFDHE4096 = of(SafePrimes.FFDHE4096);

    /** RFC 3526. */
    public static final FiniteFieldGroup MODP2048 = of(SafePrimes.MODP2048);

    /** RFC 3526. */
    public static final FiniteFieldGroup MODP3072 = of(SafePrimes.MODP3072);

    /** RFC 3526. */
    public static final FiniteFieldGroup MODP4096 = of(SafePrimes.MODP4096);

    private static final List<FiniteFieldGroup> KNOWN =
            List.of(FFDHE2048, FFDHE3072, FFDHE4096, MODP2048, MODP3072, MODP4096);

    private static final List<String> NAMES =
            List.of("ffdhe2048", "ffdhe3072", "ffdhe4096", "modp2048", "modp3072", "modp4096");

    private static final List<NamedGroup> NAMED =
            List.of(NamedGroup.FFDHE2048, NamedGroup.FFDHE3072, NamedGroup.FFDHE4096);

    /** @throws IllegalArgumentException if there is an {@link #objection} */
    public FiniteFieldGroup {
        objection(prime, generator)
                .ifPresent(
                        why -> {
                            throw new IllegalArgumentException(why);
                        });
    }

    private static FiniteFieldGroup of(BigInteger prime) {
        return new FiniteFieldGroup(prime, BigInteger.TWO);
    }

    /**
     * Why these numbers cannot be a group, as a clause for a diagnosis; empty if nothing shows. Costs no more than a
     * comparison.
     */
    public static Optional<String> objection(BigInteger prime, BigInteger generator) {
        int bits = prime.bitLength();
        if (prime.signum() <= 0 || bits < MIN_BITS) {
            return Optional.of("its prime has " + bits + " bits, less than " + MIN_BITS);
        }
        if (bits > MAX_BITS) {
            return Optional.of("its prime has " + bits + " bits, more than " + MAX_BITS);
        }
        if (bits % SIZE_STEP != 0) {
            return Optional.of("its prime has " + bits + " bits, no multiple of " + SIZE_STEP);
        }
        if (!prime.testBit(0)) {
            return Optional.of("its prime is even");
        }
        if (!isBetween(generator, prime)) {
            return Optional.of("its generator generates no group");
        }
        return Optional.empty();
    }

    /** Those of RFC 7919 and RFC 3526 up to {@link #MAX_BITS}, which everyone had time to examine. */
    public static List<FiniteFieldGroup> known() {
        return KNOWN;
    }

    /** The group of a code point of RFC 7919. */
    public static Optional<FiniteFieldGroup> of(NamedGroup name) {
        int index = NAMED.indexOf(name);
        return index < 0 ? Optional.empty() : Optional.of(KNOWN.get(index));
    }

    /** Its code point (RFC 7919), if it has one. */
    public Optional<NamedGroup> name() {
        int index = KNOWN.indexOf(this);
        return index < 0 || index >= NAMED.size()
                ? Optional.empty()
                : Optional.of(NAMED.get(index));
    }

    /** Whether it is one of {@link #known}. */
    public boolean isKnown() {
        return KNOWN.contains(this);
    }

    /** Of a public value and of a secret with their leading zeros, in bytes. */
    public int length() {
        return (prime.bitLength() + 7) / 8;
    }

    /**
     * A peer's public value as a share for {@link KeyExchange}: with the leading zeros that TLS 1.2 may leave out, and
     * without more of them.
     *
     * @throws InvalidShareException if it is not from 2 to {@code prime - 2} (RFC 7919 §5.1)
     */
    public byte[] share(byte[] publicValue) throws InvalidShareException {
        BigInteger value = new BigInteger(1, publicValue);
        if (!isBetween(value, prime)) {
            throw new InvalidShareException(
                    "the " + this + " share is not between 1 and the prime less one");
        }
        byte[] share = new byte[length()];
        int skipped = Math.max(0, publicValue.length - share.length);
        int kept = publicValue.length - skipped;
        System.arraycopy(publicValue, skipped, share, share.length - kept, kept);
        return share;
    }

    /** {@code 1 < value < prime - 1}. */
    private static boolean isBetween(BigInteger value, BigInteger prime) {
        return value.compareTo(BigInteger.ONE) > 0
                && value.compareTo(prime.subtract(BigInteger.ONE)) < 0;
    }

    /** A name, such as {@code ffdhe2048} (RFC 7919) or {@code modp2048} (RFC 3526), or the size. */
    @Override
    public String toString() {
        int index = KNOWN.indexOf(this);
        return index < 0 ? "finite field of " + prime.bitLength() + " bits" : NAMES.get(index);
    }
}
