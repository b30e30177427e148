package handclasp.tls.crypto;

/** A peer's key share is not a valid public value of its group. Carries no stack trace: the peer is at fault. */
public final class InvalidShareException extends Exception {
    private static final long serialVersionUID = 1;

    /** @param message what is wrong with it, without a full stop */
    public InvalidShareException(String message) {
        super(message, null, false, false);
    }
}
