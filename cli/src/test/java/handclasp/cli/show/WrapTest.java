package handclasp.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WrapTest {
    @Test
    void breaksBetweenWords() {
        assertThat(Wrap.lines("one two three", "  ", 9)).containsExactly("  one two", "  three");
    }

    @Test
    void aWordThatIsTooLongStandsAlone() {
        assertThat(Wrap.lines("a extraordinary b", "", 6))
                .containsExactly("a", "extraordinary", "b");
    }

    @Test
    void citationsStayWhole() {
        assertThat(Wrap.lines("see RFC 9846 §4.2", "", 12)).containsExactly("see", "RFC 9846 §4.2");
    }

    @Test
    void chineseBreaksAnywhereButBeforePunctuation() {
        assertThat(Wrap.lines("握手完成，校验", "", 8)).containsExactly("握手完", "成，校验");
        assertThat(Wrap.width("握手 ok")).isEqualTo(7);
    }

    @Test
    void anEmptyTextIsAnEmptyLine() {
        assertThat(Wrap.lines("", "", 10)).containsExactly("");
    }
}
