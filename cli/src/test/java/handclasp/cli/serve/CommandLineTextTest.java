package handclasp.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CommandLineTextTest {
    @Test
    void quotesForAShell() {
        CommandLineText text =
                new CommandLineText("curl")
                        .add("--cacert", Path.of("/Users/a b/it's/root.pem"))
                        .add("https://localhost:8443/")
                        .add("");

        assertThat(text)
                .hasToString(
                        "curl --cacert '/Users/a b/it'\\''s/root.pem' https://localhost:8443/ ''");
    }
}
