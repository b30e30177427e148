package handclasp.cli.report;

import handclasp.cli.option.CommandFailure;
import handclasp.cli.option.ExitCode;
import handclasp.cli.option.FileProblem;
import handclasp.inspector.Recording;
import handclasp.inspector.RecordingJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder of recordings, one file a connection, each its owner's only and named by time and number. It never overwrites
 * a file, and it keeps the newest ones: beyond a number, the oldest is removed. Files that are not its own stay. Safe for
 * use by any number of threads.
 */
public final class RecordingFolder {
    /** How many files are kept. */
    public static final int MOST = 1000;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final Pattern OURS =
            Pattern.compile("handshake-\\d{8}T\\d{6}\\.\\d{3}Z-\\d{6,}(\\.\\d+)?\\.json");

    private final Path folder;
    private final int most;
    private final Consumer<String> complain;
    private final Deque<Path> files = new ArrayDeque<>();
    private boolean complained;

    private RecordingFolder(Path folder, int most, Consumer<String> complain) {
        this.folder = folder;
        this.most = most;
        this.complain = complain;
    }

    /**
     * Opens or makes the folder.
     *
     * @param most how many files to keep
     * @param complain told once, in a sentence, if a recording cannot be written later
     * @throws CommandFailure if files cannot be made there
     */
    public static RecordingFolder open(Path folder, int most, Consumer<String> complain) {
        RecordingFolder opened = new RecordingFolder(folder, most, complain);
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder.toAbsolutePath().normalize(), OwnerOnly.folder());
            }
            Files.delete(Files.createTempFile(folder, ".handclasp-", ".json"));
            try (Stream<Path> there = Files.list(folder)) {
                there.filter(file -> OURS.matcher(file.getFileName().toString()).matches())
                        .sorted()
                        .forEach(opened.files::add);
            }
            return opened;
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "Recordings cannot be kept in " + folder + ": " + FileProblem.words(e) + ".",
                    e);
        }
    }

    /**
     * Writes one recording; a failure to do so is told of, not thrown: the connection must not suffer.
     *
     * @param number of the connection
     */
    public void write(Recording recording, long number) {
        byte[] json = (RecordingJson.write(recording) + "\n").getBytes(StandardCharsets.US_ASCII);
        try {
            keep(create(recording.began(), number, json));
        } catch (IOException e) {
            complainOnce(e);
        }
    }

    private Path create(Instant began, long number, byte[] json) throws IOException {
        String name = "handshake-%s-%06d".formatted(TIME.format(began), number);
        for (int i = 0; ; i++) {
            Path file = folder.resolve(name + (i == 0 ? "" : "." + i) + ".json");
            try (FileChannel channel =
                    FileChannel.open(
                            file,
                            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            OwnerOnly.file())) {
                fill(file, channel, json);
                return file;
            } catch (FileAlreadyExistsException e) {
                // Another server keeps its recordings here too.
                if (i == 100) {
                    throw e;
                }
            }
        }
    }

    /** All of it or no file at all: half a recording is none, and a full disk must not fill up with them. */
    private static void fill(Path file, FileChannel channel, byte[] json) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(json);
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private synchronized void keep(Path file) throws IOException {
        files.add(file);
        while (files.size() > most) {
            Files.deleteIfExists(files.element());
            files.remove();
        }
    }

    private synchronized void complainOnce(IOException e) {
        if (!complained) {
            complained = true;
            complain.accept(
                    "A recording could not be written to "
                            + folder
                            + ": "
                            + FileProblem.words(e)
                            + ". There may be more.");
        }
    }
}
