package handclasp.tls.internal.handshake;

import handclasp.tls.HandshakeType;
import handclasp.tls.crypto.CryptoProvider;
import handclasp.tls.crypto.HashAlgorithm;
import handclasp.tls.crypto.RunningHash;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The messages of a handshake and their hash (RFC 9846 §4.1). Not thread-safe. */
public final class Transcript {
    private final CryptoProvider crypto;
    private final List<byte[]> unhashed = new ArrayList<>();
    private @Nullable RunningHash hash;
    private @Nullable List<byte[]> kept;
    private boolean retried;

    public Transcript(CryptoProvider crypto) {
        this.crypto = crypto;
    }

    /** Takes a message with its header. */
    public void add(byte[] message) {
        if (kept != null) {
            kept.add(message);
        }
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
        RunningHash fresh = crypto.newHash(algorithm);
        unhashed.forEach(message -> fresh.update(message, 0, message.length));
        unhashed.clear();
        hash = fresh;
    }

    /**
     * Keeps the messages beside their hash: a CertificateVerify of TLS 1.2 signs them all, by a hash that is known only
     * when it comes (RFC 5246 §7.4.8). To be called before {@link #hashWith}.
     */
    public void keepMessages() {
        kept = new ArrayList<>(unhashed);
    }

    /** No CertificateVerify will come any more. */
    public void forgetMessages() {
        kept = null;
    }

    /**
     * All messages so far, one behind the other.
     *
     * @throws IllegalStateException unless they are kept
     */
    public byte[] messages() {
        if (kept == null) {
            throw new IllegalStateException("the messages were not kept");
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        kept.forEach(all::writeBytes);
        return all.toByteArray();
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
     * The hash of all messages so far and something behind them, such as a hello without its binders (RFC 9846 §4.3.11.2).
     *
     * @param algorithm where the transcript's own is not known yet; else it must be that one
     */
    public byte[] valueWith(HashAlgorithm algorithm, byte[] more, int length) {
        RunningHash forked;
        if (hash == null) {
            forked = crypto.newHash(algorithm);
            for (byte[] message : unhashed) {
                forked.update(message, 0, message.length);
            }
        } else {
            forked = hash.fork();
        }
        forked.update(more, 0, length);
        return forked.value();
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
