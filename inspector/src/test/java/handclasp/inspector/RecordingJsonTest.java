package handclasp.inspector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import handclasp.inspector.explain.Language;
import handclasp.inspector.page.HandshakePage;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RecordingJsonTest {

    static List<Shaken.Kind> kinds() {
        return Shaken.kinds();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void readsWhatItWroteAndKeepsToTheSchema(Shaken.Kind kind) throws Exception {
        Shaken shaken = Shaken.hands(kind);

        for (Recording recording : List.of(shaken.client(), shaken.server())) {
            String json = RecordingJson.write(recording);
            assertThat(schema().validate(json, InputFormat.JSON)).isEmpty();
            assertThat(RecordingJson.read(new StringReader(json))).isEqualTo(recording);
            assertThat(json).matches("[ -~\n]*");
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void holdsNoSecret(Shaken.Kind kind) throws Exception {
        Shaken shaken = Shaken.hands(kind);

        assertThat(shaken.secrets()).isNotEmpty();
        for (Recording recording : List.of(shaken.client(), shaken.server())) {
            String page = HandshakePage.of(recording, Language.ENGLISH).html();
            String shown = page.replaceAll("<[^>]*>|\\s", "");
            for (String secret : shaken.secrets()) {
                String part = secret.substring(0, 32);
                assertThat(RecordingJson.write(recording)).doesNotContain(part);
                assertThat(shown).doesNotContain(part);
            }
        }
    }

    @Test
    void keepsToTheSchemaWhenCut() throws Exception {
        Recorder.Limits small = new Recorder.Limits(300, 12, 5);
        Shaken shaken = Shaken.hands(Shaken.MUTUAL, small);

        String json = RecordingJson.write(shaken.server());
        assertThat(shaken.server().omitted().bytes()).isPositive();
        assertThat(schema().validate(json, InputFormat.JSON)).isEmpty();
        assertThat(RecordingJson.read(new StringReader(json))).isEqualTo(shaken.server());
    }

    @ParameterizedTest
    @CsvSource({
        "\"format\": 1, \"format\": 2",
        "\"role\": \"server\", \"role\": \"referee\"",
        "\"event\": \"keyChange\", \"event\": \"keyExchange\"",
        "\"bytes\": \"01, \"bytes\": \"0g",
        "\"at\": 0, \"at\": -1",
        "\"omitted\", \"omited\"",
    })
    void theSchemaRefusesWhatIsNone(String good, String bad) throws Exception {
        String json = RecordingJson.write(Shaken.hands(Shaken.PLAIN).server());
        assertThat(json).contains(good);

        assertThat(schema().validate(json.replace(good, bad), InputFormat.JSON)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"format\": 1 | \"format\": 2 | its format is 2",
                "\"role\": \"server\" | \"role\": \"referee\" | wrong kind",
                "\"event\": \"keyChange\" | \"event\": \"exchange\" | there is no event exchange",
                "\"bytes\": \"01 | \"bytes\": \"0g | wrong kind",
                "\"omitted\" | \"omited\" | it lacks the member omitted",
                "\"began\": \"2 | \"began\": \"x | wrong kind",
                "\"offset\": 4, | \"offset\": 40000, | a field lies outside its message",
                "\"offset\": 4, | \"offset\": 4.5, | wrong kind",
                "{ | [ | not JSON",
            })
    void saysWhatIsWrongWithADocument(String good, String bad, String words) throws Exception {
        String json = RecordingJson.write(Shaken.hands(Shaken.PLAIN).server());
        assertThat(json).contains(good);

        assertThatThrownBy(() -> RecordingJson.read(new StringReader(json.replace(good, bad))))
                .isInstanceOf(InvalidRecording.class)
                .hasMessageContaining(words);
    }

    @Test
    void refusesWhatIsNoObject() {
        for (String text : List.of("", "null", "[]", "1", "{} {}", "{\"a\": }")) {
            assertThatThrownBy(() -> RecordingJson.read(new StringReader(text)))
                    .as(text)
                    .isInstanceOf(InvalidRecording.class);
        }
    }

    private static Schema schema() throws Exception {
        Path root = Path.of(System.getProperty("handclasp.root"));
        String text = Files.readString(root.resolve("docs/handshake.schema.json"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text, InputFormat.JSON);
    }
}
