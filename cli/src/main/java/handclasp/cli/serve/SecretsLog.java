package handclasp.cli.serve;

import handclasp.cli.show.SecretsSeen;
import handclasp.cli.show.SecretsText;
import handclasp.cli.text.TextStream;
import handclasp.tls.ServerConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Prints the secrets of each connection, for a server on a loopback address. Thread-safe. */
final class SecretsLog {
    private final TextStream out;
    private final Map<Long, SecretsSeen> seen = new ConcurrentHashMap<>();

    SecretsLog(TextStream out) {
        this.out = out;
    }

    /** The configuration of a connection whose secrets are seen. */
    ServerConfiguration watching(ServerConfiguration configuration, long number) {
        SecretsSeen secrets = new SecretsSeen();
        seen.put(number, secrets);
        ServerConfiguration.Builder builder = configuration.toBuilder();
        secrets.watch(builder, configuration.keyLog());
        return builder.build();
    }

    /** Once the handshake is over, however it ended. */
    void show(Connection connection) {
        Optional.ofNullable(seen.remove(connection.number()))
                .map(secrets -> secrets.entries(connection.tls().facts().cipherSuite()))
                .filter(entries -> !entries.isEmpty())
                .ifPresent(entries -> print(connection.number(), entries));
    }

    private void print(long number, List<SecretsSeen.Entry> entries) {
        List<String> lines = new ArrayList<>();
        lines.add(out.red("#" + number + " secrets; whoever has them can read the connection:"));
        lines.addAll(SecretsText.lines(entries));
        out.lines(lines);
    }
}
