package handclasp.inspector;

/** What was read is no recording; the message says what is wrong with it, in a clause without a full stop. */
public final class InvalidRecording extends Exception {
    private static final long serialVersionUID = 1;

    InvalidRecording(String message) {
        super(message);
    }

    InvalidRecording(String message, Throwable cause) {
        super(message, cause);
    }
}
