package handclasp.inspector;

import handclasp.inspector.JsonDocument.Digits;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** An object of a JSON document, whose members are asked for by name and kind. Immutable. */
final class JsonMembers {
    /** With a decimal point and an exponent; what is longer is no number of a recording. */
    private static final int LONGEST_NUMBER = 40;

    private final Map<?, ?> members;

    private JsonMembers(Map<?, ?> members) {
        this.members = members;
    }

    static JsonMembers of(Object value, String what) throws InvalidRecording {
        if (value instanceof Map<?, ?> members) {
            return new JsonMembers(members);
        }
        throw new InvalidRecording(what + " is no JSON object");
    }

    boolean has(String name) {
        return members.containsKey(name);
    }

    String text(String name) throws InvalidRecording {
        if (require(name) instanceof String text) {
            return text;
        }
        throw wrongKind(name, "no string");
    }

    Optional<String> optionalText(String name) throws InvalidRecording {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    /** A string of this form. */
    String text(String name, Pattern form) throws InvalidRecording {
        String text = text(name);
        if (!form.matcher(text).matches()) {
            throw wrongKind(name, InvalidRecording.quoted(text));
        }
        return text;
    }

    /** A number without a fraction, in these bounds. */
    long number(String name, long least, long most) throws InvalidRecording {
        Object value = require(name);
        if (!(value instanceof Digits digits)) {
            throw wrongKind(name, "no number");
        }
        long number = exact(name, digits.text());
        if (number < least || number > most) {
            throw wrongKind(name, number + ", not from " + least + " to " + most);
        }
        return number;
    }

    private static long exact(String name, String digits) throws InvalidRecording {
        if (digits.length() <= LONGEST_NUMBER) {
            try {
                return new BigDecimal(digits).longValueExact();
            } catch (ArithmeticException | NumberFormatException e) {
                // Said below.
            }
        }
        throw wrongKind(name, InvalidRecording.quoted(digits) + ", no whole number of 64 bits");
    }

    /** A number from 0 on. */
    int count(String name, int most) throws InvalidRecording {
        return (int) number(name, 0, most);
    }

    /** A time in UTC of four digits of years, as X.509 has them. */
    Instant time(String name) throws InvalidRecording {
        String text = text(name);
        try {
            Instant time = Instant.parse(text);
            if (!time.isBefore(CertificateSummary.FIRST_TIME)
                    && !time.isAfter(CertificateSummary.LAST_TIME)) {
                return time;
            }
        } catch (DateTimeParseException e) {
            // Said below.
        }
        throw wrongKind(name, InvalidRecording.quoted(text));
    }

    /** The constant whose name, in lower case with blanks, is the string. */
    <E extends Enum<E>> E constant(String name, Class<E> type) throws InvalidRecording {
        String text = text(name);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).replace('_', ' ').equals(text)) {
                return constant;
            }
        }
        throw wrongKind(name, InvalidRecording.quoted(text));
    }

    JsonMembers object(String name) throws InvalidRecording {
        return of(require(name), "the member " + name);
    }

    List<JsonMembers> objects(String name) throws InvalidRecording {
        List<JsonMembers> objects = new ArrayList<>();
        for (Object item : array(name)) {
            objects.add(of(item, "an entry of " + name));
        }
        return objects;
    }

    List<String> texts(String name) throws InvalidRecording {
        List<String> texts = new ArrayList<>();
        for (Object item : array(name)) {
            if (!(item instanceof String text)) {
                throw wrongKind(name, "no array of strings");
            }
            texts.add(text);
        }
        return texts;
    }

    private List<?> array(String name) throws InvalidRecording {
        if (require(name) instanceof List<?> items) {
            return items;
        }
        throw wrongKind(name, "no array");
    }

    private Object require(String name) throws InvalidRecording {
        Object value = members.get(name);
        if (value == null) {
            throw new InvalidRecording("it lacks the member " + name);
        }
        return value;
    }

    private static InvalidRecording wrongKind(String name, String what) {
        return new InvalidRecording("a value in it is of the wrong kind: " + name + " is " + what);
    }
}
