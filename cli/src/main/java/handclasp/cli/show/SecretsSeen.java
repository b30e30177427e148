package handclasp.cli.show;

import handclasp.tls.CipherSuite;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.KeyLog;
import handclasp.tls.SecretListener;
import handclasp.tls.TlsConfiguration;
import handclasp.tls.crypto.CryptoProvider;
import handclasp.tls.crypto.Hkdf;
import handclasp.tls.crypto.Secret;
import handclasp.tls.crypto.SuiteAlgorithms;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Writes down a connection's secrets, for whoever asked to see them: those of TLS 1.2 by their names, those of TLS 1.3 by
 * their labels, each traffic secret with the key and IV that come from it. Thread-safe.
 */
public final class SecretsSeen implements KeyLog, SecretListener {
    private static final HexFormat HEX = HexFormat.of();
    private static final int IV = 12;

    /** RFC 9850 §2.1 to RFC 9846 §7.1. */
    private static final Map<String, String> LABELS =
            Map.of(
                    "CLIENT_EARLY_TRAFFIC_SECRET", "c e traffic",
                    "EARLY_EXPORTER_SECRET", "e exp master",
                    "CLIENT_HANDSHAKE_TRAFFIC_SECRET", "c hs traffic",
                    "SERVER_HANDSHAKE_TRAFFIC_SECRET", "s hs traffic",
                    "CLIENT_TRAFFIC_SECRET_0", "c ap traffic",
                    "SERVER_TRAFFIC_SECRET_0", "s ap traffic",
                    "EXPORTER_SECRET", "exp master");

    private final List<Entry> seen = new ArrayList<>();

    /**
     * A secret.
     *
     * @param name such as {@code client write key} or {@code c hs traffic}
     * @param hex its bytes
     */
    public record Entry(String name, String hex) {}

    /**
     * Lets a configuration tell its secrets here.
     *
     * @param other who is told, too, of what a key log holds
     */
    public void watch(TlsConfiguration.Builder<?> builder, Optional<KeyLog> other) {
        builder.dangerous().secretListener(this);
        builder.dangerous()
                .keyLog(
                        (label, clientRandom, secret) -> {
                            log(label, clientRandom, secret);
                            other.ifPresent(log -> log.log(label, clientRandom, secret));
                        });
    }

    @Override
    public synchronized void log(String label, byte[] clientRandom, byte[] secret) {
        String name = LABELS.get(label);
        if (name != null) { // TLS 1.2 tells its master secret below
            seen.add(new Entry(name, HEX.formatHex(secret)));
        }
    }

    @Override
    public synchronized void secret(String name, byte[] secret) {
        if (secret.length > 0) {
            seen.add(new Entry(name, HEX.formatHex(secret)));
        }
    }

    /** All in order, and what a traffic secret gives behind it. */
    public synchronized List<Entry> entries(Optional<CipherSuite> suite) {
        List<Entry> all = new ArrayList<>();
        for (Entry entry : seen) {
            all.add(entry);
            if (entry.name().endsWith(" traffic")) {
                suite.flatMap(SuiteAlgorithms::of)
                        .ifPresent(algorithms -> derived(entry, algorithms, all::add));
            }
        }
        return List.copyOf(all);
    }

    /** RFC 9846 §7.3. */
    private static void derived(Entry traffic, SuiteAlgorithms suite, Consumer<Entry> found) {
        try (Secret secret = Secret.owning(HEX.parseHex(traffic.hex()))) {
            Hkdf hkdf = crypto().hkdf(suite.hash());
            found.accept(
                    new Entry("  key", expand(hkdf, secret, "key", suite.records().keyLength())));
            found.accept(new Entry("  iv", expand(hkdf, secret, "iv", IV)));
        }
    }

    /** HKDF-Expand-Label with an empty context (RFC 9846 §7.1). */
    private static String expand(Hkdf hkdf, Secret secret, String label, int length) {
        byte[] full = ("tls13 " + label).getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream info = new ByteArrayOutputStream();
        info.write(length >> 8);
        info.write(length);
        info.write(full.length);
        info.writeBytes(full);
        info.write(0);
        try (Secret key = hkdf.expand(secret, info.toByteArray(), length)) {
            return HEX.formatHex(key.bytes());
        }
    }

    private static CryptoProvider crypto() {
        return ClientConfiguration.builder().dangerous().acceptAnyCertificate().build().crypto();
    }

    /** How many, and none of them. */
    @Override
    public synchronized String toString() {
        return "SecretsSeen[" + seen.size() + "]";
    }
}
