package handclasp.inspector.page;

import java.util.HexFormat;

/** Bytes with their offsets, eight to a piece; as many pieces stand side by side as there is room for. */
final class HexDump {
    /** More than this is left out, in bytes. */
    static final int MOST = 8192;

    private static final int PIECE = 8;
    private static final HexFormat SPACED = HexFormat.ofDelimiter(" ");

    private HexDump() {}

    static String write(byte[] bytes) {
        StringBuilder html = new StringBuilder("<div class=\"hex\">\n");
        int end = Math.min(bytes.length, MOST);
        for (int i = 0; i < end; i += PIECE) {
            piece(html, bytes, i, Math.min(end, i + PIECE));
        }
        return html.append("</div>\n").toString();
    }

    private static void piece(StringBuilder html, byte[] bytes, int start, int end) {
        html.append("<code><b>").append("%04x".formatted(start)).append("</b> ");
        html.append(SPACED.formatHex(bytes, start, end));
        html.append("   ".repeat(PIECE - (end - start))).append(" <i>");
        StringBuilder text = new StringBuilder(PIECE);
        for (int i = start; i < end; i++) {
            text.append(bytes[i] >= ' ' && bytes[i] <= '~' ? (char) bytes[i] : '·');
        }
        html.append(Html.text(text.toString())).append("</i></code>\n");
    }
}
