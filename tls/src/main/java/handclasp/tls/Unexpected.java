package handclasp.tls;

import java.util.List;

/**
 * A message that is not legal at this point of the connection.
 *
 * @param got the message that came
 * @param expected what would have been legal, in no order
 */
public record Unexpected(String got, List<String> expected) implements TlsError {
    public Unexpected {
        expected = List.copyOf(expected);
    }

    @Override
    public String name() {
        return "UNEXPECTED_MESSAGE";
    }

    @Override
    public Description description() {
        String legal = expected.isEmpty() ? "nothing more" : String.join(" or ", expected);
        return new Description(
                Alert.UNEXPECTED_MESSAGE,
                "got " + got + ", expected " + legal,
                "RFC 9846 §4, RFC 5246 §7.3",
                Remedies.DEFECT);
    }
}
