package handclasp.tls.internal.tls12;

import handclasp.tls.crypto.Secret;
import handclasp.tls.internal.handshake.Exporter;
import java.util.Optional;

/** RFC 5705 §4. Owns the master secret. */
final class Exporter12 implements Exporter {
    private final MasterSecret master;
    private final Randoms randoms;

    Exporter12(MasterSecret master, Randoms randoms) {
        this.master = master;
        this.randoms = randoms;
    }

    @Override
    public synchronized byte[] export(String label, Optional<byte[]> context, int length) {
        try (Secret exported =
                master.export(label, context, length, randoms.client(), randoms.server())) {
            return exported.bytes().clone();
        }
    }

    @Override
    public synchronized void close() {
        master.close();
    }
}
