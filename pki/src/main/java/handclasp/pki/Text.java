package handclasp.pki;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;

/** Words about certificates that are safe on a terminal: bounded, without control or direction-changing characters. */
final class Text {
    private static final int LONGEST_NAME = 120;
    private static final int LONGEST_LIST = 8;
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private Text() {}

    static String printable(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]", "?");
    }

    /** The certificate's subject, in quotes. */
    static String name(X509Certificate certificate) {
        return name(certificate.getSubjectX500Principal());
    }

    /** A name from a certificate, in quotes. */
    static String name(X500Principal name) {
        String text = name.getName();
        return text.isEmpty() ? "an empty name" : quoted(text);
    }

    static String quoted(String text) {
        return "\"" + shortened(printable(text)) + "\"";
    }

    /** At most a few of these, and how many more there are. */
    static String list(Collection<String> items) {
        String first =
                items.stream()
                        .limit(LONGEST_LIST)
                        .map(item -> shortened(printable(item)))
                        .collect(Collectors.joining(", "));
        int more = items.size() - LONGEST_LIST;
        return more > 0 ? first + " and " + more + " more" : first;
    }

    static String date(Instant time) {
        return UTC.format(time);
    }

    /** A length of time in its largest fitting unit: {@code 4 days}. */
    static String span(Duration length) {
        if (length.toDays() > 0) {
            return count(length.toDays(), "day");
        }
        if (length.toHours() > 0) {
            return count(length.toHours(), "hour");
        }
        if (length.toMinutes() > 0) {
            return count(length.toMinutes(), "minute");
        }
        return count(length.toSeconds(), "second");
    }

    private static String count(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME - 1) + "…";
    }
}
