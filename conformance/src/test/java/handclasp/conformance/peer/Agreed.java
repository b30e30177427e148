package handclasp.conformance.peer;

import handclasp.tls.CipherSuite;
import handclasp.tls.NamedGroup;
import handclasp.tls.SignatureScheme;
import java.util.Optional;

/**
 * What an end says a handshake settled.
 *
 * @param suite always known
 * @param group empty if this end does not tell
 * @param signature the server's; empty if this end does not tell
 * @param applicationProtocol by ALPN; empty if there is none
 * @param serverName for which the client asked; empty if this end does not tell
 */
public record Agreed(
        CipherSuite suite,
        Optional<NamedGroup> group,
        Optional<SignatureScheme> signature,
        Optional<String> applicationProtocol,
        Optional<String> serverName) {}
