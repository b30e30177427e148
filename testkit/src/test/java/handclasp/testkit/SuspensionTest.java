package handclasp.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import handclasp.tls.Alert;
import handclasp.tls.BadCertificate;
import handclasp.tls.Cancelled;
import handclasp.tls.Incompatible;
import handclasp.tls.Need;
import handclasp.tls.PlaintextSink;
import handclasp.tls.SignatureScheme;
import handclasp.tls.TlsConnection;
import handclasp.tls.TlsException;
import handclasp.tls.Truncated;
import handclasp.tls.Work;
import handclasp.tls.WorkFailed;
import handclasp.tls.WorkKind;
import handclasp.tls.auth.Credential;
import handclasp.tls.crypto.Signer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Work that a handshake waits for. */
class SuspensionTest {
    private static final PlaintextSink NO_DATA = (data, offset, length) -> {};

    // ---- order

    @Test
    void nothingIsReceivedWhileWorkIsPending() throws Exception {
        TlsConnection server = suspendedServer();
        byte[] record = End.CHANGE_CIPHER_SPEC;

        assertThatIllegalStateException()
                .isThrownBy(() -> server.receive(record, 0, record.length, NO_DATA))
                .withMessage("work is to be done first");
        assertThat(server.failure()).as("the connection is whole").isEmpty();
        finish(server);
        assertThat(server.hasOutput()).isTrue();
    }

    @Test
    void nothingIsResumedBeforeTheWorkIsRun() throws Exception {
        TlsConnection server = suspendedServer();

        assertThatIllegalStateException()
                .isThrownBy(server::resume)
                .withMessageContaining("the work CHOOSE_CREDENTIAL was not run");
        assertThat(server.failure()).isEmpty();
        assertThat(server.need()).isEqualTo(Need.WORK);
        finish(server);
        assertThat(server.hasOutput()).isTrue();
    }

    @Test
    void nothingIsResumedWhereNothingWaits() throws Exception {
        TlsConnection client = End.client(Ends.client()).connection();

        assertThat(client.work()).isEmpty();
        assertThatIllegalStateException()
                .isThrownBy(client::resume)
                .withMessage("nothing is suspended");
    }

    @Test
    void eachKindOfWorkHasItsTurn() throws Exception {
        assertThat(kinds(suspendedServer()))
                .containsExactly(WorkKind.CHOOSE_CREDENTIAL, WorkKind.KEY_AGREEMENT, WorkKind.SIGN);
    }

    @Test
    void theListenerSeesThePauses() throws Exception {
        Spy spy = new Spy();
        Ends.connected(spy, new Spy());

        assertThat(spy.events.stream().filter(event -> event.matches("(suspended|resumed) .*")))
                .containsExactly(
                        "suspended KEY_AGREEMENT",
                        "resumed KEY_AGREEMENT",
                        "suspended VERIFY_PEER",
                        "resumed VERIFY_PEER");
    }

    @Test
    void workRunsOnceAndAnywhere() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        TlsConnection server =
                heard(
                        End.server(
                                Ends.server()
                                        .credentials(
                                                request -> {
                                                    calls.incrementAndGet();
                                                    return Optional.of(
                                                            Ends.serverIdentity().credential());
                                                })));
        Work work = server.work().orElseThrow();
        Thread elsewhere = Thread.ofVirtual().start(work);
        elsewhere.join();
        work.run();

