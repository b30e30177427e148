package handclasp.tls.internal.jca;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.tls.crypto.HashAlgorithm;
import handclasp.tls.crypto.ScriptedRandom;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SecretLengthHmacTest {
    /** Every length within the bounds, for bounds around the ends of blocks, against JCA's. */
    @ParameterizedTest
    @EnumSource
    void agreesWithJcaForEveryLength(HashAlgorithm hash) throws Exception {
        byte[] key = new ScriptedRandom(1).bytes(hash.length());
        byte[] message = new ScriptedRandom(2).bytes(700);
        byte[] mac = new byte[hash.length()];
        Mac reference = Mac.getInstance(hash.hmacName());
        reference.init(new SecretKeySpec(key, hash.hmacName()));
        try (SecretLengthHmac hmac = new SecretLengthHmac(hash, key)) {
            for (int most = 0; most < 600; most += 1 + most / 90) {
                int least = Math.max(0, most - 255);
                for (int length = least; length <= most; length++) {
                    Arrays.fill(mac, (byte) 0);
                    hmac.compute(message, 3, least, length, most, mac);
                    reference.update(message, 3, length);
                    assertThat(Arrays.equals(mac, reference.doFinal()))
                            .as("%d of %d to %d bytes", length, least, most)
                            .isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "hmac_sha1_test.json, SHA1",
        "hmac_sha256_test.json, SHA256",
        "hmac_sha384_test.json, SHA384",
        "hmac_sha512_test.json, SHA512"
    })
    void theVerdictIsTheirs(String file, HashAlgorithm hash) throws Exception {
        int checked = 0;
        for (Wycheproof vector : Wycheproof.of(file)) {
            byte[] key = vector.bytes("key");
            byte[] message = vector.bytes("msg");
            byte[] tag = vector.bytes("tag");
            if (key.length > hash.length()) {
                continue;
            }
            byte[] mac = new byte[hash.length()];
            try (SecretLengthHmac hmac = new SecretLengthHmac(hash, key)) {
                hmac.compute(message, 0, 0, message.length, message.length, mac);
            }
            assertThat(Arrays.equals(Arrays.copyOf(mac, tag.length), tag))
                    .as("%s", vector)
                    .isEqualTo(vector.isValid());
            checked++;
        }
        assertThat(checked).isGreaterThan(50);
    }
}
