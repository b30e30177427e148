package handclasp.tls.internal.tls13;

import handclasp.tls.crypto.RunningHash;
import handclasp.tls.crypto.Secret;
import handclasp.tls.internal.handshake.Exporter;
import java.util.Optional;

/** RFC 9846 §7.5. Owns the exporter secret. */
final class Exporter13 implements Exporter {
    private final Suite13 suite;
    private final Secret secret;

    Exporter13(Suite13 suite, Secret secret) {
        this.suite = suite;
        this.secret = secret;
    }

    @Override
    public synchronized byte[] export(String label, Optional<byte[]> context, int length) {
        RunningHash hash = suite.crypto().newHash(suite.hash());
        context.ifPresent(some -> hash.update(some, 0, some.length));
        try (Secret derived = suite.deriveSecret(secret, label, suite.hashOfNothing());
                Secret exported = suite.expandLabel(derived, "exporter", hash.value(), length)) {
            return exported.bytes().clone();
        }
    }

    @Override
    public synchronized void close() {
        secret.close();
    }
}
