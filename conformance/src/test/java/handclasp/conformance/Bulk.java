package handclasp.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SplittableRandom;

/** 64 MiB that look random, made anew wherever they are needed, and their SHA-256. */
final class Bulk {
    /** In bytes. */
    static final int SIZE = 64 << 20;

    /** How much is written at once, in bytes; not a power of two, so that it does not fit records. */
    static final int CHUNK = 50_000;

    private final long seed;

    /** Other bytes for every seed. */
    Bulk(long seed) {
        this.seed = seed;
    }

    /** All of it. */
    InputStream stream() {
        return new Source(seed);
    }

    /** Writes all of it. */
    void writeTo(OutputStream out) throws IOException {
        InputStream source = stream();
        byte[] chunk = new byte[CHUNK];
        for (int n; (n = source.read(chunk, 0, CHUNK)) > 0; ) {
            out.write(chunk, 0, n);
        }
        out.flush();
    }

    /** A file of it, deleted at the end of the run. */
    Path file() throws IOException {
        Path file = Files.createTempFile("handclasp-bulk-", ".bin");
        file.toFile().deleteOnExit();
        try (OutputStream out = Files.newOutputStream(file)) {
            writeTo(out);
        }
        return file;
    }

    /** Of all of it, in hexadecimal. */
    String sha256() throws IOException {
        return sha256(stream());
    }

    /** Reads as much as {@link #SIZE} and returns its hash; less if the stream ends before. */
    static String sha256(InputStream in) throws IOException {
        MessageDigest digest = digest();
        byte[] buffer = new byte[CHUNK];
        int left = SIZE;
        while (left > 0) {
            int n = in.read(buffer, 0, Math.min(left, CHUNK));
            if (n < 0) {
                return "ended " + left + " bytes early";
            }
            digest.update(buffer, 0, n);
            left -= n;
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Of a file's first {@link #SIZE} bytes. */
    static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return sha256(in);
        }
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The bytes themselves: the same for every reader, however much it reads at a time. */
    private static final class Source extends InputStream {
        private final SplittableRandom random;
        private final byte[] chunk = new byte[CHUNK];
        private int used = CHUNK;
        private int left = SIZE;

        Source(long seed) {
            random = new SplittableRandom(seed);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            if (left == 0) {
                return -1;
            }
            if (used == CHUNK) {
                random.nextBytes(chunk);
                used = 0;
            }
            int n = Math.min(Math.min(length, CHUNK - used), left);
            System.arraycopy(chunk, used, bytes, offset, n);
            used += n;
            left -= n;
            return n;
        }
    }
}
