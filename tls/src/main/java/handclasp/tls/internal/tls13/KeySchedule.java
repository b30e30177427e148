package handclasp.tls.internal.tls13;

import handclasp.tls.crypto.Secret;

/** The key schedule of RFC 9846 §7.1: each stage is a value of its own, and closing it wipes its secret. */
final class KeySchedule {
    private static final byte[] EMPTY = {};

    private KeySchedule() {}

    /** With a pre-shared key, which is borrowed until return. */
    static EarlySecret earlySecret(Suite13 suite, Secret psk) {
        return new EarlySecret(suite, suite.hkdf().extract(EMPTY, psk.bytes()));
    }

    /** Without one. */
    static EarlySecret earlySecret(Suite13 suite) {
        return new EarlySecret(suite, suite.hkdf().extract(EMPTY, new byte[suite.hash().length()]));
    }

    /** The Early Secret. */
    static final class EarlySecret implements AutoCloseable {
        private final Suite13 suite;
        private final Secret secret;

        private EarlySecret(Suite13 suite, Secret secret) {
            this.suite = suite;
            this.secret = secret;
        }

        /** @param external whether the key comes from outside of TLS */
        Secret binderKey(boolean external) {
            return suite.deriveSecret(
                    secret, external ? "ext binder" : "res binder", suite.hashOfNothing());
        }

        Secret clientEarlyTraffic(byte[] transcriptHash) {
            return suite.deriveSecret(secret, "c e traffic", transcriptHash);
        }

        Secret earlyExporter(byte[] transcriptHash) {
            return suite.deriveSecret(secret, "e exp master", transcriptHash);
        }

        /** From the shared secret of the key exchange, which is closed. */
        HandshakeSecret handshakeSecret(Secret shared) {
            try (shared;
                    Secret derived = suite.deriveSecret(secret, "derived", suite.hashOfNothing())) {
                return new HandshakeSecret(
                        suite, suite.hkdf().extract(derived.bytes(), shared.bytes()));
            }
        }

        @Override
        public void close() {
            secret.close();
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

        /** Of all messages up to the client's Finished. */
        ResumptionSecret resumptionSecret(byte[] transcriptHash) {
            return new ResumptionSecret(
                    suite, suite.deriveSecret(secret, "res master", transcriptHash));
        }

        @Override
        public void close() {
            secret.close();
        }
    }

    /** The resumption secret, from which each ticket has a key of its own. */
    static final class ResumptionSecret implements AutoCloseable {
        private final Suite13 suite;
        private final Secret secret;

        private ResumptionSecret(Suite13 suite, Secret secret) {
            this.suite = suite;
            this.secret = secret;
        }

        /** The key of a ticket (RFC 9846 §4.7.1). */
        Secret psk(byte[] ticketNonce) {
            return suite.expandLabel(secret, "resumption", ticketNonce, suite.hash().length());
        }

        @Override
        public void close() {
            secret.close();
        }
    }
}
