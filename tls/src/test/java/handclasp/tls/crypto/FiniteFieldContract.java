package handclasp.tls.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What groups of a finite field must pass, besides what is asked of all. */
interface FiniteFieldContract {
    CryptoProvider provider();

    default List<FiniteFieldGroup> finiteFields() {
        return FiniteFieldGroup.known();
    }

    /** A group that a server made up. */
    default FiniteFieldGroup unknown() {
        BigInteger prime = BigInteger.ONE.shiftLeft(2112).subtract(BigInteger.valueOf(887));
        return new FiniteFieldGroup(prime, BigInteger.valueOf(5));
    }

    @ParameterizedTest
    @MethodSource("finiteFields")
    default void serverAndClientAgreeInTheOrderOfTls12(FiniteFieldGroup group) throws Exception {
        agrees(group);
    }

    @Test
    default void aGroupThatNobodyKnowsWorksToo() throws Exception {
        agrees(unknown());
    }

    private void agrees(FiniteFieldGroup group) throws Exception {
        KeyExchange exchange = provider().keyExchange(group);
        try (KeyExchange.KeyPair server = exchange.generate(new SecureRandom())) {
            assertThat(server.share()).hasSize(group.length());
            KeyExchange.Encapsulation client =
                    exchange.encapsulate(server.share(), new SecureRandom());
            Secret secret = server.decapsulate(client.share());
            assertThat(secret).isEqualTo(client.secret());
            assertThat(secret.length()).isEqualTo(group.length());
        }
    }

    /** RFC 9846 §7.4.1 wants the zeros; TLS 1.2 strips them itself. One secret in 256 has some. */
    @Test
    default void leadingZerosOfASecretAreKept() throws Exception {
        FiniteFieldGroup group = FiniteFieldGroup.FFDHE2048;
        KeyExchange exchange = provider().keyExchange(group);
        SecureRandom random = new ScriptedRandom(7);
        try (KeyExchange.KeyPair own = exchange.generate(random)) {
            BigInteger ownShare = new BigInteger(1, own.share());
            int found = 0;
            for (int k = 2; found < 2; k++) {
                // The secret of the exponent k is our share to the power of k.
                BigInteger secret = ownShare.modPow(BigInteger.valueOf(k), group.prime());
                if (secret.bitLength() > 8 * (group.length() - 1)) {
                    continue;
                }
                BigInteger peer = group.generator().modPow(BigInteger.valueOf(k), group.prime());
                byte[] agreed = own.decapsulate(group.share(peer.toByteArray())).bytes();
                assertThat(agreed).hasSize(group.length()).startsWith(0);
                assertThat(new BigInteger(1, agreed)).isEqualTo(secret);
                found++;
            }
        }
    }

    @ParameterizedTest
    @MethodSource("finiteFields")
    default void aShareOutsideTheGroupIsRefused(FiniteFieldGroup group) {
        KeyExchange exchange = provider().keyExchange(group);
        BigInteger prime = group.prime();
        Consumer<BigInteger> refused =
                value -> {
                    byte[] share = fixed(value, group.length());
                    assertThatThrownBy(() -> exchange.encapsulate(share, new SecureRandom()))
                            .isInstanceOf(InvalidShareException.class)
                            .hasMessageContaining(group.toString());
                };
        refused.accept(BigInteger.ZERO);
        refused.accept(BigInteger.ONE);
        refused.accept(prime.subtract(BigInteger.ONE));
        refused.accept(prime);
        refused.accept(prime.add(BigInteger.ONE));
    }

    private static byte[] fixed(BigInteger value, int length) {
        byte[] bytes = value.toByteArray();
        byte[] fixed = new byte[length];
        int kept = Math.min(bytes.length, length);
        System.arraycopy(bytes, bytes.length - kept, fixed, length - kept, kept);
        return fixed;
    }
}
