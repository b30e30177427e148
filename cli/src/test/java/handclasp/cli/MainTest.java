package handclasp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @Test
    void helpsNewcomers() {
        CommandRun help = CommandRun.of("--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("serve", "connect", "Begin with: handclasp serve");
        assertThat(CommandRun.of("serve", "--help").out())
                .contains("--listen", "--cert", "--client-auth", "--keylog", "Exit codes: 0");
        assertThat(CommandRun.of("connect", "-h").out())
                .contains("--cacert", "--servername", "--json", "Exit codes: 0");
    }

    @Test
    void helpIsACommandToo() {
        CommandRun all = CommandRun.of("help");
        assertThat(all.exitCode()).isZero();
        assertThat(all.out()).contains("serve", "connect", "Begin with: handclasp serve");
        CommandRun one = CommandRun.of("help", "connect");
        assertThat(one.exitCode()).isZero();
        assertThat(one.out()).contains("--cacert", "70 a defect", "130 Ctrl-C");
    }

    @Test
    void saysItsVersion() {
        assertThat(CommandRun.of("--version").out()).contains("handclasp ", "Java ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "connect",
                "connect localhost:x",
                "connect localhost:0",
                "connect localhost:65536",
                "connect a b",
                "connect bad..name",
                "connect localhost --timeout 0",
                "connect localhost --timeout soon",
                "connect localhost --json -i",
                "connect localhost --connect-to nowhere",
                "connect localhost --ciphers TLS_NONSENSE",
                "connect localhost --ciphers TLS_RSA_WITH_RC4_128_MD5",
                "connect localhost --groups x25519:x25520",
                "connect localhost --key key.pem",
                "connect localhost --cert /nonexistent.pem",
                "connect localhost --cacert /nonexistent.pem",
                "connect localhost --keylog /nonexistent/folder/file",
                "serve --listen nowhere",
                "serve --listen :70000",
                "serve /nonexistent",
                "serve . --echo",
                "serve --echo --proxy localhost:1",
                "serve --proxy localhost",
                "serve --client-auth maybe",
                "serve --client-ca some.pem",
                "serve --cert /nonexistent.pem --listen :0",
                "serve --alpn "
                        + "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
                        + "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
                        + "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
                        + "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
                        + " --listen :0",
            })
    void refusesWrongUsageShortly(String line) {
        CommandRun run = CommandRun.of(line.isEmpty() ? new String[0] : line.split(" "));

        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("handclasp").doesNotContain("Exception", "\tat ");
        assertThat(run.err().lines().count()).isBetween(1L, 3L);
    }

    @Test
    void namesWhatItKnows() {
        assertThat(CommandRun.of("serve", "--groups", "x25520").err())
                .contains("'x25520' is no group that Handclasp knows")
                .contains("x25519, ", "secp256r1");
        assertThat(CommandRun.of("connect", "h", "--ciphers", "AES").err())
                .contains("TLS_AES_128_GCM_SHA256, ");
        assertThat(CommandRun.of("serve", "--ech").err()).contains("--echo");
        assertThat(CommandRun.of("serve", "--client-auth", "maybe").err())
                .contains("'maybe' is not one of none, want, need.");
    }

    @Test
    void showsNoControlCharacters() {
        assertThat(CommandRun.of("connect", "a b\u001b[31m").err())
                .doesNotContain("\u001b")
                .contains("\\u{1b}");
    }
}
