package handclasp.tls.internal.handshake;

import handclasp.tls.HandshakeType;
import handclasp.tls.crypto.CryptoProvider;
import handclasp.tls.crypto.HashAlgorithm;
import handclasp.tls.crypto.RunningHash;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The messages of a handshake and their hash (RFC 9846 §4.1). Not thread-safe. */
public final class Transcript {
    private final CryptoProvider crypto;
    private final List<byte[]> unhashed = new ArrayList<>();
    private @Nullable RunningHash hash;
    private boolean retried;

    public Transcript(CryptoProvider crypto) {
        this.crypto = crypto;
    }

    /** Takes a message with its header. */
    public void add(byte[] message) {
        if (hash == null) {
            unhashed.add(message);
        } else {
            hash.update(message, 0, message.length);
        }
    }

    /** The suite is known: from now on messages are hashed and not kept. Doing so twice does nothing. */
    public void hashWith(HashAlgorithm algorithm) {
        if (hash != null) {
            return;
        }
        hash = crypto.newHash(algorithm);
        unhashed.forEach(this::add);
        unhashed.clear();
    }

    /** Puts a message of the hash of all so far, the first ClientHello, in its place (RFC 9846 §4.1). */
    public void replaceByMessageHash(HashAlgorithm algorithm) {
        retried = true;
        byte[] value = value();
        hash = crypto.newHash(algorithm);
        add(new byte[] {(byte) HandshakeType.MESSAGE_HASH.code(), 0, 0, (byte) value.length});
        add(value);
    }

    /** Whether a HelloRetryRequest is part of it. */
    public boolean retried() {
        return retried;
    }

    /**
     * The hash of all messages so far.
     *
     * @throws IllegalStateException before {@link #hashWith}
     */
    public byte[] value() {
        if (hash == null) {
            throw new IllegalStateException("the hash algorithm is not known yet");
        }
        return hash.value();
    }
}
