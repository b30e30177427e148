package handclasp.inspector.page;

/** Plain text in HTML. */
public final class Html {
    private Html() {}

    /** Plain text as HTML, for content and quoted attributes; what could reorder or hide text is replaced. */
    public static String text(String plain) {
        if (plain.chars().allMatch(Html::isPlain)) {
            return plain;
        }
        StringBuilder html = new StringBuilder(plain.length() + 16);
        plain.codePoints().forEach(c -> append(html, c));
        return html.toString();
    }

    /** Printable ASCII without a meaning of its own, which is most of what a page is made of. */
    private static boolean isPlain(int c) {
        return c >= ' ' && c <= '~' && c != '&' && c != '<' && c != '>' && c != '"' && c != '\'';
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
        int type = Character.getType(c);
        return !nonCharacter
                && type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.SURROGATE;
    }
}
