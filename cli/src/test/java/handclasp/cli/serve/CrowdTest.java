package handclasp.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class CrowdTest {
    private final Crowd crowd = Crowd.ofStrangers(2);

    private boolean enters(String address) throws Exception {
        return crowd.enter(InetAddress.getByName(address));
    }

    @Test
    void countsByAddress() throws Exception {
        assertThat(enters("192.0.2.1")).isTrue();
        assertThat(enters("192.0.2.1")).isTrue();
        assertThat(enters("192.0.2.1")).isFalse();
        assertThat(enters("192.0.2.2")).isTrue();

        crowd.leave(InetAddress.getByName("192.0.2.1"));
        assertThat(enters("192.0.2.1")).isTrue();
        assertThat(enters("192.0.2.1")).isFalse();
    }

    @Test
    void takesAnIpv6NetworkForOne() throws Exception {
        assertThat(enters("2001:db8::1")).isTrue();
        assertThat(enters("2001:db8::2:1")).isTrue();
        assertThat(enters("2001:db8:0:0:ffff::1")).isFalse();
        assertThat(enters("2001:db8:0:1::1")).isTrue();
    }

    @Test
    void doesNotCountThisMachine() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(enters("127.0.0.1")).isTrue();
            assertThat(enters("::1")).isTrue();
        }
        assertThat(crowd.addresses()).isZero();
    }

    @Test
    void keepsNothingOfWhoLeft() throws Exception {
        for (int i = 0; i < 100; i++) {
            assertThat(enters("192.0.2." + i)).isTrue();
            crowd.leave(InetAddress.getByName("192.0.2." + i));
        }
        assertThat(crowd.addresses()).isZero();
    }
}
