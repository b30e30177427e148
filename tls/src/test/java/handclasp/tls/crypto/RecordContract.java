package handclasp.tls.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import handclasp.tls.CipherSuite;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every sealer and opener must pass. */
interface RecordContract {
    CryptoProvider provider();

    default List<CipherSuite> suites() {
        return provider().cipherSuites().stream()
                .filter(suite -> SuiteAlgorithms.of(suite).orElseThrow().records().isAead())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("suites")
    default void aKeyOfAnotherLengthIsRefused(CipherSuite suite) {
        byte[] key = new byte[provider().keyLength(suite) + 1];
        assertThatThrownBy(() -> provider().sealer(suite, key))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> provider().opener(suite, key))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @MethodSource("suites")
    default void whatIsSealedOpensAtEveryLength(CipherSuite suite) {
        int[] tails = {1, 0, 2, 15, 16, 17, 31, 32, 33, 255};
        IntStream lengths =
                IntStream.concat(IntStream.rangeClosed(0, 600), IntStream.of(1400, 16383, 16384));
        try (TestChannel channel = new TestChannel(provider(), suite)) {
            lengths.forEach(
                    length -> channel.roundTrip(length, tails[length % tails.length], length % 7));
        }
    }

    @ParameterizedTest
    @MethodSource("suites")
    default void aPaddedRecordOpens(CipherSuite suite) {
        try (TestChannel channel = new TestChannel(provider(), suite)) {
            for (int length : new int[] {0, 1, 15, 16, 100, 8192}) {
                channel.roundTrip(length, 16385 - length, 5);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("suites")
    default void whereContentEndsAndTailBeginsDoesNotShow(CipherSuite suite) {
        byte[] plaintext = new ScriptedRandom(2).bytes(70);
        byte[] whole = sealSplit(suite, plaintext, 70);
        for (int split = 0; split < 70; split++) {
            assertThat(sealSplit(suite, plaintext, split))
                    .as("split at %d", split)
                    .isEqualTo(whole);
        }
    }

    private byte[] sealSplit(CipherSuite suite, byte[] plaintext, int split) {
        try (TestChannel channel = new TestChannel(provider(), suite)) {
            return channel.seal(
                    plaintext, 0, split, Arrays.copyOfRange(plaintext, split, plaintext.length), 0);
        }
    }

    @ParameterizedTest
    @MethodSource("suites")
    default void aRecordWithAnyByteChangedIsRefused(CipherSuite suite) {
        byte[] plaintext = new ScriptedRandom(3).bytes(37);
        try (TestChannel channel = new TestChannel(provider(), suite)) {
            byte[] record = channel.seal(plaintext, 0, 36, new byte[] {plaintext[36]}, 0);
            for (int i = 0; i < record.length; i++) {
                for (int bit = 0; bit < 8; bit++) {
                    byte[] changed = record.clone();
                    changed[i] ^= (byte) (1 << bit);
                    channel.refuses(changed, plaintext);
                }
            }
            assertThat(channel.open(record, new byte[100], 3))
                    .as("the untouched record")
                    .isEqualTo(37);
        }
    }

    @ParameterizedTest
    @MethodSource("suites")
    default void aLongRecordThatWasChangedIsRefusedAndLeavesNothing(CipherSuite suite) {
        byte[] plaintext = new ScriptedRandom(4).bytes(16384);
        try (TestChannel channel = new TestChannel(provider(), suite)) {
            byte[] record = channel.seal(plaintext, 0, 16384, new byte[] {23}, 0);
            for (int i : new int[] {0, 8000, 16383, 16384, 16385, record.length - 1}) {
                byte[] changed = record.clone();
                changed[i] ^= 1;
                channel.refuses(changed, plaintext);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("suites")
    default void everyByteOfNonceAndAdditionalDataCounts(CipherSuite suite) {
        byte[] plaintext = new ScriptedRandom(5).bytes(20);
        try (TestChannel channel = new TestChannel(provider(), suite)) {
            byte[] record = channel.seal(plaintext, 0, 19, new byte[] {plaintext[19]}, 0);
            for (byte[] input : new byte[][] {channel.nonce, channel.aad}) {
                for (int i = 0; i < input.length; i++) {
                    input[i] ^= 4;
                    channel.refuses(record, plaintext);
                    input[i] ^= 4;
                }
            }
            assertThat(channel.open(record, new byte[100], 0))
                    .as("the untouched record")
                    .isEqualTo(20);
        }
    }

    @ParameterizedTest
    @MethodSource("suites")
    default void aRecordWithoutRoomForTheTagIsRefused(CipherSuite suite) {
        try (TestChannel channel = new TestChannel(provider(), suite)) {
            for (int length = 0; length < channel.opener.tagLength(); length++) {
                assertThat(channel.open(new byte[length], new byte[100], 0)).isEqualTo(-1);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("suites")
    default void theKeyIsCopied(CipherSuite suite) {
        byte[] key = new ScriptedRandom(6).bytes(provider().keyLength(suite));
        byte[] nonce = new byte[12];
        byte[] sealed = new byte[21];
        byte[] opened = new byte[5];
        try (AeadSealer sealer = provider().sealer(suite, key);
                AeadOpener opener = provider().opener(suite, key)) {
            Arrays.fill(key, (byte) 0);
            sealer.seal(nonce, nonce, 0, 5, new byte[5], 0, 5, new byte[0], 0, sealed, 0);
            assertThat(opener.open(nonce, nonce, 0, 5, sealed, 0, 21, opened, 0)).isEqualTo(5);
        }
        try (AeadOpener other = provider().opener(suite, key)) {
            assertThat(other.open(nonce, nonce, 0, 5, sealed, 0, 21, opened, 0)).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @MethodSource("suites")
    default void tooLittleRoomIsRefusedBeforeAnythingIsWritten(CipherSuite suite) {
        try (TestChannel channel = new TestChannel(provider(), suite)) {
            byte[] content = new byte[20];
            byte[] tail = {23};
            byte[] out = new byte[20 + 1 + channel.sealer.tagLength() - 1];
            assertThatThrownBy(
                            () ->
                                    channel.sealer.seal(
                                            channel.nonce,
                                            channel.aad,
                                            0,
                                            5,
                                            content,
                                            0,
                                            20,
                                            tail,
                                            1,
                                            out,
                                            0))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThat(out).containsOnly(0);
        }
    }
}
