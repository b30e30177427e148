package handclasp.testkit;

import handclasp.tls.Alert;
import handclasp.tls.Direction;
import handclasp.tls.Epoch;
import handclasp.tls.Fact;
import handclasp.tls.HandshakeListener;
import handclasp.tls.MessageView;
import handclasp.tls.TlsException;
import handclasp.tls.WorkKind;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what a listener is told. */
final class Spy implements HandshakeListener {
    final List<MessageView> inbound = new CopyOnWriteArrayList<>();
    final List<MessageView> outbound = new CopyOnWriteArrayList<>();
    final List<String> events = new CopyOnWriteArrayList<>();
    final List<TlsException> failures = new CopyOnWriteArrayList<>();

    @Override
    public void message(Direction direction, MessageView message) {
        (direction == Direction.INBOUND ? inbound : outbound).add(message);
        events.add(direction + " " + message.name());
    }

    @Override
    public void changeCipherSpec(Direction direction) {
        events.add(direction + " ChangeCipherSpec");
    }

    @Override
    public void keyChange(Direction direction, Epoch epoch) {
        events.add(direction + " keys " + epoch);
    }

    @Override
    public void fact(Fact fact) {
        events.add("fact " + fact.getClass().getSimpleName());
    }

    @Override
    public void suspended(WorkKind kind) {
        events.add("suspended " + kind);
    }

    @Override
    public void resumed(WorkKind kind) {
        events.add("resumed " + kind);
    }

    @Override
    public void alert(Direction direction, Alert alert) {
        events.add(direction + " alert " + alert);
    }

    @Override
    public void failed(TlsException failure) {
        failures.add(failure);
    }

    /** The bodies of the messages of one name that came in. */
    List<byte[]> bodies(String name) {
        return inbound.stream()
                .filter(message -> message.name().equals(name))
                .map(message -> message.bytes())
                .map(bytes -> java.util.Arrays.copyOfRange(bytes, 4, bytes.length))
                .toList();
    }
}
