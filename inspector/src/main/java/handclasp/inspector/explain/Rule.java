package handclasp.inspector.explain;

import java.net.URI;

/**
 * Where something is specified.
 *
 * @param rfc its number
 * @param section such as {@code 4.2.2} or {@code E.4}
 */
public record Rule(int rfc, String section) {

    public URI link() {
        String anchor =
                Character.isDigit(section.charAt(0)) ? "section-" + section : "appendix-" + section;
        return URI.create("https://www.rfc-editor.org/rfc/rfc" + rfc + ".html#" + anchor);
    }

    /** Such as {@code RFC 9846 §4.2.2}. */
    @Override
    public String toString() {
        return "RFC " + rfc + " §" + section;
    }
}
