package handclasp.inspector;

import handclasp.tls.Field;
import java.util.ArrayList;
import java.util.List;

/** Copies a field tree up to a number of fields: a peer can fill a message with the smallest ones. */
final class FieldLimit {
    private int left;

    private FieldLimit(int most) {
        left = most;
    }

    /** All of them, or the first ones and a last one that says so. */
    static List<Field> cut(List<Field> fields, int most) {
        FieldLimit limit = new FieldLimit(most);
        List<Field> kept = limit.kept(fields);
        if (limit.left == 0) {
            kept.add(new Field("cut", "after " + most + " fields", 0, 0, List.of()));
        }
        return kept;
    }

    private List<Field> kept(List<Field> fields) {
        List<Field> kept = new ArrayList<>();
        for (Field field : fields) {
            if (left == 0) {
                break;
            }
            left--;
            kept.add(
                    new Field(
                            field.name(),
                            field.value(),
                            field.offset(),
                            field.length(),
                            kept(field.children())));
        }
        return kept;
    }
}
