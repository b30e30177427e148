package handclasp.cli.report;

import handclasp.cli.option.CommandFailure;
import handclasp.cli.option.ExitCode;
import handclasp.cli.option.FileProblem;
import handclasp.inspector.Recording;
import handclasp.inspector.RecordingJson;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * The file for the recording of one connection, its owner's only. What is there is replaced once the new recording is
 * whole; until then it stays. Not thread-safe.
 */
public final class RecordingFile implements Closeable {
    private final Path file;
    private @Nullable Path draft;

    private RecordingFile(Path file, @Nullable Path draft) {
        this.file = file;
        this.draft = draft;
    }

    /**
     * Makes sure that the file can be written.
     *
     * @throws CommandFailure if not
     */
    public static RecordingFile open(Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder == null || Files.isDirectory(file)) {
                throw new IOException("it is a folder; name a file in it");
            }
            boolean isDevice = Files.exists(file) && !Files.isRegularFile(file);
            // Temporary files are their owner's only.
            Path draft = isDevice ? null : Files.createTempFile(folder, ".handclasp-", ".json");
            return new RecordingFile(file, draft);
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    /** @throws CommandFailure if it cannot be written after all */
    public void write(Recording recording) {
        String json = RecordingJson.write(recording) + "\n";
        try {
            if (draft == null) {
                Files.writeString(file, json);
                return;
            }
            Files.writeString(draft, json);
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
            draft = null;
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    private static CommandFailure failure(Path file, IOException e) {
        return new CommandFailure(
                ExitCode.USAGE,
                "The recording " + file + " cannot be written: " + FileProblem.words(e) + ".",
                e);
    }

    /** Leaves nothing behind if nothing was written. */
    @Override
    public void close() throws IOException {
        if (draft != null) {
            Files.deleteIfExists(draft);
        }
    }
}
