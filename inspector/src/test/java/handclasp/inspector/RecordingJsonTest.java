package handclasp.inspector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import handclasp.inspector.explain.Language;
import handclasp.inspector.page.HandshakePage;
import handclasp.tls.Direction;
import handclasp.tls.Role;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RecordingJsonTest {
    private static final Pattern VALUE = Pattern.compile(": (\"[^\"]*\"|-?\\d+)");
    private static final List<String> STRANGE =
            List.of(
                    "0",
                    "-1",
                    "1",
                    "2147483647",
                    "9223372036854775807",
                    "9223372036854775808",
                    "1e400",
                    "4.5",
                    "null",
                    "true",
                    "{}",
                    "[]",
                    "[[]]",
                    "\"\"",
                    "\"\\ud800\"",
                    "\"\\u0000\"",
                    "\"abc\"",
                    "\"Extension\"",
                    "\"+1000000000-12-31T23:59:59Z\"",
                    "\"-0001-01-01T00:00:00Z\"");

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
                "\"event\": \"keyChange\" | \"event\": \"exchange\" | there is no event \"exchange\"",
                "\"bytes\": \"01 | \"bytes\": \"0g | wrong kind",
                "\"omitted\" | \"omited\" | it lacks the member omitted",
                "\"began\": \"2 | \"began\": \"x | wrong kind",
                "\"offset\": 4, | \"offset\": 40000, | a field lies outside its message",
                "\"offset\": 4, | \"offset\": 4.5, | wrong kind",
                "{ | [ | not JSON",
                "\"at\": 0 | \"at\": -1 | wrong kind: at is -1",
                "\"at\": 0 | \"at\": 1e999999999 | wrong kind: at is",
                "\"at\": 0 | \"at\": \"0\" | wrong kind: at is no number",
                "\"flight\": 1, | \"flight\": 0, | wrong kind: flight is 0",
                "\"flight\": 1, | \"flight\": 1, \"flight\": 1, | the name \"flight\" stands twice",
                "\"type\": 1, | \"type\": 256, | wrong kind: type is 256",
                "\"name\": \"ClientHello\" | \"name\": 1 | wrong kind: name is no string",
                "\"name\": \"ClientHello\" | \"name\": [\"ClientHello\"] | name is no string",
                "\"notAfter\": \"2 | \"notAfter\": \"+12 | wrong kind: notAfter is",
                "\"sha256\": \" | \"sha256\": \"0 | wrong kind: sha256 is",
                "\"events\": [ | \"events\": [7, | an entry of events is no JSON object",
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

    @Test
    void refusesTextAfterTheEnd() throws Exception {
        String json = RecordingJson.write(Shaken.hands(Shaken.PLAIN).server());
        assertThat(RecordingJson.read(new StringReader(json + " \n"))).isNotNull();

        for (String more : List.of("{}", "x", "]", ",", "\0")) {
            assertThatThrownBy(() -> RecordingJson.read(new StringReader(json + more)))
                    .isInstanceOf(InvalidRecording.class)
                    .hasMessage("it is not JSON: there is text after its end");
        }
    }

    /** The type of an extension at the very end of its message would be read from beyond it. */
    @Test
    void refusesAnExtensionWithoutItsType() {
        String at = "\"value\":\"\",\"offset\":4,\"length\":0";
        String json =
                """
                {"event":"message","at":0,"direction":"inbound","flight":1,"name":"x","type":1,
                "length":4,"bytes":"01000000","extensions":[],"fields":[{"name":"Extension",%s,
                "fields":[{"name":"extension_type",%s},{"name":"extension_data",%s}]}]}
                """
                        .formatted(at, at, at);

        assertThat(failure(document(json))).isEqualTo("an extension's type has not two bytes");
    }

    @Test
    void quotesLittleAndNothingThatATerminalObeys() {
        String strange = "\u001b[2J\u202e" + "x".repeat(10_000);
        String escaped = Json.write(strange);

        for (String event :
                List.of(
                        "{\"event\":" + escaped + ",\"at\":0}",
                        "{\"event\":\"suspended\",\"at\":0,\"work\":" + escaped + "}",
                        "{\"event\":\"fact\",\"at\":" + escaped + "}",
                        "{" + escaped + ":1," + escaped + ":2}",
                        "{" + escaped + ":nonsense}",
                        "{\"event\":\"\u001b[2J")) {
            assertThat(failure(document(event))).matches("[ -~]{1,400}");
        }
    }

    @Test
    void hasBounds() {
        assertThat(failure(new Repeated("", " ")))
                .isEqualTo("it is longer than 67108864 characters");
        assertThat(failure(new Repeated("[0", ",0")))
                .isEqualTo("it holds more than 2097152 values");
        assertThat(failure(new Repeated("", "["))).startsWith("it is not JSON: Nesting limit");
        String fact = "{\"event\":\"fact\",\"at\":0,\"name\":\"\",\"value\":\"\"}";
        assertThat(failure(document(fact + ("," + fact).repeat(10_000))))
                .isEqualTo("it holds more than 10000 events");
    }

    @Test
    void saysThatItCannotRead() {
        Reader broken =
                new Reader() {
                    @Override
                    public int read(char[] target, int offset, int length) throws IOException {
                        throw new IOException("the disk is gone");
                    }

                    @Override
                    public void close() {}
                };

        assertThat(failure(broken)).isEqualTo("it cannot be read: the disk is gone");
    }

    /** Of two gigabytes a message's length in hexadecimal has no int. */
    @Test
    void isCutIsRightForAnyLength() {
        Event.Message message =
                new Event.Message(
                        0, Direction.INBOUND, 1, "x", 1, Integer.MAX_VALUE, "01", List.of());

        assertThat(message.isCut()).isTrue();
    }

    /** A changed recording is read, and then shown, or refused; nothing else. */
    @Test
    void onlyRefusesWhateverIsChanged() throws Exception {
        Random random = new Random(5);
        int read = 0;
        for (Shaken.Kind kind : List.of(Shaken.PLAIN, Shaken.TLS12, Shaken.STRANGER)) {
            String json = RecordingJson.write(Shaken.hands(kind).client());
            for (int i = 0; i < 1500; i++) {
                String changed = changed(json, random);
                try {
                    Recording recording = RecordingJson.read(new StringReader(changed));
                    read++;
                    assertThat(RecordingJson.write(recording)).isNotEmpty();
                    assertThat(HandshakePage.of(recording, Language.CHINESE).html()).isNotEmpty();
                    recording
                            .certificates(Role.SERVER)
                            .forEach(CertificateSummary::fingerprintWithColons);
                } catch (InvalidRecording e) {
                    assertThat(e.getMessage()).matches("[ -~]{1,400}");
                }
            }
        }
        assertThat(read).isGreaterThan(100);
    }

    private static String changed(String json, Random random) {
        int at = random.nextInt(json.length());
        return switch (random.nextInt(5)) {
            case 0 -> json.substring(0, at);
            case 1 -> json.substring(0, at) + (char) random.nextInt(0x80) + json.substring(at + 1);
            case 2 -> json.substring(0, at) + json.substring(Math.min(json.length(), at + 9));
            case 3 -> swapped(json, at, random);
            default -> replaced(json, at, random);
        };
    }

    /** Two values of the document change places. */
    private static String swapped(String json, int at, Random random) {
        List<int[]> values = values(json);
        int[] one = values.get(random.nextInt(values.size()));
        int[] other = values.get(random.nextInt(values.size()));
        if (one[0] >= other[0]) {
            return replaced(json, at, random);
        }
        return json.substring(0, one[0])
                + json.substring(other[0], other[1])
                + json.substring(one[1], other[0])
                + json.substring(one[0], one[1])
                + json.substring(other[1]);
    }

    /** A value becomes one that may be too much. */
    private static String replaced(String json, int at, Random random) {
        List<int[]> values = values(json);
        int[] place = values.get(random.nextInt(values.size()));
        String value = STRANGE.get(random.nextInt(STRANGE.size()));
        return json.substring(0, place[0]) + value + json.substring(place[1]);
    }

    private static List<int[]> values(String json) {
        return VALUE.matcher(json)
                .results()
                .map(found -> new int[] {found.start(1), found.end(1)})
                .toList();
    }

    private static Reader document(String events) {
        return new StringReader(
                "{\"format\":1,\"role\":\"client\",\"began\":\"2026-11-24T12:00:00Z\","
                        + "\"omitted\":{\"events\":0,\"bytes\":0},\"events\":["
                        + events
                        + "]}");
    }

    private static String failure(Reader json) {
        return catchThrowableOfType(InvalidRecording.class, () -> RecordingJson.read(json))
                .getMessage();
    }

    /** A beginning, and then the same again and again without an end. */
    private static final class Repeated extends Reader {
        private final String beginning;
        private final String again;
        private long position;

        Repeated(String beginning, String again) {
            this.beginning = beginning;
            this.again = again;
        }

        @Override
        public int read(char[] target, int offset, int length) {
            for (int i = 0; i < length; i++, position++) {
                target[offset + i] =
                        position < beginning.length()
                                ? beginning.charAt((int) position)
                                : again.charAt(
                                        (int) ((position - beginning.length()) % again.length()));
            }
            return length;
        }

        @Override
        public void close() {}
    }

    private static Schema schema() throws Exception {
        Path root = Path.of(System.getProperty("handclasp.root"));
        String text = Files.readString(root.resolve("docs/handshake.schema.json"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text, InputFormat.JSON);
    }
}
