package handclasp.tls.internal.negotiate;

import handclasp.tls.Incompatible;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.TlsException;
import java.util.List;
import java.util.Optional;

/** The two ends have no version in common: what to change, and where. */
final class Versions {
    private static final List<ProtocolVersion> KNOWN =
            List.of(ProtocolVersion.TLS_1_3, ProtocolVersion.TLS_1_2);

    private Versions() {}

    /**
     * Says which version to enable on the peer, and which on this end if that helps.
     *
     * @param theirs what the peer offered, or the one it chose
     */
    static TlsException incompatible(
            List<ProtocolVersion> ours, List<ProtocolVersion> theirs, Object said) {
        String onPeer = "Enable " + String.join(" or ", names(ours)) + " on the peer";
        Optional<String> here =
                KNOWN.stream().filter(theirs::contains).findFirst().map(Object::toString);
        return TlsException.builder(Incompatible.VERSION)
                .ours(ProtocolVersion.names(ours))
                .theirs(said)
                .remedy(onPeer + here.map(name -> ", or " + name + " on this end.").orElse("."))
                .build();
    }

    private static List<String> names(List<ProtocolVersion> versions) {
        return versions.stream().map(ProtocolVersion::toString).toList();
    }
}
