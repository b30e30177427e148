package handclasp.tls.internal.handshake;

import handclasp.tls.internal.message.HandshakeMessage;

/**
 * Changes messages before they are encoded: for tests that make an end misbehave or repeat a recorded handshake. It is in
 * force where the configuration's listener implements it.
 */
@FunctionalInterface
public interface MessageFilter {
    /** The message to send instead; of the same class where the state goes on to use it. */
    HandshakeMessage filter(HandshakeMessage message);
}
