package handclasp.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void leavesHarmlessTextAlone() {
        assertThat(Printable.text("plain ~ text")).isEqualTo("plain ~ text");
        assertThat(Printable.text("bücher 密码 🔒")).isEqualTo("bücher 密码 🔒");
    }

    @Test
    void showsWhatCouldFoolATerminal() {
        assertThat(Printable.text("a\u001b[2Jb\r\nc")).isEqualTo("a\\u{1b}[2Jb\\u{d}\\u{a}c");
        assertThat(Printable.text("a\u202eb\u009bc\u2028"))
                .isEqualTo("a\\u{202e}b\\u{9b}c\\u{2028}");
        assertThat(Printable.text("\ud800")).isEqualTo("\\u{d800}");
    }

    @Test
    void cutsBetweenCharacters() {
        assertThat(Printable.text("abcdef", 6)).isEqualTo("abcdef");
        assertThat(Printable.text("abcdefg", 6)).isEqualTo("abcdef...");
        assertThat(Printable.text("abc🔒def", 4)).isEqualTo("abc...");
    }

    @Property
    void neverLetsAControlCharacterThrough(@ForAll String text) {
        assertThat(Printable.text(text).codePoints())
                .noneMatch(Character::isISOControl)
                .noneMatch(c -> Character.getType(c) == Character.FORMAT);
    }
}
