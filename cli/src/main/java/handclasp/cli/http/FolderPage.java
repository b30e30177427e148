package handclasp.cli.http;

import handclasp.inspector.page.Page;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A folder's content as a page. */
final class FolderPage {
    /** More entries than this are left out. */
    static final int LONGEST = 10_000;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private FolderPage() {}

    /** @param size in bytes */
    record Entry(String name, boolean isFolder, long size, Instant modified) {}

    static Page write(List<String> segments, List<Entry> entries) {
        StringBuilder body = new StringBuilder("<table>\n");
        if (!segments.isEmpty()) {
            body.append(row("../", "..", "", ""));
        }
        entries.stream()
                .sorted(Comparator.comparing(Entry::isFolder).reversed().thenComparing(Entry::name))
                .map(FolderPage::row)
                .forEach(body::append);
        if (segments.isEmpty() && entries.isEmpty()) {
            body.append("<tr><td>This folder is empty.</td></tr>\n");
        }
        body.append("</table>");
        return Html.page("en", title(segments), body.toString());
    }

    private static String title(List<String> segments) {
        return segments.isEmpty() ? "/" : "/" + String.join("/", segments) + "/";
    }

    private static String row(Entry entry) {
        String end = entry.isFolder() ? "/" : "";
        return row(
                "./" + Html.urlSegment(entry.name()) + end,
                entry.name() + end,
                entry.isFolder() ? "" : size(entry.size()),
                TIME.format(entry.modified()));
    }

    private static String row(String url, String name, String size, String time) {
        return "<tr><td><a href=\"%s\">%s</a></td><td class=\"number\">%s</td><td>%s</td></tr>\n"
                .formatted(url, Html.text(name), size, time);
    }

    private static String size(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        long kibibytes = bytes / 1024;
        return kibibytes < 1024 ? kibibytes + " KiB" : kibibytes / 1024 + " MiB";
    }
}
