package handclasp.tls.internal.record;

import handclasp.tls.crypto.AeadOpener;
import handclasp.tls.crypto.AeadSealer;

/** The keys of one direction and generation. Used by the owner of that direction only. */
public interface TrafficKeys extends AutoCloseable {
    /** For the write side; a new one each time. */
    AeadSealer sealer();

    /** For the read side; a new one each time. */
    AeadOpener opener();

    /** Of 12 bytes; not to be changed. */
    byte[] iv();

    /** How many records may be sealed with them before they must change (RFC 9846 §5.5). */
    long recordLimit();

    /** The next generation (RFC 9846 §7.2). */
    TrafficKeys next();

    @Override
    void close();
}
