package handclasp.tls;

import handclasp.tls.crypto.Secret;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tickets by AES-256-GCM: the key's name, a random nonce, the ciphertext. Nonces of 96 random bits are safe for 2^32
 * tickets under one key (NIST SP 800-38D §8.3), many more than a server gives away in a day.
 */
final class SealedTickets implements TicketKeys {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final int SEALED = TicketKey.NAME + NONCE;

    private final Supplier<List<TicketKey>> keys;

    /** @param keys the one that seals first; called for each ticket */
    SealedTickets(Supplier<List<TicketKey>> keys) {
        this.keys = keys;
    }

    static Supplier<List<TicketKey>> fixed(List<TicketKey> keys) {
        List<TicketKey> all = List.copyOf(keys);
        if (all.isEmpty()) {
            throw new IllegalArgumentException("at least one ticket key is needed");
        }
        return () -> all;
    }

    @Override
    public byte[] seal(Secret session, SecureRandom random) {
        TicketKey key = keys.get().get(0);
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, 0);
            byte[] ticket = new byte[SEALED + cipher.getOutputSize(session.length())];
            System.arraycopy(key.name(), 0, ticket, 0, TicketKey.NAME);
            System.arraycopy(nonce, 0, ticket, TicketKey.NAME, NONCE);
            cipher.doFinal(session.bytes(), 0, session.length(), ticket, SEALED);
            return ticket;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime lacks AES-256-GCM", e);
        }
    }

    @Override
    public Optional<Opened> open(byte[] ticket) {
        if (ticket.length <= SEALED) {
            return Optional.empty();
        }
        List<TicketKey> all = keys.get();
        for (TicketKey key : all) {
            if (Arrays.equals(ticket, 0, TicketKey.NAME, key.name(), 0, TicketKey.NAME)) {
                return open(ticket, key).map(session -> new Opened(session, key == all.get(0)));
            }
        }
        return Optional.empty();
    }

    private static Optional<Secret> open(byte[] ticket, TicketKey key) {
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, ticket, TicketKey.NAME);
            return Optional.of(
                    Secret.owning(cipher.doFinal(ticket, SEALED, ticket.length - SEALED)));
        } catch (GeneralSecurityException e) {
            // Damaged or forged: the client is given a full handshake.
            return Optional.empty();
        }
    }

    private static Cipher cipher(int mode, TicketKey key, byte[] nonce, int offset)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                mode,
                new SecretKeySpec(key.key().bytes(), "AES"),
                new GCMParameterSpec(TAG_BITS, nonce, offset, NONCE));
        cipher.updateAAD(key.name());
        return cipher;
    }
}
