package handclasp.tls.internal.handshake;

import handclasp.tls.Alert;
import handclasp.tls.Direction;
import handclasp.tls.Epoch;
import handclasp.tls.Fact;
import handclasp.tls.SessionStore;
import handclasp.tls.TlsException;
import handclasp.tls.crypto.Secret;
import handclasp.tls.internal.message.Form;
import handclasp.tls.internal.record.TrafficKeys;

/**
 * All that a state can do to the connection. What concerns the write side is queued in order and done by whoever holds
 * it.
 */
public interface Effects {
    /** An empty flight whose messages go into this transcript. */
    Flight flight(Transcript transcript);

    void send(Flight flight);

    /** Sends the dummy ChangeCipherSpec of the compatibility mode (RFC 9846 §E.4). */
    void changeCipherSpec();

    /** The same right away: behind a ClientHello with early data, before keys change (RFC 9846 §E.4). */
    void changeCipherSpecAtOnce();

    /** From here on, the write side is in the clear again: early data was answered by a HelloRetryRequest. */
    void unprotectWriting();

    /** Work that nothing waits for; it is dropped if there is too much of it. */
    void aside(SideTask task);

    /** From here on, a server can give tickets; takes it over. */
    void tickets(TicketIssuer issuer);

    /** Sends a ChangeCipherSpec of TLS 1.2, behind which the write side uses these keys (RFC 5246 §7.1). */
    void changeWriteCipher(TrafficKeys keys);

    /** From here on, messages of both directions have this form; at first that of TLS 1.3. */
    void form(Form form);

    /** From here on, the write side uses these keys. */
    void protect(Epoch epoch, TrafficKeys keys);

    /** From the next record on, the read side uses these keys. */
    void unprotect(Epoch epoch, TrafficKeys keys, RecordBoundary proof);

    /** From the next record on, the read side uses the next generation of its keys (RFC 9846 §4.7.3). */
    void updateReadKeys(RecordBoundary proof);

    /** Owes the peer a KeyUpdate before the next application data (RFC 9846 §4.7.3). */
    void answerKeyUpdate();

    /**
     * Proof that the last message ended with its record.
     *
     * @throws TlsException if it did not
     */
    RecordBoundary boundary() throws TlsException;

    void gate(Direction direction, Gate gate);

    void fact(Fact fact);

    /** Hands a secret to the key log, if there is one. */
    void secret(String label, byte[] clientRandom, Secret secret);

    /** Shows a secret of TLS 1.2 to who may see it, if anyone may. */
    void reveal(String name, Secret secret);

    /** From here on, keying material can be exported; takes it over. */
    void exporter(Exporter exporter);

    /** The first Finished of the connection, which is its tls-unique (RFC 5929 §3). */
    void firstFinished(byte[] verifyData);

    /** A session that must be forgotten when a fatal alert ends the connection (RFC 5246 §7.2.2). */
    void session(SessionStore store, String key);

    /** Sends an alert that ends nothing. */
    void warn(Alert alert);
}
