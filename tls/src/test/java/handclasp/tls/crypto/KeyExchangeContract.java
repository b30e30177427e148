package handclasp.tls.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import handclasp.tls.NamedGroup;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every group must pass. */
interface KeyExchangeContract {
    CryptoProvider provider();

    default List<NamedGroup> groups() {
        return provider().namedGroups();
    }

    default Stream<NamedGroup> nistGroups() {
        return groups().stream().filter(group -> group.toString().startsWith("secp"));
    }

    @ParameterizedTest
    @MethodSource("groups")
    default void clientAndServerAgree(NamedGroup group) throws Exception {
        KeyExchange exchange = provider().keyExchange(group);
        for (int i = 0; i < 10; i++) {
            try (KeyExchange.KeyPair client = exchange.generate(new SecureRandom())) {
                assertThat(client.share()).hasSize(exchange.clientShareLength());
                KeyExchange.Encapsulation server =
                        exchange.encapsulate(client.share(), new SecureRandom());
                assertThat(client.decapsulate(server.share())).isEqualTo(server.secret());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("groups")
    default void everyRunHasASecretOfItsOwn(NamedGroup group) throws Exception {
        KeyExchange exchange = provider().keyExchange(group);
        byte[] share = exchange.generate(new SecureRandom()).share();
        Secret first = exchange.encapsulate(share, new SecureRandom()).secret();
        Secret second = exchange.encapsulate(share, new SecureRandom()).secret();
        assertThat(second).isNotEqualTo(first);
        assertThat(second.length()).isEqualTo(first.length()).isEqualTo(secretLength(group));
    }

    /** Fixed for each group, leading zeros included (RFC 9846 §7.4.2). */
    private static int secretLength(NamedGroup group) {
        return switch (group.toString()) {
            case "x25519", "secp256r1" -> 32;
            case "secp384r1" -> 48;
            case "secp521r1" -> 66;
            case "x448" -> 56;
            case "ffdhe2048" -> 256;
            case "ffdhe3072" -> 384;
            case "ffdhe4096" -> 512;
            default -> throw new AssertionError("say here how long a secret of " + group + " is");
        };
    }

    @ParameterizedTest
    @MethodSource("groups")
    default void theRandomSourceDecidesAllIfTheProviderSaysSo(NamedGroup group) throws Exception {
        KeyExchange exchange = provider().keyExchange(group);
        byte[] share = exchange.generate(new ScriptedRandom(1)).share();
        byte[] again = exchange.generate(new ScriptedRandom(1)).share();
        assertThat(exchange.generate(new ScriptedRandom(2)).share()).isNotEqualTo(share);
        if (provider().deterministic()) {
            assertThat(again).isEqualTo(share);
            KeyExchange.Encapsulation first = exchange.encapsulate(share, new ScriptedRandom(3));
            KeyExchange.Encapsulation second = exchange.encapsulate(share, new ScriptedRandom(3));
            assertThat(second.share()).isEqualTo(first.share());
            assertThat(second.secret()).isEqualTo(first.secret());
        }
    }

    @ParameterizedTest
    @MethodSource("groups")
    default void aShareOfAnotherLengthIsRefused(NamedGroup group) {
        byte[] share = provider().keyExchange(group).generate(new SecureRandom()).share();
        refused(group, new byte[0]);
        refused(group, Arrays.copyOf(share, share.length - 1));
        refused(group, Arrays.copyOf(share, share.length + 1));
        refused(group, Arrays.copyOfRange(share, 1, share.length));
    }

    @ParameterizedTest
    @MethodSource("groups")
    default void aShareOfZerosIsRefused(NamedGroup group) {
        refused(group, new byte[provider().keyExchange(group).clientShareLength()]);
    }

    /** RFC 7748 §6: the secret would be zero whatever the private key. */
    @ParameterizedTest
    @MethodSource("smallOrder")
    default void aPointOfSmallOrderIsRefused(NamedGroup group, String share) {
        refused(group, HexFormat.of().parseHex(share));
    }

    default Stream<org.junit.jupiter.params.provider.Arguments> smallOrder() {
        Stream<List<Object>> all =
                Stream.of(
                        List.of(NamedGroup.X25519, "01" + "00".repeat(31)),
                        List.of(
                                NamedGroup.X25519,
                                "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"),
                        List.of(NamedGroup.X25519, "ec" + "ff".repeat(30) + "7f"),
                        List.of(NamedGroup.X25519, "ed" + "ff".repeat(31)),
                        List.of(NamedGroup.X448, "01" + "00".repeat(55)),
                        List.of(NamedGroup.X448, "fe" + "ff".repeat(27) + "fe" + "ff".repeat(27)));
        return all.filter(row -> groups().contains(row.get(0)))
                .map(row -> org.junit.jupiter.params.provider.Arguments.of(row.toArray()));
    }

    /** RFC 9846 §4.3.8.2. */
    @ParameterizedTest
    @MethodSource("nistGroups")
    default void whatIsNoPointOfTheCurveIsRefused(NamedGroup group) {
        byte[] share = provider().keyExchange(group).generate(new SecureRandom()).share();
        int middle = share.length / 2;
        for (int i : new int[] {1, middle, middle + 1, share.length - 1}) {
            byte[] changed = share.clone();
            changed[i] ^= 1;
            refused(group, changed);
        }
        byte[] outside = share.clone();
        Arrays.fill(outside, 1, 1 + middle, (byte) 0xff);
        refused(group, outside);
    }

    @ParameterizedTest
    @MethodSource("nistGroups")
    default void onlyUncompressedPointsAreTaken(NamedGroup group) {
        byte[] share = provider().keyExchange(group).generate(new SecureRandom()).share();
        refused(group, new byte[] {0});
        for (int form : new int[] {0, 1, 2, 3, 5, 6, 7, 0x84}) {
            byte[] changed = share.clone();
            changed[0] = (byte) form;
            refused(group, changed);
            refused(group, Arrays.copyOf(changed, 1 + share.length / 2));
        }
    }

    private void refused(NamedGroup group, byte[] share) {
        KeyExchange exchange = provider().keyExchange(group);
        assertThatThrownBy(() -> exchange.encapsulate(share, new SecureRandom()))
                .isInstanceOf(InvalidShareException.class)
                .hasMessageContaining(group.toString());
        try (KeyExchange.KeyPair own = exchange.generate(new SecureRandom())) {
            assertThatThrownBy(() -> own.decapsulate(share))
                    .isInstanceOf(InvalidShareException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("groups")
    default void aClosedKeyPairAgreesOnNothing(NamedGroup group) {
        KeyExchange.KeyPair own = provider().keyExchange(group).generate(new SecureRandom());
        byte[] share = own.share();
        own.close();
        own.close();
        assertThatThrownBy(() -> own.decapsulate(share)).isInstanceOf(IllegalStateException.class);
    }
}
