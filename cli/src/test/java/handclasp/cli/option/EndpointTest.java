package handclasp.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
    @ParameterizedTest
    @CsvSource({
        "example.com, example.com, 443",
        "localhost:8443, localhost, 8443",
        "127.0.0.1:1, 127.0.0.1, 1",
        "[::1]:8443, ::1, 8443",
        "[::1], ::1, 443",
        "::1, ::1, 443",
        "fe80::1%eth0, fe80::1%eth0, 443",
        "https://localhost:8443/, localhost, 8443",
        "https://example.com/a/b?c, example.com, 443",
        "https://[::1]:65535, ::1, 65535",
    })
    void readsWhatPeopleType(String text, String host, int port) {
        assertThat(Endpoint.parse(text, 443)).isEqualTo(new Endpoint(host, port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":443",
                "host:",
                "host:0",
                "host:65536",
                "host:-1",
                "host:x",
                "host:4 4",
                "ho st:1",
                "http://host",
                "host/path",
                "[]:1",
                "[::1]:x",
            })
    void refusesTheRest(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Endpoint.parse(text, 443));
    }

    @Test
    void asksForThePortWhereOneIsNeeded() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Endpoint.parse("host", 0))
                .withMessageContaining("HOST:PORT");
    }

    @Test
    void printsAsInUrls() {
        assertThat(new Endpoint("::1", 8443)).hasToString("[::1]:8443");
        assertThat(new Endpoint("localhost", 8443)).hasToString("localhost:8443");
    }
}
