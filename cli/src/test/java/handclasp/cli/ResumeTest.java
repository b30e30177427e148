package handclasp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.testkit.LongRunning;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    void soItDoesInTls13() throws Exception {
        try (RunningServe server = RunningServe.start(state)) {
            CommandRun client = server.connect("--resume");

            assertThat(client.exitCode()).as(client.err()).isZero();
            assertThat(client.err().replaceAll(" +", " "))
                    .contains("version TLS 1.3")
                    .contains("resumed no by ticket");
        }
    }

    @Test
    void aServerWithoutTicketsIsNotResumedWith() throws Exception {
        try (RunningServe server = RunningServe.start(state, "--tickets", "0")) {
            CommandRun client = server.connect("--resume");

            assertThat(client.exitCode()).as(client.err()).isZero();
            assertThat(client.err()).contains("The server did not resume the session");
        }
    }

    /** Not at once: what was sent to a server before its start could come again (RFC 9846 §8.2). */
    @Test
    @LongRunning("about twenty seconds")
    void aRequestGoesAsEarlyData() throws Exception {
        Path request =
                Files.writeString(
                        state.resolve("request"),
                        "GET / HTTP/1.1\r\nConnection: close\r\nHost: localhost\r\n\r\n");
        String[] resume = {"--resume", "--early-data", request.toString()};
        try (RunningServe server = RunningServe.start(state, "--early-data", "1000")) {
            CommandRun client = server.connect(resume);
            assertThat(client.err()).containsPattern("early data +none +refused");
            assertThat(client.out()).isEmpty();
            for (int i = 0; i < 60 && client.err().contains("refused"); i++) {
                Thread.sleep(1000);
                client = server.connect(resume);
            }

            assertThat(client.exitCode()).as(client.err()).isZero();
            assertThat(client.err()).containsPattern("early data +none +accepted");
            assertThat(client.out()).startsWith("HTTP/1.1 200 OK").endsWith("</html>\n");
        }
    }

    @Test
    void earlyDataThatIsNotTakenIsCalledRefused() throws Exception {
        Path request = Files.writeString(state.resolve("request"), "GET / HTTP/1.0\r\n\r\n");
        try (RunningServe server = RunningServe.start(state)) {
            CommandRun client = server.connect("--resume", "--early-data", request.toString());

            assertThat(client.exitCode()).as(client.err()).isZero();
            assertThat(client.err()).contains("by ticket").doesNotContain("accepted");
            assertThat(client.out()).isEmpty();
        }
    }

    @Test
    void bothEndsHoldAKey() throws Exception {
        String key = "sensor-7:" + "a1".repeat(32);
        try (RunningServe server = RunningServe.start(state, "--psk", key)) {
            CommandRun holder = server.connect("--psk", key, "--key-update");
            CommandRun other = server.connect("--psk", "sensor-7:" + "b2".repeat(32));

            assertThat(holder.exitCode()).as(holder.err()).isZero();
            assertThat(holder.err()).contains("it holds the key that was given with --psk");
            assertThat(holder.err()).doesNotContain("a1a1");
            assertThat(other.exitCode()).isEqualTo(1);
            assertThat(other.err()).contains("decrypt_error").doesNotContain("b2b2");
        }
    }

    @Test
    void whatIsWrongWithAKeyIsToldWithoutIt() {
        for (String key :
                List.of("a:" + "c3".repeat(15), "a:c3c3xyz", "c3c3", ":" + "c3".repeat(16))) {
            CommandRun client = CommandRun.of("connect", "localhost:1", "--psk", key);
            assertThat(client.exitCode()).isEqualTo(2);
            assertThat(client.err()).contains("--psk").doesNotContain("c3c3");
        }
    }

    @Test
    void theKeysChangeAfterTheHandshake() throws Exception {
        try (RunningServe server = RunningServe.start(state, "--key-update", "--verbose")) {
            CommandRun client = server.connect("--key-update");

            assertThat(client.exitCode()).as(client.err()).isZero();
            server.awaitLog("KeyUpdate");
        }
    }

    @Test
    void wrongUsageIsTold() {
        assertThat(CommandRun.of("serve", "--tickets", "17").exitCode()).isEqualTo(2);
        assertThat(CommandRun.of("serve", "--early-data", "0").exitCode()).isEqualTo(2);
        assertThat(CommandRun.of("serve", "--early-data", "9", "--proxy", "localhost:1").exitCode())
                .isEqualTo(2);
        assertThat(CommandRun.of("connect", "localhost:1", "--early-data", "x").exitCode())
                .isEqualTo(2);
        CommandRun missing =
                CommandRun.of("connect", "localhost:1", "--resume", "--early-data", "/no/such");
        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(missing.err()).contains("/no/such");
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
