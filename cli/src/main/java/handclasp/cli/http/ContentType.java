package handclasp.cli.http;

import java.util.Map;

/** What a file is, by the end of its name. */
final class ContentType {
    private static final String UTF_8 = "; charset=utf-8";

    private static final Map<String, String> BY_EXTENSION =
            Map.ofEntries(
                    Map.entry("avif", "image/avif"),
                    Map.entry("c", "text/plain" + UTF_8),
                    Map.entry("css", "text/css" + UTF_8),
                    Map.entry("csv", "text/csv" + UTF_8),
                    Map.entry("gif", "image/gif"),
                    Map.entry("gz", "application/gzip"),
                    Map.entry("h", "text/plain" + UTF_8),
                    Map.entry("htm", "text/html" + UTF_8),
                    Map.entry("html", "text/html" + UTF_8),
                    Map.entry("ico", "image/x-icon"),
                    Map.entry("java", "text/plain" + UTF_8),
                    Map.entry("jpeg", "image/jpeg"),
                    Map.entry("jpg", "image/jpeg"),
                    Map.entry("js", "text/javascript" + UTF_8),
                    Map.entry("json", "application/json"),
                    Map.entry("log", "text/plain" + UTF_8),
                    Map.entry("md", "text/markdown" + UTF_8),
                    Map.entry("mjs", "text/javascript" + UTF_8),
                    Map.entry("mp3", "audio/mpeg"),
                    Map.entry("mp4", "video/mp4"),
                    Map.entry("ogg", "audio/ogg"),
                    Map.entry("pdf", "application/pdf"),
                    Map.entry("pem", "application/x-pem-file"),
                    Map.entry("png", "image/png"),
                    Map.entry("svg", "image/svg+xml"),
                    Map.entry("txt", "text/plain" + UTF_8),
                    Map.entry("wasm", "application/wasm"),
                    Map.entry("webm", "video/webm"),
                    Map.entry("webp", "image/webp"),
                    Map.entry("woff2", "font/woff2"),
                    Map.entry("xml", "application/xml"),
                    Map.entry("yaml", "application/yaml"),
                    Map.entry("yml", "application/yaml"),
                    Map.entry("zip", "application/zip"));

    private ContentType() {}

    static String of(String fileName) {
        String extension = fileName.substring(fileName.lastIndexOf('.') + 1);
        return BY_EXTENSION.getOrDefault(
                HttpRequest.lowerCase(extension), "application/octet-stream");
    }
}
