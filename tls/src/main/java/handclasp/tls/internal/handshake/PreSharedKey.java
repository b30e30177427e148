package handclasp.tls.internal.handshake;

import handclasp.tls.ExternalPsk;
import handclasp.tls.crypto.HashAlgorithm;
import handclasp.tls.crypto.Secret;
import handclasp.tls.crypto.SuiteAlgorithms;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

/** A pre-shared key with all that belongs to it (RFC 9846 §4.3.11). It holds a secret and is closed after use. */
public final class PreSharedKey implements AutoCloseable {
    private final byte[] identity;
    private final Secret secret;
    private final HashAlgorithm hash;
    private final Optional<Session> session;

    private PreSharedKey(
            byte[] identity, Secret secret, HashAlgorithm hash, Optional<Session> session) {
        this.identity = identity;
        this.secret = secret;
        this.hash = hash;
        this.session = session;
    }

    /**
     * Of a ticket.
     *
     * @param session of TLS 1.3, which is closed with it
     */
    public static PreSharedKey of(byte[] ticket, Session session) {
        return new PreSharedKey(ticket, session.secret(), hash(session), Optional.of(session));
    }

    /** From outside of TLS. */
    public static PreSharedKey of(ExternalPsk external) {
        return new PreSharedKey(
                external.identity(), external.key().copy(), external.hash(), Optional.empty());
    }

    private static HashAlgorithm hash(Session session) {
        return SuiteAlgorithms.of(session.suite()).orElseThrow().hash();
    }

    /** By which the server finds it; not to be changed. */
    public byte[] identity() {
        return identity;
    }

    /** Borrowed until this is closed. */
    public Secret secret() {
        return secret;
    }

    /** The only hash it may be used with. */
    public HashAlgorithm hash() {
        return hash;
    }

    /** What a ticket resumes; empty for a key from outside of TLS. */
    public Optional<Session> session() {
        return session;
    }

    public boolean isExternal() {
        return session.isEmpty();
    }

    /** Since the client got the ticket, in milliseconds with {@code ticket_age_add}, modulo 2^32 (RFC 9846 §4.3.11.1). */
    public long obfuscatedAge(java.time.Instant now) {
        return session.map(
                                ticket ->
                                        Duration.between(ticket.issued(), now).toMillis()
                                                + ticket.ageAdd())
                        .orElse(0L)
                & 0xffff_ffffL;
    }

    @Override
    public void close() {
        secret.close();
    }

    /** The kind and the identity's length only. */
    @Override
    public String toString() {
        return "PreSharedKey["
                + (isExternal() ? HexFormat.of().formatHex(identity) : "ticket")
                + "]";
    }
}
