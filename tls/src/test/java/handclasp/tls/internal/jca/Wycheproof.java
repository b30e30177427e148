package handclasp.tls.internal.jca;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** One test of a file of C2SP Wycheproof's {@code testvectors_v1}, with the group it stands in. */
record Wycheproof(String file, JsonObject group, JsonObject test) {
    /** All tests of a file, or the end of the calling test if the file is not there. */
    static List<Wycheproof> of(String file) throws IOException {
        try (Reader reader = Files.newBufferedReader(require(file))) {
            JsonObject root = JsonParser.parseReader(reader).getAsJsonObject();
            List<Wycheproof> all = new ArrayList<>();
            for (JsonElement group : root.getAsJsonArray("testGroups")) {
                for (JsonElement test : group.getAsJsonObject().getAsJsonArray("tests")) {
                    all.add(new Wycheproof(file, group.getAsJsonObject(), test.getAsJsonObject()));
                }
            }
            assertThat(all).hasSize(root.get("numberOfTests").getAsInt());
            return all;
        }
    }

    private static Path require(String file) {
        Path path = shared().resolve("vectors/wycheproof").resolve(file);
        if (Files.exists(path)) {
            return path;
        }
        String need =
                "needs shared/vectors/wycheproof/"
                        + file
                        + ": -Dhandclasp.shared=FOLDER names its place";
        return "required".equals(System.getProperty("handclasp.peers"))
                ? Assertions.fail(need + " (-Dhandclasp.peers=required)")
                : Assumptions.abort(need);
    }

    private static Path shared() {
        String named = System.getProperty("handclasp.shared");
        return named != null
                ? Path.of(named)
                : Path.of(System.getProperty("handclasp.root", "..")).resolve("../shared");
    }

    byte[] bytes(String name) {
        return HexFormat.of().parseHex(test.get(name).getAsString());
    }

    int number(String name) {
        return test.get(name).getAsInt();
    }

    byte[] groupBytes(String name) {
        return HexFormat.of().parseHex(group.get(name).getAsString());
    }

    int groupNumber(String name) {
        return group.get(name).getAsInt();
    }

    String groupText(String name) {
        return group.get(name).getAsString();
    }

    /** Neither "invalid" nor "acceptable", which leaves it open. */
    boolean isValid() {
        return result().equals("valid");
    }

    boolean isInvalid() {
        return result().equals("invalid");
    }

    boolean hasFlag(String flag) {
        return test.getAsJsonArray("flags").asList().stream()
                .anyMatch(each -> each.getAsString().equals(flag));
    }

    private String result() {
        return test.get("result").getAsString();
    }

    @Override
    public String toString() {
        return file + " " + number("tcId") + " (" + test.get("comment").getAsString() + ")";
    }
}
