package handclasp.tls.internal.jca;

import handclasp.tls.crypto.KeyExchange;
import java.security.SecureRandom;
import java.util.Arrays;

/** Whether a key pair depends on the given random source alone: the same source must give the same pair twice. */
final class Repeatability {
    private Repeatability() {}

    static boolean isRepeatable(KeyExchange exchange) {
        return Arrays.equals(share(exchange), share(exchange));
    }

    private static byte[] share(KeyExchange exchange) {
        try (KeyExchange.KeyPair pair = exchange.generate(new Counting())) {
            return pair.share();
        }
    }

    /** Not random at all. It counts, rather than repeat itself, for those who draw again until a value suits them. */
    private static final class Counting extends SecureRandom {
        private static final long serialVersionUID = 1;
        private byte next = 1;

        @Override
        public void nextBytes(byte[] bytes) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = next++;
            }
        }
    }
}
