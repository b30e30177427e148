package handclasp.tls.internal.jca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import handclasp.tls.crypto.HashAlgorithm;
import handclasp.tls.crypto.Hkdf;
import handclasp.tls.crypto.Secret;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class HkdfVectorsTest {
    /** With the hashes of TLS 1.3; SHA-1 only serves MACs of TLS 1.2. */
    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "SHA1")
    void hkdf(HashAlgorithm hash) throws Exception {
        Hkdf hkdf = JcaCryptoProvider.shared().hkdf(hash);
        for (Wycheproof vector : Wycheproof.of("hkdf_" + name(hash) + "_test.json")) {
            Secret key = hkdf.extract(vector.bytes("salt"), vector.bytes("ikm"));
            byte[] info = vector.bytes("info");
            int size = vector.number("size");
            if (vector.isValid()) {
                byte[] expected = vector.bytes("okm");
                assertThat(hkdf.expand(key, info, size).bytes())
                        .as("%s", vector)
                        .isEqualTo(expected);
            } else {
                assertThatThrownBy(() -> hkdf.expand(key, info, size))
                        .as("%s", vector)
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void hmac(HashAlgorithm hash) throws Exception {
        Hkdf hkdf = JcaCryptoProvider.shared().hkdf(hash);
        for (Wycheproof vector : Wycheproof.of("hmac_" + name(hash) + "_test.json")) {
            byte[] value = hkdf.hmac(Secret.owning(vector.bytes("key")), vector.bytes("msg"));
            byte[] tag = Arrays.copyOf(value, vector.groupNumber("tagSize") / 8);
            assertThat(Arrays.equals(tag, vector.bytes("tag")))
                    .as("%s", vector)
                    .isEqualTo(vector.isValid());
        }
    }

    private static String name(HashAlgorithm hash) {
        return hash.name().toLowerCase(Locale.ROOT);
    }
}
