package handclasp.tls.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import handclasp.tls.CipherSuite;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the protection of records by CBC and HMAC must pass. */
interface CbcContract {
    CryptoProvider provider();

    /** One suite of each kind, with the MAC inside and behind. */
    default Stream<Arguments> cbc() {
        List<SuiteAlgorithms> suites =
                Stream.of(RecordAlgorithm.values())
                        .filter(records -> !records.isAead())
                        .flatMap(
                                records ->
                                        provider().cipherSuites().stream()
                                                .map(SuiteAlgorithms::of)
                                                .flatMap(java.util.Optional::stream)
                                                .filter(suite -> suite.records() == records)
                                                .limit(1))
                        .toList();
        return suites.stream()
                .flatMap(
                        suite ->
                                Stream.of(
                                        Arguments.of(suite.suite(), false),
                                        Arguments.of(suite.suite(), true)));
    }

    @ParameterizedTest
    @MethodSource("cbc")
    default void opensWhatWasSealedAndAgreesWithTheReference(CipherSuite suite, boolean etm)
            throws Exception {
        try (CbcChannel channel = new CbcChannel(provider(), suite, etm)) {
            for (int length = 0; length < 150; length++) {
                channel.roundTrip(length, length % 7);
            }
            for (int length : new int[] {1000, 4096, 16383, 16384}) {
                channel.roundTrip(length, 3);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cbc")
    default void everyByteCounts(CipherSuite suite, boolean etm) throws Exception {
        try (CbcChannel channel = new CbcChannel(provider(), suite, etm)) {
            byte[] content = new ScriptedRandom(2).bytes(75);
            byte[] fragment = channel.seal(content);
            for (int i = 0; i < fragment.length; i++) {
                byte[] changed = fragment.clone();
                changed[i] ^= (byte) (1 << i % 8);
                channel.refuses(changed);
            }
            // Sequence number, type and version; the length is written by both.
            for (int i = 0; i < 11; i++) {
                channel.header[i] ^= 1;
                channel.refuses(fragment);
                channel.header[i] ^= 1;
            }
            assertThat(channel.open(fragment)).as("the untouched record").isEqualTo(content);
        }
    }

    @ParameterizedTest
    @MethodSource("cbc")
    default void fragmentsOfWrongLengthAreRefused(CipherSuite suite, boolean etm) throws Exception {
        try (CbcChannel channel = new CbcChannel(provider(), suite, etm)) {
            byte[] fragment = channel.seal(new byte[40]);
            for (int length = 0; length < fragment.length; length++) {
                channel.refuses(Arrays.copyOf(fragment, length));
            }
            channel.refuses(Arrays.copyOf(fragment, fragment.length + 1));
            channel.refuses(Arrays.copyOf(fragment, fragment.length + 16));
        }
    }

    @ParameterizedTest
    @MethodSource("cbc")
    default void everyRecordHasAnotherInitializationVector(CipherSuite suite, boolean etm)
            throws Exception {
        try (CbcChannel channel = new CbcChannel(provider(), suite, etm)) {
            byte[] first = channel.seal(new byte[40]);
            byte[] second = channel.seal(new byte[40]);
            for (int block = 0; block < 3; block++) {
                assertThat(Arrays.copyOfRange(second, 16 * block, 16 * block + 16))
                        .isNotEqualTo(Arrays.copyOfRange(first, 16 * block, 16 * block + 16));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cbc")
    default void cbcKeysAreCopiedAndForgotten(CipherSuite suite, boolean etm) throws Exception {
        CbcChannel channel = new CbcChannel(provider(), suite, etm);
        channel.forgetOurKeys();
        byte[] fragment = channel.seal(new byte[] {1, 2, 3});
        assertThat(channel.open(fragment)).containsExactly(1, 2, 3);
        channel.close();
        assertThatThrownBy(() -> channel.seal(new byte[1]))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> channel.open(fragment)).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @MethodSource("cbc")
    default void keysOfAnotherLengthAreRefused(CipherSuite suite, boolean etm) {
        RecordAlgorithm records = SuiteAlgorithms.of(suite).orElseThrow().records();
        byte[] key = new byte[records.keyLength()];
        byte[] macKey = new byte[records.macKeyLength()];
        for (int off : new int[] {-1, 1}) {
            byte[] otherKey = Arrays.copyOf(key, key.length + off);
            byte[] otherMacKey = Arrays.copyOf(macKey, macKey.length + off);
            assertThatThrownBy(() -> provider().cbcOpener(suite, otherKey, macKey, etm))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> provider().cbcOpener(suite, key, otherMacKey, etm))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> provider().opener(suite, key))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
