package handclasp.tls.internal.handshake;

import handclasp.tls.Misbehaved;
import handclasp.tls.TlsException;
import java.security.MessageDigest;

/** Proof that the client holds the pre-shared key and made this very hello with it (RFC 9846 §4.3.11.2). */
public final class BinderProof {
    private final PreSharedKey key;
    private final byte[] binder;

    private BinderProof(PreSharedKey key, byte[] binder) {
        this.key = key;
        this.binder = binder;
    }

    /**
     * Compares in constant time.
     *
     * @throws TlsException with {@link Misbehaved#BAD_BINDER}
     */
    public static BinderProof check(PreSharedKey key, byte[] expected, byte[] received)
            throws TlsException {
        if (!MessageDigest.isEqual(expected, received)) {
            throw TlsException.of(Misbehaved.BAD_BINDER);
        }
        return new BinderProof(key, received);
    }

    public PreSharedKey key() {
        return key;
    }

    /** Not to be changed. */
    byte[] binder() {
        return binder;
    }
}
