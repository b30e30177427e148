package handclasp.conformance.fault;

import handclasp.tls.Alert;
import handclasp.tls.Direction;
import handclasp.tls.HandshakeListener;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Keeps the first alert that came in. */
final class Ears implements HandshakeListener {
    private final AtomicReference<Optional<Alert>> first = new AtomicReference<>(Optional.empty());

    @Override
    public void alert(Direction direction, Alert alert) {
        if (direction == Direction.INBOUND) {
            first.compareAndSet(Optional.empty(), Optional.of(alert));
        }
    }

    Optional<Alert> first() {
        return first.get();
    }
}
