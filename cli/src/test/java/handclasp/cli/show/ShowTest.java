package handclasp.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import handclasp.inspector.Recording;
import handclasp.inspector.RecordingJson;
import handclasp.testkit.GeneratedFile;
import java.io.StringReader;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code show} prints. */
class ShowTest {
    private static final String TEXTS = "cli/src/test/resources/handclasp/cli/show/texts/";

    static List<String> scenarios() {
        return Scenarios.names();
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                        "tls13",
                        "hello-retry",
                        "psk",
                        "tls12-dhe-mutual",
                        "tls12-cbc",
                        "ticket",
                        "replay",
                        "no-client-certificate")
                .flatMap(name -> Stream.of("en", "zh").map(lang -> Arguments.of(name, lang)));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void textIsAsReviewed(String name, String language) {
        Shown shown = Shown.of(name, "--lang", language);

        assertThat(shown.exitCode()).isZero();
        GeneratedFile.check(TEXTS + name + "." + language + ".txt", shown.out());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void everyScenarioComesToWhatItIsThereToShow(String name) {
        Shown english = Shown.of(name, "--verbose");
        Shown chinese = Shown.of(name, "--lang", "zh");

        assertThat(english.err() + chinese.err()).isEmpty();
        assertThat(english.exitCode()).isZero();
        assertThat(chinese.exitCode()).isZero();
        assertThat(english.out()).startsWith(name + ": ").doesNotContainPattern("\\p{IsHan}");
        assertThat(chinese.out()).startsWith(name + ": ").containsPattern("\\p{IsHan}");
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void jsonHoldsTheRecordingsOfBothEnds(String name) throws Exception {
        JsonObject document =
                JsonParser.parseString(Shown.of(name, "--json").out()).getAsJsonObject();

        assertThat(document.get("scenario").getAsString()).isEqualTo(name);
        assertThat(document.get("asExpected").getAsBoolean()).isTrue();
        JsonArray runs = document.getAsJsonArray("runs");
        assertThat(runs).isNotEmpty();
        JsonObject first = runs.get(0).getAsJsonObject();
        Recording client = recording(first.getAsJsonObject("client"));
        Recording server = recording(first.getAsJsonObject("server"));
        assertThat(client.messages()).isNotEmpty();
        assertThat(server.messages()).isNotEmpty();
        assertThat(server.messages().getFirst().length())
                .isEqualTo(client.messages().getFirst().length());
    }

    private static Recording recording(JsonObject json) throws Exception {
        return RecordingJson.read(new StringReader(json.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tls13", "tls12-ecdhe", "tls12-rsa", "tls12-cbc", "resumed"})
    void secretsAreShownOnRequestAlone(String name) {
        Shown asked = Shown.of(name, "--show-secrets", "--part", "totals");
        List<String> secrets =
                asked.out()
                        .lines()
                        .map(line -> line.replaceAll(".* ", ""))
                        .filter(value -> value.matches("([0-9a-f]{2}){4,}"))
                        .toList();

        assertThat(secrets).hasSizeGreaterThanOrEqualTo(6);
        assertThat(Shown.of(name, "--verbose").out()).doesNotContain(secrets);
        assertThat(Shown.of(name, "--json").out()).doesNotContain(secrets);
    }

    @Test
    void secretsOfTls12AreAllOfThem() {
        assertThat(Shown.of("tls12-cbc", "--show-secrets").out())
                .containsPattern("premaster secret +([0-9a-f]{64})\n")
                .containsPattern("master secret +([0-9a-f]{96})\n")
                .containsPattern("client write MAC key +([0-9a-f]{64})\n")
                .containsPattern("server write MAC key +([0-9a-f]{64})\n")
                .containsPattern("client write key +([0-9a-f]{32})\n")
                .containsPattern("server write key +([0-9a-f]{32})\n");
        assertThat(Shown.of("tls12-ecdhe", "--show-secrets").out())
                .containsPattern("client write IV +([0-9a-f]{8})\n")
                .doesNotContain("MAC key");
    }

    @Test
    void aRunIsWhatTheLaboratoryMakesOfIt() {
        assertThat(Shown.of("tls12-dhe-mutual", "--verbose", "--show-secrets"))
                .isEqualTo(Shown.of("tls12-dhe-mutual", "--verbose", "--show-secrets"));
    }

    @Test
    void countsAreThoseOfTheStandard() {
        List<String> rows =
                Shown.of("--counts").out().lines().map(row -> row.replaceAll(" +", " ")).toList();

        assertThat(rows)
                .anyMatch(row -> row.startsWith("tls12-dhe-mutual 13 4 2 "))
                .anyMatch(row -> row.startsWith("tls12-rsa-mutual 12 4 2 "))
                .anyMatch(row -> row.startsWith("tls12-ecdhe 10 4 2 "))
                .anyMatch(row -> row.startsWith("tls12-rsa 9 4 2 "))
                .anyMatch(row -> row.startsWith("resumed 2 6 3 1 "))
                .anyMatch(row -> row.startsWith("tls13 7 3 1 "));
    }

    @Test
    void recordsAreAsLongAsTheirFormatsSay() {
        assertThat(Shown.of("--records").out().lines().map(row -> row.replaceAll(" +", " ")))
                .contains(
                        "TLS_AES_128_GCM_SHA256 23 122 16406 16406 + 16406 + 7254",
                        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 30 129 16413 16413 + 16413 + 7261");
    }

    @Test
    void colourIsForTerminals() {
        assertThat(Shown.of(true, "untrusted", "--brief").out()).contains("\u001b[31m");
        assertThat(Shown.of(false, "untrusted", "--brief").out()).doesNotContain("\u001b");
    }

    @Test
    void partsAreShownAlone() {
        String keys = Shown.of("tls12-rsa", "--part", "keys").out();

        assertThat(keys)
                .contains("premaster secret")
                .doesNotContain("ClientHello, ", "round trips");
    }

    @Test
    void whatDoesNotExistIsNamedBesideWhatDoes() {
        Shown shown = Shown.of("tls14");

        assertThat(shown.exitCode()).isEqualTo(2);
        assertThat(shown.err()).contains("There is no scenario 'tls14'. There are: tls13, ");
        assertThat(Shown.of("--lang", "fr").err()).contains("en or zh");
        assertThat(Shown.of("tls13", "--json", "--show-secrets").exitCode()).isEqualTo(2);
    }

    @Test
    void theListNamesAll() {
        assertThat(Shown.of("--list").out().lines()).hasSameSizeAs(Scenarios.all());
    }

    @Test
    void aScenarioThatGoesAnotherWayIsNoticed() {
        List<Run> runs =
                Scenarios.named("tls13")
                        .orElseThrow()
                        .play()
                        .run(new Ends(Fixed.laboratory(), false));

        assertThat(Scenario.each(Scenario.completes(7)).test(runs)).isTrue();
        assertThat(Scenario.each(Scenario.completes(8)).test(runs)).isFalse();
        assertThat(Scenario.each(Scenario.clientFails("EXPIRED")).test(runs)).isFalse();
        assertThat(Scenario.each(Scenario.completes(7), Scenario.completes(7)).test(runs))
                .isFalse();
    }
}
