package handclasp.cli.http;

/** A request that is answered with an error. Carries no stack trace: the client is at fault. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;

    /** @param sentence for the response's body */
    Refusal(int status, String sentence) {
        super(sentence, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }
}