        assertThat(calls).hasValue(1);
        assertThat(server.resume()).isEqualTo(Need.WORK);
    }

    /** The server's whole flight comes in one record; the wait is in the middle of it. */
    @Test
    void messagesBehindAPauseGoOnWithoutAnotherRecord() throws Exception {
        End client = End.client(Ends.client());
        End server = End.server(Ends.server());
        server.hears(client.says());
        List<byte[]> answer = Wire.split(server.says());
        assertThat(answer).hasSize(3);
        client.hears(answer.get(0), answer.get(1));
        byte[] flight = answer.get(2);

        TlsConnection connection = client.connection();
        assertThat(connection.receive(flight, 0, flight.length, NO_DATA)).isEqualTo(Need.WORK);
        assertThat(connection.handshakeComplete()).isFalse();
        connection.work().orElseThrow().run();
        assertThat(connection.resume()).isEqualTo(Need.OUTPUT);
        assertThat(connection.handshakeComplete()).isTrue();
        server.hears(client.says());
        assertThat(server.connection().handshakeComplete()).isTrue();
    }

    // ---- failures of the work

    @Test
    void aChoiceOfCredentialThatFailsIsOurFault() {
        RuntimeException cause = new IllegalStateException("the vault is sealed");
        End server =
                End.server(
                        Ends.server()
                                .credentials(
                                        request -> {
                                            throw cause;
                                        }));
        TlsException failure =
                server.mustRefuse(
                        WorkFailed.CREDENTIAL, Alert.INTERNAL_ERROR, End.client(Ends.client()));

        assertThat(failure).hasCause(cause).hasMessageContaining("the vault is sealed");
    }

    @Test
    void aVerifierThatFailsIsOurFault() {
        End client =
                End.client(
                        Ends.client()
                                .verifier(
                                        peer -> {
                                            throw new IllegalStateException("no trust store");
                                        }));

        client.mustRefuse(WorkFailed.VERIFYING, Alert.INTERNAL_ERROR, End.server(Ends.server()));
    }

    @Test
    void aVerifierThatRefusesIsNot() {
        End client =
                End.client(
                        Ends.client()
                                .verifier(
                                        peer -> {
                                            throw TlsException.of(BadCertificate.REVOKED);
                                        }));

        client.mustRefuse(
                BadCertificate.REVOKED, Alert.CERTIFICATE_REVOKED, End.server(Ends.server()));
    }

    @Test
    void aSignerThatFailsIsOurFault() {
        Signer broken =
                new Signer() {
                    @Override
                    public List<SignatureScheme> signatureSchemes() {
                        return List.of(SignatureScheme.ECDSA_SECP256R1_SHA256);
                    }

                    @Override
                    public byte[] sign(SignatureScheme scheme, byte[] input, SecureRandom random)
                            throws GeneralSecurityException {
                        throw new GeneralSecurityException("token removed");
                    }
                };
        Credential credential = new Credential(Ends.serverIdentity().chain(), broken);
        End server = End.server(Ends.server().credentials(request -> Optional.of(credential)));

        TlsException failure =
                server.mustRefuse(
                        WorkFailed.SIGNING, Alert.INTERNAL_ERROR, End.client(Ends.client()));
        assertThat(failure).hasMessageContaining("token removed");
    }

    @Test
    void aChoiceOfConfigurationThatFailsIsOurFault() {
        End server =
                End.server(
                        Ends.server()
                                .configurationSelector(
                                        hello -> {
                                            throw new java.io.IOException("no such tenant");
                                        }));

        server.mustRefuse(
                WorkFailed.CONFIGURATION, Alert.INTERNAL_ERROR, End.client(Ends.client()));
    }

    @Test
    void aChoiceMayRefuseWithAReasonOfItsOwn() {
        End server =
                End.server(
                        Ends.server()
                                .configurationSelector(
                                        hello -> {
                                            throw TlsException.of(Incompatible.SERVER_NAME);
                                        }));

        server.mustRefuse(
                Incompatible.SERVER_NAME, Alert.UNRECOGNIZED_NAME, End.client(Ends.client()));
    }

    @Test
    void noResultIsAFailureToo() {
        End server = End.server(Ends.server().credentials(request -> null));

        server.mustRefuse(WorkFailed.CREDENTIAL, Alert.INTERNAL_ERROR, End.client(Ends.client()));
    }

    @Test
    void aLinkageErrorIsNotSwallowed() throws Exception {
        End server =
                End.server(
                        Ends.server()
                                .credentials(
                                        request -> {
                                            throw new NoClassDefFoundError("missing");
                                        }));
        TlsConnection connection = heard(server);
        Work work = connection.work().orElseThrow();
        assertThatThrownBy(work::run).isInstanceOf(NoClassDefFoundError.class);

        assertThat(catchThrowableOfType(TlsException.class, connection::resume).error())
                .isEqualTo(WorkFailed.CREDENTIAL);
    }

    // ---- giving up

    @Test
    void aHandshakeCanBeCancelledWhileItWaits() throws Exception {
        End client = End.client(Ends.client());
        End server = End.server(Ends.server());
        TlsConnection connection = server.connection();
        byte[] hello = client.says();
        connection.receive(hello, 0, hello.length, NO_DATA);
        Work work = connection.work().orElseThrow();
        connection.cancel(Cancelled.TIMED_OUT);
        connection.cancel(Cancelled.BY_APPLICATION);

        TlsException failure = connection.failure().orElseThrow();
        assertThat(failure.error()).isEqualTo(Cancelled.TIMED_OUT);
        assertThat(connection.need()).isEqualTo(Need.OUTPUT);
        byte[] said = server.says();
        assertThat(Wire.split(said)).hasSize(2);
        assertThat(connection.need()).isEqualTo(Need.CLOSED);
        assertThat(client.refuses(said).error()).isEqualTo(Truncated.IN_HANDSHAKE);

        work.run();
        assertThatThrownBy(connection::resume).isSameAs(failure);
        assertThat(server.says()).as("work that is done later has no effect").isEmpty();
    }

    private static TlsConnection suspendedServer() throws TlsException {
        return heard(End.server(Ends.server()));
    }

    /** It has heard a client and waits for its first work. */
    private static TlsConnection heard(End server) throws TlsException {
        byte[] hello = End.client(Ends.client()).says();
        TlsConnection connection = server.connection();
        assertThat(connection.receive(hello, 0, hello.length, NO_DATA)).isEqualTo(Need.WORK);
        assertThat(connection.need()).isEqualTo(Need.WORK);
        return connection;
    }

    private static void finish(TlsConnection connection) throws TlsException {
        kinds(connection);
    }

    private static List<WorkKind> kinds(TlsConnection connection) throws TlsException {
        List<WorkKind> kinds = new ArrayList<>();
        while (connection.need() == Need.WORK) {
            Work work = connection.work().orElseThrow();
            kinds.add(work.kind());
            work.run();
            connection.resume();
        }
        return kinds;
    }
}
