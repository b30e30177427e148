package handclasp.cli.report;

import handclasp.cli.text.TextStream;
import handclasp.inspector.Event;
import handclasp.tls.Alert;
import handclasp.tls.Direction;
import handclasp.tls.Epoch;
import handclasp.tls.WorkKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Prints every message of a connection with its fields, and what happens between them. */
public final class EventText implements Consumer<Event> {
    private final TextStream out;
    private final String prefix;

    /** @param prefix set before each event, to tell connections apart; may be empty */
    public EventText(TextStream out, String prefix) {
        this.out = out;
        this.prefix = prefix.isEmpty() ? "" : prefix + " ";
    }

    @Override
    public void accept(Event event) {
        switch (event) {
            case Event.Message message -> message(message);
            case Event.ChangeCipherSpec spec -> line(verb(spec.direction()) + " ChangeCipherSpec");
            case Event.KeyChange change -> keyChange(change);
            case Event.Suspended waiting -> line("waiting: " + name(waiting.work()));
            case Event.Resumed done ->
                    line("done: " + name(done.work()) + ", " + milliseconds(done.took()));
            case Event.Alerted alert -> alert(alert);
            // The report and the log tell of these.
            case Event.Derived secret -> {}
            case Event.Settled fact -> {}
            case Event.Certificates shown -> {}
            case Event.Failed failure -> {}
        }
    }

    private void message(Event.Message message) {
        List<String> lines = new ArrayList<>();
        String size = ", " + message.length() + " bytes";
        lines.add(prefix + verb(message.direction()) + " " + out.bold(message.name()) + size);
        lines.addAll(FieldText.lines(message.fields(), out));
        out.lines(lines);
    }

    private void keyChange(Event.KeyChange change) {
        String way = change.direction() == Direction.INBOUND ? "received" : "sent";
        String label = change.label().isEmpty() ? "" : " (" + change.label() + ")";
        line(
                "keys: what is %s from here on is protected by %s%s"
                        .formatted(way, keys(change.epoch()), label));
    }

    private static String keys(Epoch epoch) {
        return switch (epoch) {
            case CLEAR -> "none";
            case EARLY -> "early traffic keys";
            case HANDSHAKE -> "handshake traffic keys";
            case APPLICATION -> "application traffic keys";
        };
    }

    private void alert(Event.Alerted alert) {
        String text = verb(alert.direction()) + " alert " + alert.name();
        line(new Alert(alert.code()).isClosure() ? text : out.red(text));
    }

    private void line(String text) {
        out.line(prefix + text);
    }

    private static String name(WorkKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String milliseconds(long microseconds) {
        return String.format(Locale.ROOT, "%.1f ms", microseconds / 1000.0);
    }

    private static String verb(Direction direction) {
        return direction == Direction.INBOUND ? "received" : "sent";
    }
}
