package handclasp.tls.internal.jca;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EcdsaSigValueTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "3006020101020102",
                "300702020080020101",
                "300802020080020200ff",
                "300602017f02017f"
            })
    void twoPositiveIntegers(String hex) {
        assertThat(isDer(hex)).isTrue();
    }

    /** P-521: the sequence is longer than 127 bytes, each integer up to 66. */
    @ParameterizedTest
    @CsvSource({
        "8188, 0242, true",
        "88, 0242, false",
        "820088, 0242, false",
        "8188, 028142, false"
    })
    void longSequences(String length, String integerHead, boolean good) {
        String integer = integerHead + "01" + "ab".repeat(65);
        assertThat(isDer("30" + length + integer + integer)).isEqualTo(good);
    }

    @ParameterizedTest
    @CsvSource({
        "'', empty",
        "30, no length",
        "3000, no integers",
        "3003020101, one integer",
        "3009020101020101020101, three integers",
        "300602010102010100, more behind it",
        "3007020101020101, longer than it is",
        "3005020101020101, shorter than it is",
        "3106020101020101, no sequence",
        "3006020101030101, no integer",
        "3080020101020101, indefinite length",
        "308106020101020101, long form of a short length",
        "300602010002017f, zero",
        "30060201800201ff, negative",
        "30070202007f020101, filled up with zeros",
        "30050200020101, an integer without bytes",
        "3006020101020201, an integer longer than the rest",
        "30ff, length of too many bytes",
        "3081, cut off"
    })
    void anythingElse(String hex, String why) {
        assertThat(isDer(hex)).as(why).isFalse();
    }

    private static boolean isDer(String hex) {
        return EcdsaSigValue.isDer(HexFormat.of().parseHex(hex));
    }
}
