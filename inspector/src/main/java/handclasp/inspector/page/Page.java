package handclasp.inspector.page;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A page that loads nothing and runs nothing.
 *
 * @param html the whole page
 * @param contentSecurityPolicy which allows its one style sheet, by its hash, and nothing else
 */
public record Page(String html, String contentSecurityPolicy) {

    /**
     * Puts a page together.
     *
     * @param language a language tag
     * @param title as plain text
     * @param style CSS
     * @param body as HTML, what stands in the body element
     */
    public static Page of(String language, String title, String style, String body) {
        String html =
                """
                <!DOCTYPE html>
                <html lang="%s">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>%s</title>
                <link rel="icon" href="data:,">
                <style>%s</style>
                </head>
                <body>
                %s
                </body>
                </html>
                """
                        .formatted(language, Html.text(title), style, body);
        return new Page(html, policy(style));
    }

    private static String policy(String style) {
        return "default-src 'none'; style-src 'sha256-"
                + Base64.getEncoder().encodeToString(sha256(style))
                + "'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
