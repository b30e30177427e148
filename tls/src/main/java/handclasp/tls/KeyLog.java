package handclasp.tls;

import java.util.HexFormat;
import java.util.function.Consumer;

/**
 * Receives a connection's secrets, so that a capture can be decrypted (RFC 9850). Whoever has them can read the
 * connection and pretend to be either end. Must be thread-safe.
 */
@FunctionalInterface
public interface KeyLog {
    /**
     * One secret; the arrays are borrowed until return.
     *
     * @param label such as {@code CLIENT_HANDSHAKE_TRAFFIC_SECRET} (RFC 9850 §2.1)
     * @param clientRandom 32 bytes
     */
    void log(String label, byte[] clientRandom, byte[] secret);

    /** Hands each secret on as a line of the key log format, without a line break. */
    static KeyLog lines(Consumer<String> sink) {
        HexFormat hex = HexFormat.of();
        return (label, clientRandom, secret) ->
                sink.accept(
                        label + " " + hex.formatHex(clientRandom) + " " + hex.formatHex(secret));
    }
}
