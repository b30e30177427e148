package handclasp.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SkippedTestsTest {

    private static final Instant START = Instant.parse("2026-11-24T12:00:00Z");
    private static final String ABORTED =
            """
            <skipped type="org.opentest4j.TestAbortedException"><![CDATA[org.opentest4j.TestAbortedException: needs curl: apt-get install curl
            	at handclasp.conformance.CurlTest.get(CurlTest.java:21)
            ]]></skipped>""";
    private static final String DISABLED =
            "<skipped message=\"takes about 3 minutes: mvn verify -Plong\"/>";

    @TempDir Path root;

    @Test
    void namesEachReasonOnceWithItsTests() throws IOException {
        writeReport("tls", "handclasp.tls.SoakTest", START, DISABLED);
        writeReport("conformance", "handclasp.conformance.CurlTest", START, ABORTED, ABORTED);
        writeReport("conformance", "handclasp.conformance.FineTest", START, "");

        assertThat(SkippedTests.report(root, START, 25))
                .containsExactly(
                        "Skipped, and how to run it:",
                        "  needs curl: apt-get install curl (2 tests in CurlTest)",
                        "  takes about 3 minutes: mvn verify -Plong (1 test in SoakTest)");
    }

    @Test
    void leavesReportsOfEarlierBuildsOut() throws IOException {
        writeReport("tls", "handclasp.tls.OldTest", START.minusSeconds(1), DISABLED);

        assertThat(SkippedTests.report(root, START, 25)).containsExactly("Nothing was skipped.");
    }

    @Test
    void saysThatAnOldJavaUnderMavenChecksNoFormatting() {
        assertThat(SkippedTests.report(root, START, 17))
                .last()
                .asString()
                .contains("formatting was not checked", "Java 17");
    }

    private void writeReport(String module, String test, Instant written, String... results)
            throws IOException {
        StringBuilder xml = new StringBuilder("<testsuite name=\"%s\">".formatted(test));
        for (String result : results) {
            xml.append("<testcase name=\"a\" classname=\"%s\">".formatted(test));
            xml.append(result).append("</testcase>");
        }
        Path file = root.resolve(module, "target", "surefire-reports", "TEST-" + test + ".xml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, xml.append("</testsuite>"));
        Files.setLastModifiedTime(file, FileTime.from(written));
    }
}
