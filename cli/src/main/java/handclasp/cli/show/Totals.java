package handclasp.cli.show;

import handclasp.inspector.Event;
import handclasp.inspector.Recording;
import handclasp.tls.Role;
import java.util.List;

/**
 * How much a handshake took.
 *
 * @param messages of the handshake; in TLS 1.2 with each ChangeCipherSpec, which has a meaning there
 * @param changeCipherSpecs in TLS 1.3 those of the compatibility mode, which are not among the messages
 * @param flights of either end together
 * @param clientBytes of the client's messages with their headers, without records and protection
 * @param serverBytes the same of the server's
 */
public record Totals(
        int messages, int changeCipherSpecs, int flights, int clientBytes, int serverBytes) {
    private static final int NEW_SESSION_TICKET = 4;
    private static final int KEY_UPDATE = 24;

    public static Totals of(Recording recording) {
        boolean old = Phase.isOld(recording);
        List<Event.Message> messages =
                recording.messages().stream().filter(message -> old || !isLater(message)).toList();
        int specs =
                (int)
                        recording.events().stream()
                                .filter(event -> event instanceof Event.ChangeCipherSpec)
                                .count();
        int flights =
                (int)
                        recording.flights().stream()
                                .filter(flight -> flight.events().stream().anyMatch(Totals::isSaid))
                                .count();
        return new Totals(
                messages.size() + (old ? specs : 0),
                specs,
                flights,
                bytes(recording, messages, Role.CLIENT),
                bytes(recording, messages, Role.SERVER));
    }

    /** Before the client may send application data: there and back each. */
    public int roundTrips() {
        return flights / 2;
    }

    private static boolean isSaid(Event event) {
        return event instanceof Event.Message message && !isLater(message);
    }

    /** In TLS 1.3: after the handshake. In TLS 1.2 a ticket shares its flight with Finished. */
    private static boolean isLater(Event.Message message) {
        return message.type() == NEW_SESSION_TICKET || message.type() == KEY_UPDATE;
    }

    private static int bytes(Recording recording, List<Event.Message> messages, Role sender) {
        return messages.stream()
                .filter(message -> recording.sender(message.direction()) == sender)
                .mapToInt(Event.Message::length)
                .sum();
    }
}
