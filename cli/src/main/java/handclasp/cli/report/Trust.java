package handclasp.cli.report;

/**
 * Whether the peer is who it says, and why.
 *
 * @param reason a sentence without its full stop, such as {@code no trusted authority stands behind
 *     the certificate}
 */
public record Trust(Verdict verdict, String reason) {
    public enum Verdict {
        /** The chain and the name were verified. */
        TRUSTED("yes"),
        /** They were checked and found wanting. */
        NOT_TRUSTED("no"),
        /** Everything was accepted, as the user asked. */
        NOT_VERIFIED("NOT VERIFIED"),
        /** The handshake did not come so far. */
        UNKNOWN("unknown");

        private final String word;

        Verdict(String word) {
            this.word = word;
        }

        /** For the report. */
        public String word() {
            return word;
        }
    }
}
