package handclasp.tls;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a server finds the external pre-shared keys of its clients. Must be thread-safe. */
public interface ExternalPsks {
    /**
     * The key of an identity, which anybody may have made up.
     *
     * @param identity 1 to 65535 bytes, borrowed until return
     * @return empty if there is none
     * @throws Exception if the search fails; the handshake then goes on without
     */
    Optional<ExternalPsk> find(byte[] identity) throws Exception;

    /** Whether {@link #find} may block; a handshake is then suspended for it. */
    default boolean blocking() {
        return true;
    }

    /** These keys. */
    static ExternalPsks of(List<ExternalPsk> keys) {
        Map<String, ExternalPsk> byIdentity = new HashMap<>();
        for (ExternalPsk key : keys) {
            byIdentity.put(HexFormat.of().formatHex(key.identity()), key);
        }
        return new ExternalPsks() {
            @Override
            public Optional<ExternalPsk> find(byte[] identity) {
                return Optional.ofNullable(byIdentity.get(HexFormat.of().formatHex(identity)));
            }

            @Override
            public boolean blocking() {
                return false;
            }
        };
    }
}
