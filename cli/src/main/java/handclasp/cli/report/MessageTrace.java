package handclasp.cli.report;

import handclasp.cli.text.TextStream;
import handclasp.tls.Alert;
import handclasp.tls.Direction;
import handclasp.tls.Epoch;
import handclasp.tls.HandshakeListener;
import handclasp.tls.MessageView;
import handclasp.tls.WorkKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints every message of a connection with its fields, and what happens between them. */
public final class MessageTrace implements HandshakeListener {
    private final TextStream out;
    private final String prefix;

    /** @param prefix set before each event, to tell connections apart; may be empty */
    public MessageTrace(TextStream out, String prefix) {
        this.out = out;
        this.prefix = prefix.isEmpty() ? "" : prefix + " ";
    }

    @Override
    public void message(Direction direction, MessageView message) {
        List<String> lines = new ArrayList<>();
        String size = ", " + message.length() + " bytes";
        lines.add(prefix + verb(direction) + " " + out.bold(message.name()) + size);
        lines.addAll(FieldText.lines(message.fields(), out));
        out.lines(lines);
    }

    @Override
    public void changeCipherSpec(Direction direction) {
        out.line(prefix + verb(direction) + " ChangeCipherSpec, which means nothing in TLS 1.3");
    }

    @Override
    public void keyChange(Direction direction, Epoch epoch) {
        String way = direction == Direction.INBOUND ? "received" : "sent";
        out.line(prefix + "keys: what is " + way + " from here on is protected by " + keys(epoch));
    }

    private static String keys(Epoch epoch) {
        return switch (epoch) {
            case CLEAR -> "none";
            case HANDSHAKE -> "handshake traffic keys";
            case APPLICATION -> "application traffic keys";
        };
    }

    @Override
    public void suspended(WorkKind kind) {
        out.line(prefix + "waiting: " + name(kind));
    }

    @Override
    public void resumed(WorkKind kind) {
        out.line(prefix + "done: " + name(kind));
    }

    private static String name(WorkKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    @Override
    public void alert(Direction direction, Alert alert) {
        String text = verb(direction) + " alert " + alert;
        out.line(prefix + (alert.isClosure() ? text : out.red(text)));
    }

    private static String verb(Direction direction) {
        return direction == Direction.INBOUND ? "received" : "sent";
    }
}
