package handclasp.pki;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Files and folders that only their owner may read, from the moment they exist; where the system has POSIX permissions,
 * which elsewhere the user's own folder stands for.
 */
final class PrivateFiles {
    private static final boolean IS_POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final FileAttribute<?>[] FOLDER = permissions("rwx------");
    private static final FileAttribute<?>[] FILE = permissions("rw-------");

    private PrivateFiles() {}

    private static FileAttribute<?>[] permissions(String text) {
        return IS_POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text))
                }
                : new FileAttribute<?>[0];
    }

    static void createFolders(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, FOLDER);
        }
    }

    /** Whether others than the owner may change a file, or what is in a folder; false where nobody can tell. */
    static boolean isOpenToOthers(Path file) throws IOException {
        if (!IS_POSIX || !Files.exists(file)) {
            return false;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        return permissions.contains(PosixFilePermission.GROUP_WRITE)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE);
    }

    /**
     * Makes a folder with all its files at once, or not at all if another process was first.
     *
     * @param contents file names and texts
     */
    static void publishFolder(Path folder, Map<String, String> contents) throws IOException {
        Path draft = folder.resolveSibling("." + folder.getFileName() + "-" + unique());
        Files.createDirectory(draft, FOLDER);
        try {
            for (Map.Entry<String, String> file : contents.entrySet()) {
                create(draft.resolve(file.getKey()), file.getValue());
            }
            // A folder with something in it cannot be replaced: the first process wins.
            Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            delete(draft);
            if (!isFilled(folder)) {
                throw e;
            }
        }
    }

    /** Whether there is a folder with something in it. */
    static boolean isFilled(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isPresent();
        }
    }

    /** Writes a file anew; who reads it at the same time sees the old or the new one. */
    static void replace(Path file, String text) throws IOException {
        Path draft = file.resolveSibling("." + file.getFileName() + "-" + unique());
        try {
            create(draft, text);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void create(Path file, String text) throws IOException {
        Set<StandardOpenOption> options =
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(file, options, FILE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Files.delete(file);
        }
    }

    private static String unique() {
        byte[] random = new byte[8];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
