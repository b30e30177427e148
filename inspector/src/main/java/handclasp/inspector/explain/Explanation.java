package handclasp.inspector.explain;

import handclasp.inspector.Event;
import handclasp.inspector.Recording;
import java.util.List;
import java.util.Optional;

/**
 * What something in a handshake is for, and what happened in this one.
 *
 * @param purpose a sentence or two
 * @param happened sentences from this recording; none where it says nothing special
 * @param rule empty for what no RFC known here tells of
 */
public record Explanation(Text purpose, List<Text> happened, Optional<Rule> rule) {
    public Explanation {
        happened = List.copyOf(happened);
    }

    /** @param sent an event of this recording */
    public static Explanation of(Recording recording, Event.Sent sent) {
        boolean old = recording.version().filter(version -> !version.equals("TLS 1.3")).isPresent();
        return switch (sent) {
            case Event.Message message -> {
                MessageGuide guide =
                        MessageGuide.of(message, recording.sender(message.direction()), old);
                yield new Explanation(
                        guide.purpose(), new Story(recording, message).tell(), guide.rule());
            }
            case Event.ChangeCipherSpec spec ->
                    new Explanation(
                            Purposes.changeCipherSpec(old),
                            List.of(),
                            Optional.of(old ? new Rule(5246, "7.1") : new Rule(9846, "E.4")));
            case Event.KeyChange change ->
                    new Explanation(
                            Purposes.keyChange(recording.sender(change.direction()), change, old),
                            List.of(),
                            Optional.of(old ? new Rule(5246, "6.3") : new Rule(9846, "7.1")));
            case Event.Alerted alert ->
                    new Explanation(
                            Purposes.alert(alert),
                            List.of(),
                            Optional.of(old ? new Rule(5246, "7.2") : new Rule(9846, "6")));
        };
    }
}
