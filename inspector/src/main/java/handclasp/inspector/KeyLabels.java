package handclasp.inspector;

import handclasp.tls.Direction;
import handclasp.tls.Epoch;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.Role;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The names that secrets have in the key schedule (RFC 9846 §7.1, RFC 5246 §6.3 and §8.1). */
final class KeyLabels {
    private static final Map<String, String> BY_KEY_LOG =
            Map.of(
                    "CLIENT_EARLY_TRAFFIC_SECRET", "c e traffic",
                    "EARLY_EXPORTER_SECRET", "e exp master",
                    "CLIENT_HANDSHAKE_TRAFFIC_SECRET", "c hs traffic",
                    "SERVER_HANDSHAKE_TRAFFIC_SECRET", "s hs traffic",
                    "CLIENT_TRAFFIC_SECRET_0", "c ap traffic",
                    "SERVER_TRAFFIC_SECRET_0", "s ap traffic",
                    "EXPORTER_SECRET", "exp master",
                    "CLIENT_RANDOM", "master secret");

    private final Role role;
    private final Set<Direction> updated = EnumSet.noneOf(Direction.class);
    private boolean beforeTls13;

    KeyLabels(Role role) {
        this.role = role;
    }

    /** The label of a secret that a key log calls so; the key log's own where it is not known. */
    static String ofKeyLog(String label) {
        return BY_KEY_LOG.getOrDefault(label, label);
    }

    void version(ProtocolVersion version) {
        beforeTls13 = version.code() < ProtocolVersion.TLS_1_3.code();
    }

    String of(Direction direction, Epoch epoch) {
        if (beforeTls13) {
            return "key expansion";
        }
        Role sender = direction == Direction.OUTBOUND ? role : role.peer();
        String who = sender == Role.CLIENT ? "c" : "s";
        return switch (epoch) {
            case CLEAR -> "";
            case EARLY -> who + " e traffic";
            case HANDSHAKE -> who + " hs traffic";
            case APPLICATION -> updated.add(direction) ? who + " ap traffic" : "traffic upd";
        };
    }
}
