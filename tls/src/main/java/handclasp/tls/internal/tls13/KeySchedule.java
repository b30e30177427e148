package handclasp.tls.internal.tls13;

import handclasp.tls.crypto.Secret;

/** The key schedule of RFC 9846 §7.1 without PSK: each stage is a value of its own, and closing it wipes its secret. */
final class KeySchedule {
    private static final byte[] EMPTY = {};

    private KeySchedule() {}

    /** From the shared secret of the key exchange, which is closed. */
    static HandshakeSecret handshakeSecret(Suite13 suite, Secret shared) {
        byte[] zeros = new byte[suite.hash().length()];
        try (shared;
                Secret early = suite.hkdf().extract(EMPTY, zeros);
                Secret derived = suite.deriveSecret(early, "derived", suite.hashOfNothing())) {
            return new HandshakeSecret(
                    suite, suite.hkdf().extract(derived.bytes(), shared.bytes()));
        }
    }

    /** The Handshake Secret. */
    static final class HandshakeSecret implements AutoCloseable {
        private final Suite13 suite;
        private final Secret secret;

        private HandshakeSecret(Suite13 suite, Secret secret) {
            this.suite = suite;
            this.secret = secret;
        }

        Secret clientTraffic(byte[] transcriptHash) {
            return suite.deriveSecret(secret, "c hs traffic", transcriptHash);
        }

        Secret serverTraffic(byte[] transcriptHash) {
            return suite.deriveSecret(secret, "s hs traffic", transcriptHash);
        }

        MainSecret mainSecret() {
            byte[] zeros = new byte[suite.hash().length()];
            try (Secret derived = suite.deriveSecret(secret, "derived", suite.hashOfNothing())) {
                return new MainSecret(suite, suite.hkdf().extract(derived.bytes(), zeros));
            }
        }

        @Override
        public void close() {
            secret.close();
        }
    }

    /** The Main Secret, Master Secret in RFC 8446. */
    static final class MainSecret implements AutoCloseable {
        private final Suite13 suite;
        private final Secret secret;

        private MainSecret(Suite13 suite, Secret secret) {
            this.suite = suite;
            this.secret = secret;
        }

        Secret clientTraffic(byte[] transcriptHash) {
            return suite.deriveSecret(secret, "c ap traffic", transcriptHash);
        }

        Secret serverTraffic(byte[] transcriptHash) {
            return suite.deriveSecret(secret, "s ap traffic", transcriptHash);
        }

        Secret exporter(byte[] transcriptHash) {
            return suite.deriveSecret(secret, "exp master", transcriptHash);
        }

        @Override
        public void close() {
            secret.close();
        }
    }
}
