package handclasp.cli.report;

import handclasp.cli.option.CommandFailure;
import handclasp.cli.option.ExitCode;
import handclasp.cli.option.FileProblem;
import handclasp.inspector.Recording;
import handclasp.inspector.RecordingJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder of recordings, one file a connection, each its owner's only and named by time and number. It never overwrites
 * a file, and it keeps the newest ones: beyond a number of files or of bytes, the oldest is removed. Files that are not
 * its own stay. Safe for use by any number of threads.
 */
public final class RecordingFolder {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final Pattern OURS =
            Pattern.compile("handshake-\\d{8}T\\d{6}\\.\\d{3}Z-\\d{6,}(\\.\\d+)?\\.json");

    /** More halves than this are not left lying: where none can be deleted, none is begun. */
    private static final int MOST_HALVES = 3;

    private final Path folder;
    private final Room room;
    private final Disk disk;
    private final Consumer<String> complain;
    private final Deque<Kept> files = new ArrayDeque<>();
    private final Deque<Path> halves = new ArrayDeque<>();
    private long bytes;
    private boolean complained;

    private RecordingFolder(Path folder, Room room, Disk disk, Consumer<String> complain) {
        this.folder = folder;
        this.room = room;
        this.disk = disk;
        this.complain = complain;
    }

    /**
     * What is kept at most.
     *
     * @param files how many
     * @param bytes of their contents together
     */
    public record Room(int files, long bytes) {
        /** 1000 files, 64 MiB. */
        public static final Room DEFAULT = new Room(1000, 64L << 20);
    }

    private record Kept(Path file, long length) {}

    /** How files come and go. */
    interface Disk {
        /** Opens a file that is not there yet, for its owner only. */
        WritableByteChannel create(Path file) throws IOException;

        void delete(Path file) throws IOException;
    }

    private static final class RealDisk implements Disk {
        @Override
        public WritableByteChannel create(Path file) throws IOException {
            return FileChannel.open(
                    file,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    OwnerOnly.file());
        }

        @Override
        public void delete(Path file) throws IOException {
            Files.deleteIfExists(file);
        }
    }

    /**
     * Opens or makes the folder.
     *
     * @param room for the files to keep
     * @param complain told once, in a sentence, if a recording cannot be written later
     * @throws CommandFailure if files cannot be made there
     */
    public static RecordingFolder open(Path folder, Room room, Consumer<String> complain) {
        return open(folder, room, new RealDisk(), complain);
    }

    static RecordingFolder open(Path folder, Room room, Disk disk, Consumer<String> complain) {
        RecordingFolder opened = new RecordingFolder(folder, room, disk, complain);
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder.toAbsolutePath().normalize(), OwnerOnly.folder());
            }
            Files.delete(Files.createTempFile(folder, ".handclasp-", ".json"));
            for (Path file : ours(folder)) {
                opened.add(file, Files.size(file));
            }
            return opened;
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "Recordings cannot be kept in " + folder + ": " + FileProblem.words(e) + ".",
                    e);
        }
    }

    /** Oldest first, as the names say. */
    private static List<Path> ours(Path folder) throws IOException {
        try (Stream<Path> there = Files.list(folder)) {
            return there.filter(file -> OURS.matcher(file.getFileName().toString()).matches())
                    .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
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
            deleteHalves();
            keep(create(recording.began(), number, json), json.length);
        } catch (IOException e) {
            complainOnce(e);
        }
    }

    private Path create(Instant began, long number, byte[] json) throws IOException {
        String name = "handshake-%s-%06d".formatted(TIME.format(began), number);
        for (int i = 0; ; i++) {
            Path file = folder.resolve(name + (i == 0 ? "" : "." + i) + ".json");
            try {
                fill(file, disk.create(file), json);
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
    private void fill(Path file, WritableByteChannel channel, byte[] json) throws IOException {
        // Some file systems say only on closing that there was no room.
        try (channel) {
            ByteBuffer bytes = ByteBuffer.wrap(json);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            deleteHalf(file);
            throw e;
        }
    }

    private synchronized void deleteHalf(Path file) {
        try {
            disk.delete(file);
        } catch (IOException e) {
            halves.add(file);
        }
    }

    /** Those that could not be deleted when they failed. */
    private synchronized void deleteHalves() throws IOException {
        for (Iterator<Path> each = halves.iterator(); each.hasNext(); ) {
            try {
                disk.delete(each.next());
                each.remove();
            } catch (IOException e) {
                if (halves.size() >= MOST_HALVES) {
                    throw e;
                }
            }
        }
    }

    private synchronized void keep(Path file, long length) throws IOException {
        add(file, length);
        IOException problem = null;
        // What cannot be deleted now stays in the list, counts, and is tried again with the next
        // one.
        for (Iterator<Kept> oldest = files.iterator(); isOver() && oldest.hasNext(); ) {
            Kept next = oldest.next();
            try {
                disk.delete(next.file());
                bytes -= next.length();
                oldest.remove();
            } catch (IOException e) {
                problem = e;
            }
        }
        if (problem != null) {
            throw problem;
        }
    }

    private synchronized void add(Path file, long length) {
        files.add(new Kept(file, length));
        bytes += length;
    }

    private boolean isOver() {
        return files.size() > room.files() || bytes > room.bytes();
    }

    private synchronized void complainOnce(IOException e) {
        if (!complained) {
            complained = true;
            complain.accept(
                    "A recording could not be written to "
                            + folder
                            + ", or an old one not deleted: "
                            + FileProblem.words(e)
                            + ". There may be more.");
        }
    }
}
