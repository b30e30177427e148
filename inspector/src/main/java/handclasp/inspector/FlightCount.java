package handclasp.inspector;

import handclasp.tls.Direction;
import org.jspecify.annotations.Nullable;

/**
 * Numbers flights. A message of the other direction begins the next one. What is no message may be known here before the
 * rest of its flight is: a client owes its ChangeCipherSpec while the server's flight still comes. It belongs to the
 * flight of its direction, and begins none.
 */
final class FlightCount {
    private int number;
    private @Nullable Direction current;

    int message(Direction direction) {
        number = beside(direction);
        current = direction;
        return number;
    }

    int beside(Direction direction) {
        return direction == current ? number : number + 1;
    }
}
