package handclasp.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The {@code openssl} program in a folder of its own; where it is missing, the test is skipped. */
final class OpenSsl {
    private static final long SECONDS = 60;

    private final Path folder;

    OpenSsl(Path folder) {
        boolean there =
                Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .anyMatch(part -> Files.isExecutable(Path.of(part, "openssl")));
        if (!there) {
            throw Shared.missing("openssl: apt-get install openssl");
        }
        this.folder = folder;
    }

    /** What a run said, both streams together. */
    record Result(int status, String output) {}

    /** Runs it with arguments that contain no spaces, and expects success. */
    String run(String arguments) throws IOException, InterruptedException {
        Result result = attempt(List.of(arguments.split(" ")));
        assertThat(result.status()).as("openssl %s%n%s", arguments, result.output()).isZero();
        return result.output();
    }

    Result attempt(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(arguments);
        Path log = Files.createTempFile(folder, "openssl", ".log");
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        process.getOutputStream().close();
        assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as("openssl ended").isTrue();
        return new Result(process.exitValue(), Files.readString(log, StandardCharsets.ISO_8859_1));
    }

    Path file(String name) {
        return folder.resolve(name);
    }
}
