package handclasp.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerNameTest {
    @ParameterizedTest
    @CsvSource({
        "example.com, example.com",
        "EXAMPLE.Com, example.com",
        "example.com., example.com",
        "localhost, localhost",
        "a_b.example, a_b.example",
        "b\u00fccher.example, xn--bcher-kva.example",
        "1.example, 1.example"
    })
    void readsDnsNames(String typed, String value) {
        assertThat(ServerName.of(typed)).isEqualTo(new ServerName(value, false));
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, 127.0.0.1", "::1, ::1", "[::1], ::1", "[2001:db8::2], 2001:db8::2"})
    void readsAddresses(String typed, String value) {
        assertThat(ServerName.of(typed)).isEqualTo(new ServerName(value, true));
        assertThat(ServerName.of(typed)).hasToString(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a..b", "-a.example", "a-.example", "a b", "a/b", "*.example"})
    void refusesWhatIsNeither(String typed) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerName.of(typed))
                .withMessageContaining("not a host name or IP address");
    }

    @Test
    void boundsLabelsAndNames() {
        String label = "a".repeat(63);
        assertThat(ServerName.parseDnsName(label + ".test")).isPresent();
        assertThat(ServerName.parseDnsName(label + "a.test")).isEmpty();
        String longest = (label + ".").repeat(3) + "a".repeat(61);
        assertThat(longest).hasSize(253);
        assertThat(ServerName.parseDnsName(longest)).isPresent();
        assertThat(ServerName.parseDnsName(longest + "a")).isEmpty();
    }

    @Test
    void fromTheWireOnlyAsciiDnsNamesAreLegal() {
        assertThat(ServerName.parseDnsName("Example.COM")).contains(ServerName.of("example.com"));
        assertThat(ServerName.parseDnsName("127.0.0.1")).isEmpty();
        assertThat(ServerName.parseDnsName("::1")).isEmpty();
        assertThat(ServerName.parseDnsName("b\u00fccher.example")).isEmpty();
        assertThat(ServerName.parseDnsName("a\u0000b.example")).isEmpty();
    }
}
