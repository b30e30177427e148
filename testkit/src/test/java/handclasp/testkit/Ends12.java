package handclasp.testkit;

import handclasp.pki.KeyKind;
import handclasp.pki.KeyUse;
import handclasp.tls.CipherSuite;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.TlsConnection;
import handclasp.tls.auth.CredentialSelector;
import handclasp.tls.crypto.SuiteAlgorithms;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Clients and servers of TLS 1.2 with certificates of any kind. */
final class Ends12 {
    /** All that the library can do, of both versions. */
    static final List<CipherSuite> ALL_SUITES =
            SuiteAlgorithms.all().stream().map(SuiteAlgorithms::suite).toList();

    private static final TestAuthority AUTHORITY = TestAuthority.create();
    private static final Map<KeyKind, TestIdentity> IDENTITIES = new ConcurrentHashMap<>();

    private Ends12() {}

    static TestAuthority authority() {
        return AUTHORITY;
    }

    /** Someone for both roles. */
    static TestIdentity identity(KeyKind keys) {
        return IDENTITIES.computeIfAbsent(
                keys,
                kind ->
                        AUTHORITY
                                .issue()
                                .key(kind)
                                .names(Ends.NAME.value())
                                .purposes()
                                .keyUses(KeyUse.DIGITAL_SIGNATURE, KeyUse.KEY_ENCIPHERMENT)
                                .identity());
    }

    static CredentialSelector credentials(KeyKind keys) {
        return CredentialSelector.firstOf(List.of(identity(keys).credential()));
    }

    static ClientConfiguration.Builder client() {
        return ClientConfiguration.builder().verifier(AUTHORITY.verifier());
    }

    static ServerConfiguration.Builder server(KeyKind keys) {
        return ServerConfiguration.builder()
                .credentials(credentials(keys))
                .verifier(AUTHORITY.verifier());
    }

    /** Two connections of these configurations; others of the same may share their sessions. */
    static Wire wire(ClientConfiguration client, ServerConfiguration server) {
        return new Wire(TlsConnection.client(client, Ends.NAME), TlsConnection.server(server));
    }
}
