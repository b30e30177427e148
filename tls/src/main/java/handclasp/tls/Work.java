package handclasp.tls;

/**
 * Something slow or remote that a handshake waits for. {@link #run} it on any thread, once, then call {@link
 * TlsConnection#resume}. A failure is kept for {@code resume} to report.
 */
public interface Work extends Runnable {
    WorkKind kind();

    /** Does the work on the calling thread; may block. Running it twice does nothing. */
    @Override
    void run();
}
