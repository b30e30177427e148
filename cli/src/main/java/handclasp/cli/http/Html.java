package handclasp.cli.http;

import handclasp.inspector.page.Page;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The frame of the pages about folders: no scripts, nothing loaded, light and dark. */
final class Html {
    private static final String UNRESERVED = "-._~";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private static final String STYLE =
            """
            :root { color-scheme: light dark; }
            body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
            h1 { font-size: 1.4rem; overflow-wrap: anywhere; }
            table { border-collapse: collapse; width: 100%; }
            td { text-align: start; vertical-align: top; padding: .5rem .75rem .5rem 0; border-top: 1px solid #8886; overflow-wrap: anywhere; }
            td.number { text-align: end; white-space: nowrap; }
            """;

    private Html() {}

    /**
     * A whole page.
     *
     * @param language a language tag
     * @param title as plain text
     * @param body as HTML
     */
    static Page page(String language, String title, String body) {
        String main = "<main>\n<h1>%s</h1>\n%s\n</main>".formatted(text(title), body);
        return Page.of(language, title, STYLE, main);
    }

    /** Plain text as HTML, for content and quoted attributes. */
    static String text(String plain) {
        return handclasp.inspector.page.Html.text(plain);
    }

    /** One segment of a URL's path, percent-encoded. */
    static String urlSegment(String segment) {
        StringBuilder url = new StringBuilder(segment.length() + 16);
        for (byte octet : segment.getBytes(StandardCharsets.UTF_8)) {
            boolean plain =
                    octet >= 'a' && octet <= 'z'
                            || octet >= 'A' && octet <= 'Z'
                            || octet >= '0' && octet <= '9'
                            || UNRESERVED.indexOf(octet) >= 0;
            if (plain) {
                url.append((char) octet);
            } else {
                url.append('%').append(HEX.toHexDigits(octet));
            }
        }
        return url.toString();
    }
}
