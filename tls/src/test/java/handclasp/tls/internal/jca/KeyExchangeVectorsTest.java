package handclasp.tls.internal.jca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import handclasp.tls.NamedGroup;
import handclasp.tls.crypto.InvalidShareException;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyExchangeVectorsTest {
    @Test
    void x25519() throws Exception {
        xdh("x25519_test.json", NamedGroup.X25519, NamedParameterSpec.X25519);
    }

    @Test
    void x448() throws Exception {
        xdh("x448_test.json", NamedGroup.X448, NamedParameterSpec.X448);
    }

    /** They leave open whether a secret of zeros is accepted; TLS does not (RFC 9846 §7.4.2). */
    private static void xdh(String file, NamedGroup group, NamedParameterSpec curve)
            throws Exception {
        KeyFactory factory = KeyFactory.getInstance(curve.getName());
        for (Wycheproof vector : Wycheproof.of(file)) {
            PrivateKey key =
                    factory.generatePrivate(new XECPrivateKeySpec(curve, vector.bytes("private")));
            check(vector, group, key, vector.isInvalid() || vector.hasFlag("ZeroSharedSecret"));
        }
    }

    /**
     * They leave open whether a compressed point is accepted; TLS 1.3 knows none. On the large curves, which take the
     * JDK milliseconds each, an eighth of the good points will do: the rest would test its arithmetic, not the reading.
     */
    @ParameterizedTest
    @ValueSource(strings = {"secp256r1", "secp384r1", "secp521r1"})
    void ecdh(String curve) throws Exception {
        AlgorithmParameters named = AlgorithmParameters.getInstance("EC");
        named.init(new ECGenParameterSpec(curve));
        ECParameterSpec parameters = named.getParameterSpec(ECParameterSpec.class);
        KeyFactory factory = KeyFactory.getInstance("EC");
        boolean all = curve.equals("secp256r1") || Boolean.getBoolean("handclasp.long");
        for (Wycheproof vector : Wycheproof.of("ecdh_" + curve + "_ecpoint_test.json")) {
            if (vector.isValid() && !all && vector.number("tcId") % 8 != 0) {
                continue;
            }
            BigInteger scalar = new BigInteger(1, vector.bytes("private"));
            PrivateKey key = factory.generatePrivate(new ECPrivateKeySpec(scalar, parameters));
            check(vector, NamedGroup.named(curve).orElseThrow(), key, !vector.isValid());
        }
    }

    private static void check(Wycheproof vector, NamedGroup group, PrivateKey key, boolean refused)
            throws Exception {
        DiffieHellman exchange = (DiffieHellman) JcaCryptoProvider.shared().keyExchange(group);
        byte[] share = vector.bytes("public");
        if (refused) {
            assertThatThrownBy(() -> exchange.agree(key, exchange.read(share)))
                    .as("%s", vector)
                    .isInstanceOf(InvalidShareException.class);
        } else {
            byte[] secret = exchange.agree(key, exchange.read(share)).bytes();
            assertThat(secret).as("%s", vector).isEqualTo(vector.bytes("shared"));
        }
    }
}
