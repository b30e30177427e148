package handclasp.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import handclasp.cli.option.CommandFailure;
import handclasp.cli.option.ListenAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ListeningTest {
    @Test
    void refusesABusyPortThatWasNamed() {
        try (Listening first = listen(":0")) {
            CommandFailure failure = failure(":" + first.port());

            assertThat(failure.exitCode()).isEqualTo(3);
            assertThat(failure).hasMessageContaining("in use").hasMessageContaining("--listen");
        }
    }

    @Test
    void takesTheNextPortWhereNoneWasNamed() {
        try (Listening first = listen(":0");
                Listening second = Listening.firstFree(first.port(), first.port() + 50)) {
            assertThat(second.port()).isBetween(first.port() + 1, first.port() + 50);
        }
    }

    @Test
    void countsAPortAsBusyThatIsTakenOnEitherLoopback() throws IOException {
        try (ServerSocket six = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
            assertThat(failure(":" + six.getLocalPort()).exitCode()).isEqualTo(3);
        }
    }

    @Test
    void saysWhenAllAreTaken() {
        try (Listening first = listen(":0")) {
            CommandFailure failure =
                    catchThrowableOfType(
                            CommandFailure.class,
                            () -> Listening.firstFree(first.port(), first.port()).close());

            assertThat(failure.exitCode()).isEqualTo(3);
            assertThat(failure).hasMessageContaining("--listen");
        }
    }

    @Test
    void staysOnLoopbackUnlessTold() {
        try (Listening loopback = listen(":0");
                Listening all = listen("*:0");
                Listening one = listen("127.0.0.1:0")) {
            assertThat(loopback.sockets()).allMatch(s -> s.getInetAddress().isLoopbackAddress());
            assertThat(loopback.sockets())
                    .extracting(ServerSocket::getLocalPort)
                    .containsOnly(loopback.port());
            assertThat(all.sockets().getFirst().getInetAddress().isAnyLocalAddress()).isTrue();
            assertThat(one.host()).isEqualTo("127.0.0.1");
            assertThat(one.sockets()).hasSize(1);
        }
    }

    @Test
    void saysWhatIsWrongWithAnAddress() {
        assertThat(failure("192.0.2.1:0")).hasMessageContaining("does not have this address");
        assertThat(failure("nosuch.invalid:0")).hasMessageContaining("no such address");
    }

    private static Listening listen(String address) {
        return Listening.open(Optional.of(ListenAddress.parse(address)));
    }

    private static CommandFailure failure(String address) {
        CommandFailure failure =
                catchThrowableOfType(CommandFailure.class, () -> listen(address).close());
        assertThat(failure).isNotNull();
        return failure;
    }
}
