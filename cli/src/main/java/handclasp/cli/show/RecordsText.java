package handclasp.cli.show;

import handclasp.inspector.explain.Language;
import handclasp.inspector.explain.Text;
import handclasp.tls.CipherSuite;
import handclasp.tls.ProtocolVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A table of how long records are. */
final class RecordsText {
    private static final int NAME = 45;
    private static final int CELL = 9;
    private static final List<Integer> DATA = List.of(1, 100, 16_384, 40_000);
    private static final List<CipherSuite> SUITES =
            List.of(
                    CipherSuite.TLS_AES_128_GCM_SHA256,
                    CipherSuite.TLS_CHACHA20_POLY1305_SHA256,
                    CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
                    CipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
                    CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256);

    private RecordsText() {}

    static List<String> lines(Ends ends, Language language) {
        List<String> lines = new ArrayList<>();
        lines.add(
                row(
                        new Text("bytes of data", "数据字节数").in(language),
                        DATA.stream().map(String::valueOf).toList()));
        SUITES.forEach(suite -> lines.add(row(suite.toString(), lengths(ends, suite))));
        return lines;
    }

    private static List<String> lengths(Ends ends, CipherSuite suite) {
        return DATA.stream()
                .map(
                        data ->
                                lengths(ends, suite, data).stream()
                                        .map(String::valueOf)
                                        .collect(Collectors.joining(" + ")))
                .toList();
    }

    private static List<Integer> lengths(Ends ends, CipherSuite suite, int data) {
        boolean tls13 = suite.version().filter(ProtocolVersion.TLS_1_3::equals).isPresent();
        return tls13
                ? Exchange.recordLengths(
                        ends.client(ProtocolVersion.TLS_1_3).cipherSuites(List.of(suite)).build(),
                        ends.server(ProtocolVersion.TLS_1_3, Who.SERVER_RSA)
                                .cipherSuites(List.of(suite))
                                .build(),
                        Ends.SERVER,
                        data)
                : Exchange.recordLengths(
                        ends.client(suite).build(), ends.server(suite).build(), Ends.SERVER, data);
    }

    private static String row(String name, List<String> cells) {
        StringBuilder line = new StringBuilder(name);
        line.repeat(' ', Math.max(1, NAME - Wrap.width(name)));
        for (String cell : cells) {
            line.repeat(' ', Math.max(1, CELL - Wrap.width(cell))).append(cell);
        }
        return line.toString();
    }
}
