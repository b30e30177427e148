package handclasp.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import handclasp.tls.Alert;
import handclasp.tls.CipherSuite;
import handclasp.tls.ClientAuthentication;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.ExternalPsk;
import handclasp.tls.ExternalPsks;
import handclasp.tls.Incompatible;
import handclasp.tls.Misbehaved;
import handclasp.tls.Need;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.SessionCache;
import handclasp.tls.TlsConnection;
import handclasp.tls.WorkKind;
import handclasp.tls.crypto.HashAlgorithm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that both ends were given outside of TLS (RFC 9846 §2.2, §4.3.11, RFC 9257). */
class ExternalPskTest {
    private static final byte[] IDENTITY = "device 7".getBytes(StandardCharsets.US_ASCII);
    private static final ExternalPsk KEY = ExternalPsk.of(IDENTITY, key(1));
    private static final ExternalPsk LONG =
            ExternalPsk.of(new byte[] {9}, key(2), HashAlgorithm.SHA384);

    private static byte[] key(int fill) {
        byte[] key = new byte[32];
        java.util.Arrays.fill(key, (byte) fill);
        return key;
    }

    /** Without any certificate. */
    private static ClientConfiguration.Builder client(ExternalPsk... keys) {
        return ClientConfiguration.builder().externalPsks(List.of(keys));
    }

    private static ServerConfiguration.Builder server(ExternalPsk... keys) {
        return ServerConfiguration.builder().externalPsks(ExternalPsks.of(List.of(keys)));
    }

    private static Wire connect(
            ClientConfiguration.Builder client, ServerConfiguration.Builder server)
            throws Exception {
        Wire wire = Ends.wire(client, server).handshake();
        assertThat(wire.fromClient(new byte[] {1})).containsExactly(1);
        assertThat(wire.fromServer(new byte[] {2})).containsExactly(2);
        return wire;
    }

    @Test
    void noCertificateIsNeeded() throws Exception {
        Wire wire = connect(client(KEY), server(KEY));

        assertThat(wire.client().facts().externalKey()).contains("6465766963652037");
        assertThat(wire.server().facts().externalKey()).contains("6465766963652037");
        assertThat(wire.client().facts().resumption()).isEmpty();
        assertThat(wire.client().facts().peerCertificates()).isEmpty();
        assertThat(wire.client().facts().namedGroup()).as("there is a key exchange").isPresent();
    }

    @Test
    void afterARetryToo() throws Exception {
        Wire wire = connect(client(KEY).keyShareGroups(List.of()), server(KEY));

        assertThat(wire.client().facts().retried()).isTrue();
        assertThat(wire.server().facts().externalKey()).isPresent();
    }

    /** RFC 9846 §4.3.11: the key decides the suite, whatever the server likes best. */
    @Test
    void theHashDecidesTheSuite() throws Exception {
        Wire wire = connect(client(LONG), server(LONG));

        assertThat(wire.client().facts().cipherSuite())
                .contains(CipherSuite.TLS_AES_256_GCM_SHA384);
    }

    @Test
    void theFirstThatIsKnownIsTaken() throws Exception {
        ExternalPsk unknown = ExternalPsk.of(new byte[] {4}, key(4));
        Wire wire = connect(client(unknown, LONG, KEY), server(KEY, LONG));

        assertThat(wire.client().facts().externalKey()).contains("09");
    }

    /** The same identity, another key: not to be told from an unknown identity (RFC 9846 §F.6). */
    @Test
    void aWrongKeyIsRefusedAsAnUnknownOneIs() {
        End.server(server(ExternalPsk.of(IDENTITY, key(3))))
                .mustRefuse(Misbehaved.BAD_BINDER, Alert.DECRYPT_ERROR, End.client(client(KEY)));
        End.server(server(LONG))
                .mustRefuse(
                        Incompatible.PRE_SHARED_KEY, Alert.DECRYPT_ERROR, End.client(client(KEY)));
    }

    /** RFC 9846 §7.1: a ticket's key is never one of these, were they the same bytes. */
    @Test
    void aServerWithoutTheKeyShowsItsCertificate() throws Exception {
        Wire wire = connect(Ends.client().externalPsks(List.of(KEY)), Ends.server());
        assertThat(wire.client().facts().externalKey()).isEmpty();
        assertThat(wire.client().facts().verifiedChain()).isNotEmpty();

        End.client(client(KEY))
                .mustRefuse(
                        Incompatible.PRE_SHARED_KEY,
                        Alert.DECRYPT_ERROR,
                        End.server(Ends.server()));
    }

    @Test
    void clientsThatMustShowCertificatesAreNotTakenByKey() throws Exception {
        Wire wire =
                connect(
                        Ends.clientWithCertificate().externalPsks(List.of(KEY)),
                        Ends.server()
                                .clientAuthentication(ClientAuthentication.NEED)
                                .externalPsks(ExternalPsks.of(List.of(KEY))));

        assertThat(wire.server().facts().externalKey()).isEmpty();
        assertThat(wire.server().facts().verifiedChain()).isNotEmpty();
    }

    /** What a key began, no ticket goes on with. */
    @Test
    void thereAreNoTickets() throws Exception {
        SessionCache sessions = SessionCache.of(10);
        Wire wire = connect(client(KEY).sessions(sessions), server(KEY).tickets(4));

        assertThat(sessions.size()).isZero();
        assertThat(wire.server().sendTickets(1)).isZero();
    }

    @Test
    void aSearchMayBlockOrFail() throws Exception {
        ExternalPsks away =
                identity -> {
                    throw new IOException("the directory is away");
                };
        TlsConnection server = TlsConnection.server(Ends.server().externalPsks(away).build());
        End client = End.client(Ends.client().externalPsks(List.of(KEY)));
        server.begin();
        byte[] hello = client.says();
        assertThat(server.receive(hello, 0, hello.length, (data, at, n) -> {}))
                .isEqualTo(Need.WORK);
        assertThat(server.work().orElseThrow().kind()).isEqualTo(WorkKind.LOOK_UP_PSK);
        server.work().orElseThrow().run();
        server.resume();

        assertThat(server.work().orElseThrow().kind()).isEqualTo(WorkKind.CHOOSE_CREDENTIAL);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 15, 256})
    void keysHaveALength(int length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExternalPsk.of(IDENTITY, new byte[length]));
    }

    @Test
    void identitiesAndHashesAreBounded() {
        assertThatIllegalArgumentException().isThrownBy(() -> ExternalPsk.of(new byte[0], key(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExternalPsk.of(IDENTITY, key(1), HashAlgorithm.SHA1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client(KEY, KEY, KEY, KEY, KEY, KEY, KEY, KEY, KEY).build());
    }

    @Test
    void aKeyIsWipedAndNeverPrinted() {
        ExternalPsk key = ExternalPsk.of(IDENTITY, key(5));
        assertThat(key.toString()).contains("6465766963652037").doesNotContain("0505");
        key.close();
        assertThatIllegalStateException().isThrownBy(() -> key.key().bytes());
        assertThat(Optional.of(key.identity())).contains(IDENTITY);
    }
}
