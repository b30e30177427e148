package handclasp.cli.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The path of a request (RFC 9112 §3.2), decoded so that no later step can read it otherwise. */
record RequestTarget(List<String> segments, boolean folder, String query) {

    /** Reads the origin form, {@code /a/b?c}, or the absolute form, {@code https://host/a/b?c}. */
    static RequestTarget parse(String target) throws Refusal {
        String whole = withoutFragment(originForm(target));
        int mark = whole.indexOf('?');
        String path = mark < 0 ? whole : whole.substring(0, mark);
        List<String> segments = new ArrayList<>();
        for (String raw : path.split("/", -1)) {
            String segment = decode(raw);
            if (segment.equals(".") || segment.equals("..")) {
                throw new Refusal(400, "The path holds . or .. segments.");
            }
            if (!segment.isEmpty()) {
                segments.add(segment);
            }
        }
        String query = mark < 0 ? "" : whole.substring(mark + 1);
        return new RequestTarget(List.copyOf(segments), path.endsWith("/"), query);
    }

    private static String originForm(String target) throws Refusal {
        if (target.startsWith("/")) {
            return target;
        }
        int scheme = target.indexOf("://");
        boolean absolute = scheme > 0 && HttpRequest.lowerCase(target).startsWith("http");
        if (!absolute) {
            throw new Refusal(400, "The request's target is not a path.");
        }
        int slash = target.indexOf('/', scheme + 3);
        return slash < 0 ? "/" : target.substring(slash);
    }

    private static String withoutFragment(String target) {
        int hash = target.indexOf('#');
        return hash < 0 ? target : target.substring(0, hash);
    }

    private static String decode(String raw) throws Refusal {
        if (raw.indexOf('%') < 0) {
            return raw;
        }
        ByteBuffer bytes = ByteBuffer.allocate(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            bytes.put(c == '%' ? octet(raw, i) : (byte) c);
            i += c == '%' ? 2 : 0;
        }
        return text(bytes.flip());
    }

    private static byte octet(String raw, int percent) throws Refusal {
        boolean whole = percent + 2 < raw.length();
        if (!whole
                || !HexFormat.isHexDigit(raw.charAt(percent + 1))
                || !HexFormat.isHexDigit(raw.charAt(percent + 2))) {
            throw new Refusal(400, "The path holds a % that is not followed by two hex digits.");
        }
        int octet = HexFormat.fromHexDigits(raw, percent + 1, percent + 3);
        if (octet == 0 || octet == '/') {
            throw new Refusal(400, "The path hides a slash or NUL behind a % code.");
        }
        return (byte) octet;
    }

    private static String text(ByteBuffer bytes) throws Refusal {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new Refusal(400, "The path is not UTF-8.");
        }
    }
}
