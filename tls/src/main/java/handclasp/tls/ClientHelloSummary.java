package handclasp.tls;

import java.util.List;
import java.util.Optional;

/**
 * What a ClientHello offers. Nothing of it is authenticated yet.
 *
 * @param serverName the name asked for, if any
 * @param applicationProtocols ALPN names, the client's preference first
 * @param versions from {@code supported_versions}, or the legacy version alone
 * @param cipherSuites the client's preference first
 * @param namedGroups the client's preference first
 * @param signatureSchemes the client's preference first
 */
public record ClientHelloSummary(
        Optional<ServerName> serverName,
        List<String> applicationProtocols,
        List<ProtocolVersion> versions,
        List<CipherSuite> cipherSuites,
        List<NamedGroup> namedGroups,
        List<SignatureScheme> signatureSchemes) {
    public ClientHelloSummary {
        applicationProtocols = List.copyOf(applicationProtocols);
        versions = List.copyOf(versions);
        cipherSuites = List.copyOf(cipherSuites);
        namedGroups = List.copyOf(namedGroups);
        signatureSchemes = List.copyOf(signatureSchemes);
    }
}
