package handclasp.cli.report;

import handclasp.cli.option.CommandFailure;
import handclasp.cli.option.ExitCode;
import handclasp.cli.option.FileProblem;
import handclasp.inspector.Recording;
import handclasp.inspector.RecordingJson;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The file for the recording of one connection, its owner's only. What is there is replaced once the new recording is
 * whole; until then it stays, and nothing stands beside it: whoever ends the program while it waits for the peer has
 * nothing to clean up. Not thread-safe.
 */
public final class RecordingFile {
    private final Path file;
    private final Path folder;

    private RecordingFile(Path file, Path folder) {
        this.file = file;
        this.folder = folder;
    }

    /**
     * Looks whether the file can be written, as far as that can be told without writing.
     *
     * @throws CommandFailure if not
     */
    public static RecordingFile open(Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder == null || Files.isDirectory(file)) {
                throw new IOException("it is a folder; name a file in it");
            }
            requireWritable(file, folder);
            return new RecordingFile(file, folder);
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    private static void requireWritable(Path file, Path folder) throws IOException {
        if (!Files.exists(folder)) {
            throw new NoSuchFileException(folder.toString());
        }
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
        if (!Files.isWritable(isDevice(file) ? file : folder)) {
            throw new AccessDeniedException(file.toString());
        }
    }

    /** A terminal, a pipe or the like, which is written to and not replaced. */
    private static boolean isDevice(Path file) {
        return Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
    }

    /** @throws CommandFailure if it cannot be written after all */
    public void write(Recording recording) {
        String json = RecordingJson.write(recording) + "\n";
        try {
            if (isDevice(file)) {
                Files.writeString(file, json);
            } else {
                replace(json);
            }
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    private void replace(String json) throws IOException {
        // Temporary files are their owner's only.
        Path draft = Files.createTempFile(folder, ".handclasp-", ".json");
        try {
            Files.writeString(draft, json);
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static CommandFailure failure(Path file, IOException e) {
        return new CommandFailure(
                ExitCode.USAGE,
                "The recording " + file + " cannot be written: " + FileProblem.words(e) + ".",
                e);
    }
}
