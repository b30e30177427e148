package handclasp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class RehearseCommandTest {
    @Test
    void doesALittleOfEverything() {
        CommandRun run = CommandRun.of("rehearse");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out() + run.err()).isEmpty();
        assertThat(CommandRun.of("--help").out()).doesNotContain("rehearse");
    }
}
