package handclasp.tls.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What every PRF of TLS 1.2 must pass. */
interface PrfContract {
    CryptoProvider provider();

    /** Computed by OpenSSL 3.0.19; that of SHA-256 is also the one on the TLS working group's list. */
    @ParameterizedTest
    @CsvSource({
        "SHA256, e3f229ba727be17b8d122620557cd453c2aab21d07c3d495329b52d4e61edb5a6b301791e90d35c9c9a46b4e14baf9af0fa022f7077def17abfd3797c0564bab4fbc91666e9def9b97fce34f796789baa48082d122ee42c5a72e5a5110fff70187347b66",
        "SHA384, dd88775cd827187b67a3f7652b5c13f715791cc46e0274a6d3fb16651103defc544cd8afb68369a219bb918b8b21ddb1764af0a70339e6dec085e574f655851ba692513203536bdfc3675e53768210f0a2389dd324311a440c7c30ef44b391d914c3b0c7"
    })
    default void prfVector(HashAlgorithm hash, String expected) {
        HexFormat hex = HexFormat.of();
        Secret secret = Secret.owning(hex.parseHex("9bbe436ba940f017b17652849a71db35"));
        byte[] seed = hex.parseHex("a0ba9f936cda311827a6f796ffd5198c");
        Secret output = provider().prf(hash).compute(secret, "test label", seed, 100);
        assertThat(hex.formatHex(output.bytes())).isEqualTo(expected);
    }

    /** Against RFC 5246 §5 written out. */
    @ParameterizedTest
    @EnumSource(names = {"SHA256", "SHA384"})
    default void anyLengthIsThere(HashAlgorithm hash) throws Exception {
        Prf prf = provider().prf(hash);
        assertThat(prf.hash()).isEqualTo(hash);
        byte[] seed = new ScriptedRandom(2).bytes(64);
        for (int length = 1; length < 200; length += 7) {
            // Longer than a block of the hash too, as a premaster secret of a finite field is.
            byte[] secret = new ScriptedRandom(length).bytes(2 * length);
            byte[] output = prf.compute(Secret.owning(secret), "label", seed, length).bytes();
            assertThat(output).isEqualTo(pHash(hash, secret, "label", seed, length));
        }
    }

    private static byte[] pHash(
            HashAlgorithm hash, byte[] secret, String label, byte[] seed, int length)
            throws Exception {
        Mac mac = Mac.getInstance(hash.hmacName());
        mac.init(new SecretKeySpec(secret, hash.hmacName()));
        byte[] start = ReferenceCbc.joined(label.getBytes(StandardCharsets.US_ASCII), seed);
        byte[] output = {};
        byte[] a = start;
        while (output.length < length) {
            a = mac.doFinal(a);
            output = ReferenceCbc.joined(output, mac.doFinal(ReferenceCbc.joined(a, start)));
        }
        return Arrays.copyOf(output, length);
    }

    @Test
    default void nothingIsNoLengthOfAPrf() {
        Prf prf = provider().prf(HashAlgorithm.SHA256);
        Secret secret = Secret.owning(new byte[1]);
        assertThatThrownBy(() -> prf.compute(secret, "", new byte[0], 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
