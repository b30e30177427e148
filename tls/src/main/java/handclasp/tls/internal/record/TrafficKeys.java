package handclasp.tls.internal.record;

import handclasp.tls.RecordPadding;

/** The keys of one direction and generation. Used by the owner of that direction only. */
public interface TrafficKeys extends AutoCloseable {
    /**
     * For the write side; a new one each time.
     *
     * @param padding for versions that pad
     */
    RecordSealer sealer(RecordPadding padding);

    /** For the read side; a new one each time. */
    RecordOpener opener();

    /** How many records may be sealed with them before they must change (RFC 9846 §5.5). */
    long recordLimit();

    /** Whether there is a {@link #next} generation. */
    default boolean renewable() {
        return true;
    }

    /**
     * The next generation (RFC 9846 §7.2).
     *
     * @throws IllegalStateException if the version has none: before TLS 1.3
     */
    TrafficKeys next();

    @Override
    void close();
}
