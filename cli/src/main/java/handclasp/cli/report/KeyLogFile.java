package handclasp.cli.report;

import handclasp.tls.KeyLog;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Appends connection secrets to a file as lines of RFC 9850, which Wireshark reads. The file is for
 * its owner only. Safe for use by any number of threads.
 */
public final class KeyLogFile implements KeyLog, Closeable {
    private final FileChannel channel;
    private final KeyLog lines = KeyLog.lines(this::append);

    private final Consumer<String> complain;
    private final AtomicBoolean failed = new AtomicBoolean();

    private KeyLogFile(FileChannel channel, Consumer<String> complain) {
        this.channel = channel;
        this.complain = complain;
    }

    /**
     * Opens or makes the file, and takes everyone else's access away.
     *
     * @param complain told once, in a sentence, if a line cannot be written later
     * @throws IOException if it cannot be written or belongs to someone else
     */
    public static KeyLogFile open(Path file, Consumer<String> complain) throws IOException {
        boolean posix = OwnerOnly.isPossible();
        if (posix) {
            requireOurs(file);
        }
        FileChannel channel =
                FileChannel.open(
                        file,
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                        OwnerOnly.file());
        if (posix && Files.isRegularFile(file)) {
            Files.setPosixFilePermissions(file, OwnerOnly.FILE);
        }
        return new KeyLogFile(channel, complain);
    }

    /** What others can read already would not become secret by a change of its mode. */
    private static void requireOurs(Path file) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        PosixFileAttributes there =
                Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        String user = System.getProperty("user.name", "");
        if (there.isSymbolicLink() || !there.owner().getName().equals(user)) {
            throw new FileSystemException(
                    file.toString(), null, "it is a link or belongs to someone else; name another");
        }
    }

    @Override
    public void log(String label, byte[] clientRandom, byte[] secret) {
        lines.log(label, clientRandom, secret);
    }

    private void append(String line) {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.US_ASCII));
        try {
            // One write each: appending keeps the lines of many connections apart.
            channel.write(bytes);
        } catch (IOException e) {
            // The handshake must not fail for it.
            if (failed.compareAndSet(false, true)) {
                complain.accept("The key log is incomplete: " + e.getMessage());
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
