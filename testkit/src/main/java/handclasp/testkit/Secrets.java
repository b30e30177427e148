package handclasp.testkit;

import handclasp.tls.CipherSuite;
import handclasp.tls.KeyLog;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The secrets of a connection, to forge and to open its records with. */
public final class Secrets implements KeyLog {
    private final Map<String, byte[]> secrets = new HashMap<>();

    @Override
    public void log(String label, byte[] clientRandom, byte[] secret) {
        secrets.put(label, secret.clone());
    }

    /** The records of one direction and epoch, such as {@code CLIENT_TRAFFIC_SECRET_0}, from the first one on. */
    public Forge forge(String label, CipherSuite suite) {
        return new Forge(suite, Objects.requireNonNull(secrets.get(label), label));
    }

    public Map<String, byte[]> all() {
        return secrets;
    }
}
