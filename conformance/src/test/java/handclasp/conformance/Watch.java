package handclasp.conformance;

import handclasp.tls.Alert;
import handclasp.tls.Direction;
import handclasp.tls.Epoch;
import handclasp.tls.Fact;
import handclasp.tls.Facts;
import handclasp.tls.HandshakeListener;
import handclasp.tls.MessageView;
import handclasp.tls.TlsException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Writes down what Handclasp's end of one connection saw and did. */
final class Watch implements HandshakeListener {
    private final List<String> all = Collections.synchronizedList(new ArrayList<>());
    private final List<String> messages = Collections.synchronizedList(new ArrayList<>());
    private final List<Alert> sent = Collections.synchronizedList(new ArrayList<>());
    private final List<Alert> received = Collections.synchronizedList(new ArrayList<>());
    private final List<String> changes = Collections.synchronizedList(new ArrayList<>());
    private final AtomicReference<Facts> facts = new AtomicReference<>(Facts.NONE);
    private final AtomicReference<TlsException> failure = new AtomicReference<>();

    @Override
    public void message(Direction direction, MessageView message) {
        messages.add(arrow(direction) + message.name());
        all.add(arrow(direction) + message.name());
    }

    @Override
    public void changeCipherSpec(Direction direction) {
        changes.add(arrow(direction) + "ChangeCipherSpec");
        all.add(arrow(direction) + "ChangeCipherSpec");
    }

    @Override
    public void keyChange(Direction direction, Epoch epoch) {
        changes.add(arrow(direction) + epoch);
    }

    @Override
    public void fact(Fact fact) {
        facts.updateAndGet(before -> before.with(fact));
    }

    @Override
    public void alert(Direction direction, Alert alert) {
        (direction == Direction.OUTBOUND ? sent : received).add(alert);
    }

    @Override
    public void failed(TlsException why) {
        failure.set(why);
    }

    private static String arrow(Direction direction) {
        return direction == Direction.OUTBOUND ? "> " : "< ";
    }

    /** The handshake messages, such as {@code > ClientHello} for one that was sent. */
    List<String> messages() {
        return List.copyOf(messages);
    }

    /** The same with the ChangeCipherSpecs, which TLS 1.2 counts among them. */
    List<String> messagesAndChangeCipherSpecs() {
        return List.copyOf(all);
    }

    /** How often a message went, with its arrow. */
    int count(String message) {
        return Collections.frequency(messages(), message);
    }

    /** Key changes ({@code > APPLICATION}) and ChangeCipherSpecs ({@code < ChangeCipherSpec}). */
    List<String> changes() {
        return List.copyOf(changes);
    }

    List<Alert> alertsSent() {
        return List.copyOf(sent);
    }

    List<Alert> alertsReceived() {
        return List.copyOf(received);
    }

    Facts facts() {
        return facts.get();
    }

    Optional<TlsException> failure() {
        return Optional.ofNullable(failure.get());
    }

    @Override
    public String toString() {
        return "messages %s, changes %s, alerts sent %s, received %s, failure %s"
                .formatted(messages(), changes(), sent, received, failure.get());
    }
}
