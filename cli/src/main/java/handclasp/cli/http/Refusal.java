package handclasp.cli.http;

/** A request that is answered with an error. Carries no stack trace: the client is at fault. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String sentence;

    /** @param sentence for the response's body */
    Refusal(int status, String sentence) {
        super(sentence, null, false, false);
        this.status = status;
        this.sentence = sentence;
    }

    int status() {
        return status;
    }

    HttpResponse response() {
        return HttpResponse.text(status, sentence);
    }
}
