package handclasp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code --tls}, {@code --resume} and {@code --show-secrets}, over loopback. */
@Timeout(120)
class ResumeTest {
    private static final Pattern MASTER = Pattern.compile("master secret +([0-9a-f]{96})\\R");

    @TempDir private Path state;

    @Test
    void theSecondConnectionResumesTheFirst() throws Exception {
        try (RunningServe server = RunningServe.start(state)) {
            CommandRun client = server.connect("--tls", "1.2", "--resume");

            assertThat(client.exitCode()).as(client.err()).isZero();
            assertThat(client.err().replaceAll(" +", " "))
                    .contains("version TLS 1.2")
                    .contains("resumed no by ticket")
                    .contains("messages 11 6")
                    .contains("flights 4 3")
                    .contains("round trips 2 1")
                    .containsPattern("handshake [0-9.]+ ms [0-9.]+ ms");
        }
    }

    @Test
    void tls13SaysThatItDoesNot() throws Exception {
        try (RunningServe server = RunningServe.start(state)) {
            CommandRun client = server.connect("--resume");

            assertThat(client.exitCode()).isZero();
            assertThat(client.err()).contains("does not offer to resume sessions of TLS 1.3 yet");
        }
    }

    @Test
    void eachEndSpeaksTheVersionItIsToldTo() throws Exception {
        try (RunningServe server = RunningServe.start(state, "--tls", "1.2")) {
            CommandRun older = server.connect();
            CommandRun newer = server.connect("--tls", "1.3");

            assertThat(older.err()).contains("TLS 1.2");
            assertThat(newer.exitCode()).isEqualTo(1);
            assertThat(newer.err()).contains("protocol_version");
        }
    }

    @Test
    void rsaIsThereForThoseWhoAsk() throws Exception {
        CommandRun wrong = CommandRun.of("connect", "localhost:1", "--tls", "1.1");
        CommandRun mixed =
                CommandRun.of(
                        "connect",
                        "localhost:1",
                        "--tls",
                        "1.3",
                        "--ciphers",
                        "TLS_RSA_WITH_AES_128_GCM_SHA256");

        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("1.2 or 1.3");
        assertThat(mixed.exitCode()).isEqualTo(2);
        assertThat(mixed.err()).contains("none of the cipher suites is of [TLS 1.3]");
    }

    @Test
    void bothEndsShowTheSameSecrets() throws Exception {
        try (RunningServe server = RunningServe.start(state, "--show-secrets")) {
            CommandRun client = server.connect("--tls", "1.2", "--show-secrets");
            Matcher seen = MASTER.matcher(client.err());

            assertThat(seen.find()).as(client.err()).isTrue();
            server.awaitLog(seen.group(1));
            assertThat(client.err()).contains("client write key", "server write IV");

            CommandRun newer = server.connect("--show-secrets");
            assertThat(newer.err()).contains("c hs traffic", "s ap traffic", "  key", "  iv");
        }
    }

    @Test
    void secretsAreForThisMachineAlone() {
        CommandRun client = CommandRun.of("connect", "192.0.2.1", "--show-secrets");
        CommandRun server =
                CommandRun.of(
                        "serve", "--listen", "*:0", "--state", state.toString(), "--show-secrets");

        assertThat(client.exitCode()).isEqualTo(2);
        assertThat(client.err()).contains("--show-secrets is for loopback addresses only");
        assertThat(server.exitCode()).isEqualTo(2);
        assertThat(server.err()).contains("--show-secrets is for loopback addresses only");
    }

    @Test
    void resumeOnlyCompares() {
        assertThat(CommandRun.of("connect", "localhost:1", "--resume", "--json").exitCode())
                .isEqualTo(2);
    }
}
