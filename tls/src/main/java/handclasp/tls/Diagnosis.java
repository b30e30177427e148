package handclasp.tls;

import java.util.Optional;

/**
 * Why a connection failed, in words for a person. Holds no secret.
 *
 * @param happened what went wrong, without a full stop
 * @param ours what this end offered or demanded, if that matters
 * @param theirs what the peer offered or sent, if that matters
 * @param rule where the rule stands
 * @param remedy what to change and on which side, a sentence
 */
public record Diagnosis(
        String happened,
        Optional<String> ours,
        Optional<String> theirs,
        String rule,
        String remedy) {

    /** All of it on one line, without line breaks or control characters. */
    public String sentence() {
        StringBuilder text = new StringBuilder(happened);
        ours.ifPresent(offer -> text.append("; this end: ").append(offer));
        theirs.ifPresent(offer -> text.append("; the peer: ").append(offer));
        return printable(text.append(" (").append(rule).append("). ").append(remedy).toString());
    }

    /** What a peer sent may reach a terminal through this text: control characters are replaced. */
    private static String printable(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]", "?");
    }
}
