package handclasp.tls.internal.handshake;

import java.util.Optional;

/**
 * Makes keying material of a finished handshake for others (RFC 5705, RFC 9846 §7.5). Holds a secret. Thread-safe: the
 * connection may fail, and with it this be closed, while another thread exports, and nothing may ever be made of a secret
 * that is half wiped.
 */
public interface Exporter extends AutoCloseable {
    /**
     * Keying material for one purpose.
     *
     * @param context of at most 65535 bytes; in TLS 1.2, but not in 1.3, none differs from an empty one
     * @param length in bytes
     * @throws IllegalStateException once closed
     */
    byte[] export(String label, Optional<byte[]> context, int length);

    @Override
    void close();
}
