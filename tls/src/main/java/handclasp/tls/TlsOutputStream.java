package handclasp.tls;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/** Data for the peer of a {@link TlsSocket}. */
final class TlsOutputStream extends OutputStream {
    private final TlsSocket socket;

    TlsOutputStream(TlsSocket socket) {
        this.socket = socket;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, source.length);
        socket.write(source, offset, length);
    }

    @Override
    public void flush() throws IOException {
        socket.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
