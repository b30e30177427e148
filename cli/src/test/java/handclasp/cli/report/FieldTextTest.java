package handclasp.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.cli.text.TextStream;
import handclasp.tls.Field;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FieldTextTest {
    private final TextStream plain =
            new TextStream(new PrintStream(new ByteArrayOutputStream()), false);

    @Test
    void indentsFields() {
        Field share = field("key_share_entry", "", leaf("group", "x25519"), leaf("key", "00ff"));

        assertThat(lines(leaf("random", "1234"), share))
                .containsExactly(
                        "    random: 1234",
                        "    key_share_entry:",
                        "        group: x25519",
                        "        key: 00ff");
    }

    @Test
    void namesExtensionsByTheirType() {
        Field versions = field("versions", "", leaf("entry", "TLS 1.3"), leaf("entry", "TLS 1.2"));
        Field known = extension("supported_versions", field("extension_data", "", versions));
        Field unknown = extension("0xfafa", leaf("extension_data", "00"));
        Field empty = extension("extended_master_secret", leaf("extension_data", ""));

        Field first =
                extension(
                        "renegotiation_info",
                        field("extension_data", "", leaf("renegotiated_connection", "")));

        assertThat(lines(known, unknown, empty, first))
                .containsExactly(
                        "    supported_versions: TLS 1.3, TLS 1.2",
                        "    0xfafa: 00",
                        "    extended_master_secret: empty",
                        "    renegotiation_info: empty");
    }

    @Test
    void wrapsLongListsAndCutsLongValues() {
        Field[] entries =
                IntStream.range(0, 30)
                        .mapToObj(i -> leaf("entry", "value" + i))
                        .toArray(Field[]::new);

        List<String> lines = lines(field("list", "", entries), leaf("long", "f".repeat(5000)));

        assertThat(lines).hasSizeBetween(3, 6).allMatch(line -> line.length() < 120);
        assertThat(String.join(" ", lines).replaceAll(" +", " "))
                .contains("value0, value1, ", "value29");
        assertThat(lines.getLast()).endsWith("ff...");
    }

    @Test
    void isSafeForTerminals() {
        assertThat(lines(leaf("a\u001bb", "c\u001bd"))).containsExactly("    a\\u{1b}b: c\\u{1b}d");
    }

    private List<String> lines(Field... fields) {
        return FieldText.lines(List.of(fields), plain);
    }

    private static Field extension(String type, Field data) {
        return field("Extension", "", leaf("extension_type", type), data);
    }

    private static Field leaf(String name, String value) {
        return field(name, value);
    }

    private static Field field(String name, String value, Field... children) {
        return new Field(name, value, 0, 0, List.of(children));
    }
}
