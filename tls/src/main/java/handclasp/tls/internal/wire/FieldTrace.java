package handclasp.tls.internal.wire;

import handclasp.tls.Field;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Collects the fields that a {@link WireReader} passes, as a tree. Not thread-safe. */
public final class FieldTrace {
    private final Deque<List<Field>> open = new ArrayDeque<>();

    public FieldTrace() {
        open.push(new ArrayList<>());
    }

    void leaf(String name, String value, int offset, int length) {
        add(new Field(name, value, offset, length, List.of()));
    }

    void open() {
        open.push(new ArrayList<>());
    }

    void close(String name, int offset, int length) {
        List<Field> children = open.pop();
        add(new Field(name, "", offset, length, children));
    }

    /** All that was passed, also where reading broke off in the middle. */
    public List<Field> fields() {
        List<Field> all = new ArrayList<>();
        open.descendingIterator().forEachRemaining(all::addAll);
        return List.copyOf(all);
    }

    private void add(Field field) {
        open.element().add(field);
    }
}
