package handclasp.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.tls.CipherSuite;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SecretsSeenTest {
    private static final byte[] RANDOM = new byte[32];

    /** RFC 8448 §3: the server's handshake traffic secret, and its write key and iv. */
    @Test
    void keyAndIvComeFromTheTrafficSecret() {
        SecretsSeen seen = new SecretsSeen();
        String secret = "b67b7d690cc16c4e75e54213cb2d37b4e9c912bcded9105d42befd59d391ad38";

        seen.log("SERVER_HANDSHAKE_TRAFFIC_SECRET", RANDOM, HexFormat.of().parseHex(secret));

        assertThat(seen.entries(Optional.of(CipherSuite.TLS_AES_128_GCM_SHA256)))
                .containsExactly(
                        new SecretsSeen.Entry("s hs traffic", secret),
                        new SecretsSeen.Entry("  key", "3fce516009c21727d0f2e4e86ee403bc"),
                        new SecretsSeen.Entry("  iv", "5d313eb2671276ee13000b30"));
    }

    @Test
    void theMasterSecretComesOnce() {
        SecretsSeen seen = new SecretsSeen();

        seen.log("CLIENT_RANDOM", RANDOM, new byte[48]);
        seen.secret("master secret", new byte[48]);
        seen.secret("client write MAC key", new byte[0]);

        assertThat(seen.entries(Optional.empty()))
                .isEqualTo(List.of(new SecretsSeen.Entry("master secret", "00".repeat(48))));
        assertThat(seen).hasToString("SecretsSeen[1]");
    }
}
