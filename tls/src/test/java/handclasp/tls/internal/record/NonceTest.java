package handclasp.tls.internal.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** RFC 9846 §5.3. */
class NonceTest {
    private static final byte[] IV = HexFormat.of().parseHex("5d313eb2671276ee13000b30");

    @Test
    void isTheVectorAndTheSequenceNumber() {
        Nonce nonce = new Nonce(IV);

        assertThat(hex(nonce.next())).isEqualTo("5d313eb2671276ee13000b30");
        assertThat(hex(nonce.next())).isEqualTo("5d313eb2671276ee13000b31");
        assertThat(hex(nonce.next())).isEqualTo("5d313eb2671276ee13000b32");
        assertThat(nonce.count()).isEqualTo(3);
    }

    @Test
    void carriesIntoHigherBytes() {
        Nonce nonce = new Nonce(IV);
        Set<String> all = new HashSet<>();
        String last = "";
        for (int i = 0; i <= 70_000; i++) {
            last = hex(nonce.next());
            all.add(last);
        }

        // 70,000 is 0x011170.
        assertThat(last).isEqualTo("5d313eb2671276ee13011a40");
        assertThat(all).hasSize(70_001);
    }

    @Test
    void doesNotTouchTheVector() {
        byte[] iv = IV.clone();
        Nonce nonce = new Nonce(iv);
        iv[0] = 0;
        nonce.next();

        assertThat(hex(nonce.next())).isEqualTo("5d313eb2671276ee13000b31");
    }

    private static String hex(byte[] nonce) {
        return HexFormat.of().formatHex(nonce);
    }
}
