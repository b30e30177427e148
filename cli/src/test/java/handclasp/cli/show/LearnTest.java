package handclasp.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.testkit.GeneratedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages of docs/learn: each sample is what its command prints, and each link leads somewhere. */
class LearnTest {
    private static final Path LEARN = GeneratedFile.root().resolve("docs/learn");
    private static final String COMMAND = "$ bin/handclasp ";
    private static final Pattern SAMPLE =
            Pattern.compile(
                    "```text\n" + Pattern.quote(COMMAND) + "(show [^\n]*)\n.*?```\n",
                    Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");
    private static final Pattern SECTION = Pattern.compile("RFC \\d{4}");

    static List<String> pages() throws IOException {
        try (Stream<Path> files = Files.walk(LEARN)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .map(file -> LEARN.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void samplesAreWhatTheirCommandsPrint(String page) throws IOException {
        String text = Files.readString(LEARN.resolve(page));

        GeneratedFile.check("docs/learn/" + page, SAMPLE.matcher(text).replaceAll(LearnTest::made));
    }

    private static String made(java.util.regex.MatchResult sample) {
        String[] words = sample.group(1).split(" ");
        Shown shown = Shown.of(Arrays.copyOfRange(words, 1, words.length));
        assertThat(shown.err()).as(sample.group(1)).isEmpty();
        assertThat(shown.exitCode()).as(sample.group(1)).isZero();
        return Matcher.quoteReplacement(
                "```text\n" + COMMAND + sample.group(1) + "\n" + shown.out() + "```\n");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadSomewhere(String page) throws IOException {
        Path file = LEARN.resolve(page);
        Matcher link = LINK.matcher(Files.readString(file));

        while (link.find()) {
            assertThat(file.resolveSibling(link.group(1)).normalize()).exists();
        }
    }

    /** A page that says what it will hold one day is marked in the index, so that nobody expects it to be whole. */
    @Test
    void theIndexMarksThePagesThatAreShort() throws IOException {
        for (String name : names("en")) {
            boolean isShort =
                    Files.readString(LEARN.resolve("en/" + name))
                            .contains("This chapter will hold");
            for (String index : List.of("en/README.md", "zh/README.md")) {
                String text = Files.readString(LEARN.resolve(index));
                boolean marked =
                        text.contains("(" + name + ") (short, for now)")
                                || text.contains("(" + name + ")（暂为简要介绍）");
                assertThat(marked).as(index + " of " + name).isEqualTo(isShort);
            }
        }
    }

    @Test
    void bothLanguagesHaveTheSamePagesAndSamples() throws IOException {
        assertThat(names("en")).isEqualTo(names("zh")).isNotEmpty();
        for (String name : names("en")) {
            List<String> chinese = commands("zh/" + name);
            assertThat(chinese).allMatch(command -> command.endsWith(" --lang zh"));
            assertThat(chinese.stream().map(command -> command.replace(" --lang zh", "")).toList())
                    .isEqualTo(commands("en/" + name));
        }
    }

    @Test
    void bothLanguagesCiteTheSameRfcs() throws IOException {
        for (String name : names("en")) {
            assertThat(rfcs("zh/" + name)).as(name).isEqualTo(rfcs("en/" + name));
        }
    }

    private static TreeSet<String> rfcs(String page) throws IOException {
        Matcher rfc = SECTION.matcher(Files.readString(LEARN.resolve(page)).replace('\n', ' '));
        TreeSet<String> found = new TreeSet<>();
        while (rfc.find()) {
            found.add(rfc.group());
        }
        return found;
    }

    private static List<String> names(String language) throws IOException {
        return pages().stream()
                .filter(page -> page.startsWith(language + "/"))
                .map(page -> page.substring(language.length() + 1))
                .toList();
    }

    private static List<String> commands(String page) throws IOException {
        Matcher sample = SAMPLE.matcher(Files.readString(LEARN.resolve(page)));
        List<String> found = new ArrayList<>();
        while (sample.find()) {
            found.add(sample.group(1));
        }
        return found;
    }
}
