package handclasp.cli.http;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The frame of this program's own pages: no scripts, nothing loaded, light and dark. */
final class Html {
    private static final String UNRESERVED = "-._~";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private static final String STYLE =
            """
            :root { color-scheme: light dark; }
            body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
            h1 { font-size: 1.4rem; overflow-wrap: anywhere; }
            table { border-collapse: collapse; width: 100%; }
            th, td { text-align: start; vertical-align: top; padding: .5rem .75rem .5rem 0; border-top: 1px solid #8886; overflow-wrap: anywhere; }
            th { font-weight: 600; }
            td small { display: block; opacity: .75; }
            td.number { text-align: end; white-space: nowrap; }
            code { font-family: ui-monospace, monospace; font-size: .95em; }
            """;

    private Html() {}

    /**
     * A whole page.
     *
     * @param language a language tag
     * @param title as plain text
     * @param body as HTML
     */
    static String page(String language, String title, String body) {
        return """
               <!DOCTYPE html>
               <html lang="%s">
               <head>
               <meta charset="utf-8">
               <meta name="viewport" content="width=device-width, initial-scale=1">
               <title>%s</title>
               <link rel="icon" href="data:,">
               <style>
               %s</style>
               </head>
               <body>
               <main>
               <h1>%s</h1>
               %s
               </main>
               </body>
               </html>
               """
                .formatted(language, text(title), STYLE, text(title), body);
    }

    /** Plain text as HTML, for content and quoted attributes. */
    static String text(String plain) {
        StringBuilder html = new StringBuilder(plain.length() + 16);
        plain.codePoints().forEach(c -> append(html, c));
        return html.toString();
    }

    private static void append(StringBuilder html, int c) {
        switch (c) {
            case '&' -> html.append("&amp;");
            case '<' -> html.append("&lt;");
            case '>' -> html.append("&gt;");
            case '"' -> html.append("&quot;");
            case '\'' -> html.append("&#39;");
            default -> html.appendCodePoint(isAllowed(c) ? c : 0xfffd);
        }
    }

    /** HTML forbids control characters, lone surrogates and noncharacters. */
    private static boolean isAllowed(int c) {
        boolean nonCharacter = (c & 0xfffe) == 0xfffe || c >= 0xfdd0 && c <= 0xfdef;
        return !Character.isISOControl(c)
                && Character.getType(c) != Character.SURROGATE
                && !nonCharacter;
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
