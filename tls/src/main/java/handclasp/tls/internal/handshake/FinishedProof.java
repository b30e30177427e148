package handclasp.tls.internal.handshake;

import handclasp.tls.Misbehaved;
import handclasp.tls.TlsException;
import java.security.MessageDigest;

/** Proof that the peer saw the same handshake with the same keys. */
public final class FinishedProof {
    private FinishedProof() {}

    /**
     * Compares in constant time.
     *
     * @throws TlsException with {@link Misbehaved#BAD_FINISHED}
     */
    public static FinishedProof check(byte[] expected, byte[] received) throws TlsException {
        if (!MessageDigest.isEqual(expected, received)) {
            throw TlsException.of(Misbehaved.BAD_FINISHED);
        }
        return new FinishedProof();
    }
}
