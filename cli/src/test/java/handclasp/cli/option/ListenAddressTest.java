package handclasp.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {
    @ParameterizedTest
    @CsvSource({
        "8443, , 8443, false",
        ":8443, , 8443, false",
        ":0, , 0, false",
        "localhost:1, localhost, 1, false",
        "192.168.1.2:443, 192.168.1.2, 443, false",
        "*:443, *, 443, true",
        "0.0.0.0:443, 0.0.0.0, 443, true",
        "[::]:443, ::, 443, true",
        "[::1]:443, ::1, 443, false",
    })
    void readsAddressAndPort(String text, String address, int port, boolean everywhere) {
        ListenAddress listen = ListenAddress.parse(text);

        assertThat(listen).isEqualTo(new ListenAddress(Optional.ofNullable(address), port));
        assertThat(listen.everywhere()).isEqualTo(everywhere);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ":", "localhost", "::1", "localhost:", "1:2:3", ":65536", ":-1", ":x"})
    void refusesTheRest(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ListenAddress.parse(text));
    }
}
