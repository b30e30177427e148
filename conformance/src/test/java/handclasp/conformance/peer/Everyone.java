package handclasp.conformance.peer;

import handclasp.tls.Role;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All peers that tests set up in the same way. */
public final class Everyone {
    private static final List<Peer> PEERS =
            List.of(
                    new OpenSsl(),
                    OpenSsl.newer(),
                    new GnuTls(),
                    new Nss(),
                    new Curl(),
                    new Node(),
                    new Nginx(),
                    new Jdk(),
                    new Conscrypt(),
                    new BouncyCastle());

    private Everyone() {}

    /** Those who play a role. */
    public static Stream<Peer> as(Role role) {
        return PEERS.stream().filter(peer -> peer.roles().contains(role));
    }

    /** The clients that can do all of these. */
    public static Stream<Peer> clients(Feature... features) {
        return as(Role.CLIENT).filter(peer -> peer.can(Role.CLIENT, features));
    }

    /** The servers that can do all of these. */
    public static Stream<Peer> servers(Feature... features) {
        return as(Role.SERVER).filter(peer -> peer.can(Role.SERVER, features));
    }

    /** What each cannot do in a role, by its name; Chromium's too. */
    public static Map<String, Gaps> gaps(Role role) {
        Map<String, Gaps> gaps = new TreeMap<>();
        as(role).forEach(peer -> gaps.put(peer.name(), peer.gaps(role)));
        if (role == Role.CLIENT) {
            gaps.put(Chromium.NAME, Chromium.GAPS);
        }
        return gaps;
    }
}
