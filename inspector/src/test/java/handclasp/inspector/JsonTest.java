package handclasp.inspector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void writesEveryKindOfValue() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("text", "a");
        document.put("number", 1);
        document.put("long", -5_000_000_000L);
        document.put("flag", true);
        document.put("nothing", null);
        document.put("list", Arrays.asList("x", null, List.of()));
        document.put("object", Map.of());

        assertThat(Json.write(document))
                .isEqualTo(
                        """
                        {
                          "text": "a",
                          "number": 1,
                          "long": -5000000000,
                          "flag": true,
                          "nothing": null,
                          "list": [
                            "x",
                            null,
                            []
                          ],
                          "object": {}
                        }""");
    }

    @Test
    void escapesWhatJsonAndTerminalsCannotTake() {
        assertThat(Json.write("\"\\\n\r\t\u0000\u001b\u007f\u2028é🔒"))
                .isEqualTo(
                        "\"\\\"\\\\\\n\\r\\t\\u0000\\u001b\\u007f\\u2028\\u00e9\\ud83d\\udd12\"");
    }

    @Test
    void refusesWhatIsNoValue() {
        assertThatIllegalArgumentException().isThrownBy(() -> Json.write(1.5));
    }
}
