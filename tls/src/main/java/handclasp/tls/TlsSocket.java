package handclasp.tls;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * TLS over a blocking transport. One thread may read while another writes; {@link #close} may be called from any thread.
 * At home on virtual threads: no lock is held by {@code synchronized} while it blocks.
 *
 * <p>A reader never waits for a writer: what reading owes the peer (an answer to a KeyUpdate, an alert) goes out with the
 * writer's next record, or by a virtual thread of its own where nobody is writing.
 */
public final class TlsSocket implements Closeable {
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(1);

    private final TlsConnection connection;
    private final Transport transport;
    private final RecordInput input;
    private final OutputStream out;
    private final ReentrantLock handshakeLock = new ReentrantLock();
    private final ReentrantLock writeLock = new ReentrantLock();
    private final TlsInputStream inputStream;
    private final TlsOutputStream outputStream;
    private final TlsEarlyInputStream earlyData;
    private final PlaintextSink duringHandshake = new EarlySink();
    private @Nullable Deadline deadline;
    private byte[] outgoing = new byte[1024];
    private Duration handshakeTimeout = Duration.ZERO;

    /** Whether a thread drains in a reader's place: one is enough. */
    private final AtomicBoolean flushing = new AtomicBoolean();

    private volatile boolean handshaken;
    private volatile boolean closed;

    private TlsSocket(TlsConnection connection, Transport transport) {
        this.connection = connection;
        this.transport = transport;
        this.input = new RecordInput(transport.in());
        this.out = transport.out();
        this.inputStream = new TlsInputStream(this, connection, input);
        this.outputStream = new TlsOutputStream(this);
        this.earlyData = new TlsEarlyInputStream(this);
    }

    /**
     * Connects to a host and shakes hands.
     *
     * @param host as {@link ServerName#of} takes it
     * @throws TlsException if the handshake fails
     * @throws IOException if the host cannot be reached
     */
    public static TlsSocket connect(ClientConfiguration configuration, String host, int port)
            throws IOException {
        ServerName name = ServerName.of(host);
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(name.value(), port));
            return client(configuration, name, socket).handshake();
        } catch (IOException | RuntimeException | Error e) {
            socket.close();
            throw e;
        }
    }

    /** A client over a connected socket. No byte flows before {@link #handshake} or the first read or write. */
    public static TlsSocket client(
            ClientConfiguration configuration, ServerName name, Socket socket) throws IOException {
        return new TlsSocket(
                TlsConnection.client(configuration, name, OptionalInt.of(socket.getPort())),
                Transport.of(socket));
    }

    /** A client over a connected channel in blocking mode. */
    public static TlsSocket client(
            ClientConfiguration configuration, ServerName name, SocketChannel channel)
            throws IOException {
        return new TlsSocket(
                TlsConnection.client(
                        configuration, name, OptionalInt.of(channel.socket().getPort())),
                Transport.of(channel));
    }

    /** A client over any pair of streams, which are closed with it. */
    public static TlsSocket client(
            ClientConfiguration configuration, ServerName name, InputStream in, OutputStream out) {
        return new TlsSocket(TlsConnection.client(configuration, name), Transport.of(in, out));
    }

    /** A server over an accepted socket. */
    public static TlsSocket server(ServerConfiguration configuration, Socket socket)
            throws IOException {
        return new TlsSocket(TlsConnection.server(configuration), Transport.of(socket));
    }

    /**
     * A server over an accepted socket of which something was read already, or whose first bytes somebody wants to see.
     *
     * @param in what to read in place of the socket's own stream, which stands behind it; its reads keep the socket's
     *     time-out
     */
    public static TlsSocket server(ServerConfiguration configuration, Socket socket, InputStream in)
            throws IOException {
        return new TlsSocket(TlsConnection.server(configuration), Transport.of(socket, in));
    }

    /** A server over an accepted channel in blocking mode. */
    public static TlsSocket server(ServerConfiguration configuration, SocketChannel channel)
            throws IOException {
        return new TlsSocket(TlsConnection.server(configuration), Transport.of(channel));
    }

    /** A server over any pair of streams, which are closed with it. */
    public static TlsSocket server(
            ServerConfiguration configuration, InputStream in, OutputStream out) {
        return new TlsSocket(TlsConnection.server(configuration), Transport.of(in, out));
    }

    /**
     * Shakes hands unless that is done, and waits for it.
     *
     * @throws TlsException if it fails; the alert was sent and the transport is closed
     * @throws IOException if the transport fails
     */
    public TlsSocket handshake() throws IOException {
        if (handshaken) {
            return this;
        }
        handshakeLock.lock();
        try {
            if (!handshaken) {
                shakeHands();
                handshaken = true;
            }
        } finally {
            handshakeLock.unlock();
        }
        return this;
    }

    /** Bounds the whole handshake in time, over a socket or channel only; zero, the default, is no bound. */
    public TlsSocket handshakeTimeout(Duration limit) {
        handshakeTimeout = limit;
        return this;
    }

    /** The connection itself, for what it knows beyond bytes: keying material, channel bindings, its failure. */
    public TlsConnection connection() {
        return connection;
    }

    /** What is settled so far. */
    public Facts facts() {
        return connection.facts();
    }

    /**
     * The peer's data. Ends with -1 after the peer's {@code close_notify} and throws {@link TlsException} with {@link
     * Truncated} where the transport ends without one. Closing it closes the socket. Reading may overwrite more of the
     * caller's array than it returns bytes, within the given range.
     */
    public InputStream inputStream() {
        return inputStream;
    }

    /** Data for the peer; each write goes out at once in records of at most 16384 bytes. Closing it closes the socket. */
    public OutputStream outputStream() {
        return outputStream;
    }

    /**
     * Begins a client's handshake and sends data with its first flight, before the server has said a word (RFC 9846 §4.3.10):
     * as much as a ticket allows, if the configuration says so. See {@link ClientConfiguration.Builder#earlyData} for what is
     * safe to send. Afterwards {@link #handshake}; what {@link Facts#earlyData} then calls refused is gone, as is what was not
     * taken here, and the application may send it by {@link #outputStream}.
     *
     * @return how many of the bytes were sent; 0 without a ticket, and once there has been a handshake
     * @throws TlsException if the connection fails
     * @throws IOException if the transport fails
     */
    public int sendEarlyData(byte[] source, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, source.length);
        handshakeLock.lock();
        try {
            if (handshaken || connection.role() == Role.SERVER) {
                return 0;
            }
            return inHandshake(() -> beginWithEarlyData(source, offset, length));
        } finally {
            handshakeLock.unlock();
        }
    }

    /**
     * The early data of a server's client, apart from all other data, since it may have been sent before: see {@link
     * ServerConfiguration.Builder#earlyData}. It ends with -1 where the client's early data does, at once if there is none.
     * Reading it drives the handshake as far as it needs; {@link #handshake} does not wait for anybody to read it, but then
     * keeps it in memory.
     */
    public InputStream earlyData() {
        return earlyData;
    }

    /**
     * Changes the keys of the write side, and asks the peer to change its own (RFC 9846 §4.7.3).
     *
     * @throws IOException if the transport fails or the write side is closed
     * @throws UnsupportedOperationException in TLS 1.2, which has nothing of the kind
     */
    public void updateKeys(boolean requestPeer) throws IOException {
        handshake();
        if (!connection.canSend()) {
            throw closedForWriting();
        }
        connection.updateKeys(requestPeer);
        flush();
    }

    /** Sends {@code close_notify}: no more data goes out, and reading goes on. */
    public void closeOutput() throws IOException {
        handshake();
        connection.closeWrite();
        flush();
    }

    /** Sends {@code close_notify} if that can be done without waiting long, and closes the transport. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        connection.closeWrite();
        end();
    }

    // ---- writing

    void write(byte[] source, int offset, int length) throws IOException {
        handshake();
        int at = offset;
        int left = length;
        writeLock.lock();
        try {
            while (left > 0) {
                drain();
                requireOpenForWriting();
                reserve(connection.recordBound(left));
                int made = seal(source, at, left);
                if (made > 0) {
                    out.write(outgoing, 0, made);
                    int taken = Math.min(left, TlsConnection.MAX_PLAINTEXT);
                    at += taken;
                    left -= taken;
                }
            }
            out.flush();
        } finally {
            writeLock.unlock();
        }
        lookAgain();
    }

    private int seal(byte[] source, int offset, int length) throws IOException {
        try {
            return connection.send(source, offset, length, outgoing, 0);
        } catch (IllegalStateException e) {
            // Another thread has closed the write side in between.
            requireOpenForWriting();
            throw e;
        }
    }

    void flush() throws IOException {
        writeLock.lock();
        try {
            drain();
        } finally {
            writeLock.unlock();
        }
        lookAgain();
    }

    /** After letting the write side go: a reader that found it taken left its mail to us. */
    private void lookAgain() throws IOException {
        while (connection.hasOutput() && writeLock.tryLock()) {
            try {
                drain();
            } finally {
                writeLock.unlock();
            }
        }
    }

    /** For readers, who must not wait: whoever holds the write side looks again, else a thread of its own does it. */
    void flushFromReader() {
        if (connection.hasOutput()
                && !writeLock.isLocked()
                && flushing.compareAndSet(false, true)) {
            Thread.ofVirtual().name("handclasp-flush").start(this::flushForReader);
        }
    }

    private void flushForReader() {
        try {
            flushQuietly();
        } finally {
            flushing.set(false);
        }
        // What was posted while the flag stood is looked for once more.
        flushFromReader();
    }

    private void flushQuietly() {
        try {
            flush();
        } catch (IOException e) {
            // The transport is broken: whoever reads or writes next is told so by the transport
            // itself.
            return;
        }
    }

    /** Only under the write lock. */
    private void drain() throws IOException {
        boolean wrote = false;
        while (connection.hasOutput()) {
            int made = connection.drain(outgoing, 0, outgoing.length);
            if (made == 0) {
                if (outgoing.length >= TlsConnection.MAX_RECORD) {
                    return;
                }
                reserve(TlsConnection.MAX_RECORD);
                continue;
            }
            out.write(outgoing, 0, made);
            wrote = true;
        }
        // Without room: takes keys that stand behind the last record, or forgets them after it.
        connection.drain(outgoing, 0, 0);
        if (wrote) {
            out.flush();
        }
    }

    private void reserve(int size) {
        if (outgoing.length < size) {
            outgoing =
                    new byte
                            [Math.min(
                                    Math.max(size, 2 * outgoing.length), TlsConnection.MAX_RECORD)];
        }
    }

    /** For readers: what was decrypted before is gone, too. */
    void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("the socket is closed");
        }
    }

    private void requireOpenForWriting() throws IOException {
        if (connection.failure().isPresent()) {
            throw connection.failure().get();
        }
        if (!connection.canSend()) {
            throw closedForWriting();
        }
    }

    private static IOException closedForWriting() {
        return new IOException("the TLS connection is closed for writing");
    }

    // ---- the handshake

    private void shakeHands() throws IOException {
        inHandshake(
                () -> {
                    Deadline until = begin();
                    while (!connection.handshakeComplete()) {
                        step(until);
                    }
                    flush();
                    until.lift();
                    return 0;
                });
        runSideTasks();
    }

    /** Time runs from the first step on. */
    private Deadline begin() throws IOException {
        Deadline until = deadline;
        if (until == null) {
            until = new Deadline(transport, handshakeTimeout);
            deadline = until;
        }
        connection.begin();
        return until;
    }

    private int beginWithEarlyData(byte[] source, int offset, int length) throws IOException {
        Deadline until = begin();
        while (connection.need() == Need.WORK) {
            step(until);
        }
        int sent = 0;
        writeLock.lock();
        try {
            drain();
            while (sent < length && connection.earlyDataRoom() > 0) {
                int some = Math.min(length - sent, connection.earlyDataRoom());
                some = Math.min(some, TlsConnection.MAX_PLAINTEXT);
                reserve(connection.recordBound(some));
                int made = connection.sendEarlyData(source, offset + sent, some, outgoing, 0);
                out.write(outgoing, 0, made);
                sent += made == 0 ? 0 : some;
                drain();
            }
            out.flush();
        } finally {
            writeLock.unlock();
        }
        return sent;
    }

    /** Goes on with the handshake by one step, for whoever reads early data; false if no more of that can come. */
    boolean awaitEarlyData() throws IOException {
        handshakeLock.lock();
        try {
            if (handshaken || connection.earlyDataOver()) {
                return false;
            }
            inHandshake(
                    () -> {
                        step(begin());
                        return 0;
                    });
            return true;
        } finally {
            handshakeLock.unlock();
        }
    }

    private int inHandshake(Steps steps) throws IOException {
        if (connection.failure().isPresent()) {
            throw connection.failure().get();
        }
        try {
            return steps.take();
        } catch (TlsException e) {
            closed = true;
            end();
            throw e;
        } catch (SocketException e) {
            closed = true;
            transport.close();
            throw connection.transportFailed(e);
        } catch (IOException | RuntimeException | Error e) {
            transport.close();
            throw e;
        }
    }

    /** Part of a handshake. */
    private interface Steps {
        int take() throws IOException;
    }

    /** What nothing waits for: each on a thread of its own. */
    void runSideTasks() {
        for (Optional<Work> task = connection.sideTask();
                task.isPresent();
                task = connection.sideTask()) {
            Work work = task.get();
            Thread.ofVirtual()
                    .name("handclasp-side-task")
                    .start(
                            () -> {
                                work.run();
                                flushFromReader();
                            });
        }
    }

    private void step(Deadline deadline) throws IOException {
        switch (connection.need()) {
            case WORK -> {
                connection.work().ifPresent(Work::run);
                connection.resume();
            }
            case OUTPUT -> flush();
            case INPUT -> readRecord(deadline);
            case CLOSED ->
                    throw connection
                            .failure()
                            .orElseGet(() -> TlsException.of(Truncated.IN_HANDSHAKE));
        }
    }

    private void readRecord(Deadline deadline) throws IOException {
        try {
            input.receive(connection, duringHandshake, deadline::beforeRead);
        } catch (SocketTimeoutException e) {
            if (deadline.isSet()) {
                throw connection.timedOut(handshakeTimeout);
            }
            throw e;
        }
    }

    /** Sends what is owed and closes the transport, in bounded time. */
    private void end() throws IOException {
        try {
            Thread last = Thread.ofVirtual().name("handclasp-close").start(this::flushQuietly);
            last.join(CLOSE_PATIENCE);
            if (connection.failure().isPresent()) {
                // A transport that is closed while unread data waits may take back the alert it
                // sent.
                transport.linger(CLOSE_PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            transport.close();
        }
    }

    /** During the handshake no application data can come but early data. */
    private final class EarlySink implements PlaintextSink {
        @Override
        public void acceptEarly(byte[] data, int offset, int length) {
            earlyData.append(data, offset, length);
        }

        @Override
        public void accept(byte[] data, int offset, int length) {
            throw new IllegalStateException("application data before the end of the handshake");
        }
    }
}
