package handclasp.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

@Isolated("sets a system property")
class PeersTest {

    private String before;

    @BeforeEach
    void remember() {
        before = System.getProperty("handclasp.peers", "optional");
    }

    @AfterEach
    void restore() {
        System.setProperty("handclasp.peers", before);
    }

    @Test
    void findsAProgram() {
        assertThat(Peers.require("sh", "dash")).isExecutable().hasFileName("sh");
    }

    @Test
    void skipsTheTestAndSaysHowToGetTheProgram() {
        System.setProperty("handclasp.peers", "optional");

        assertThatThrownBy(() -> Peers.require("no-such-program", "no-such-package"))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("needs no-such-program: apt-get install no-such-package");
    }

    @Test
    void failsTheTestWherePeersAreRequired() {
        System.setProperty("handclasp.peers", "required");

        assertThatThrownBy(() -> Peers.require("no-such-program", "no-such-package"))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageContaining("no-such-program");
    }
}
