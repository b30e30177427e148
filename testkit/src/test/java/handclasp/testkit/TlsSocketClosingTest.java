package handclasp.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import handclasp.pki.ChainVerifier;
import handclasp.tls.Alert;
import handclasp.tls.BadCertificate;
import handclasp.tls.Cancelled;
import handclasp.tls.ClientAuthentication;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.Misbehaved;
import handclasp.tls.PeerAlert;
import handclasp.tls.TlsException;
import handclasp.tls.TlsSocket;
import handclasp.tls.Truncated;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How sockets end, in good order and otherwise. */
@Timeout(60)
@Isolated("changes the locale of the whole JVM")
class TlsSocketClosingTest {
    // ---- in good order

    @ParameterizedTest
    @EnumSource(
            value = SocketPair.Over.class,
            names = {"SOCKETS", "CHANNELS"})
    void eachDirectionClosesByItself(SocketPair.Over transport) throws Exception {
        try (SocketPair pair =
                SocketPair.over(transport, Ends.client(), Ends.server()).shakeHands()) {
            pair.client.outputStream().write(1);
            pair.client.closeOutput();
            assertThat(pair.server.inputStream().readAllBytes()).containsExactly(1);
            assertThatIOException()
                    .isThrownBy(() -> pair.client.outputStream().write(2))
                    .withMessage("the TLS connection is closed for writing");
            pair.client.outputStream().flush();
            pair.server.outputStream().write(new byte[] {3, 4});
            assertThat(pair.client.inputStream().readNBytes(2)).containsExactly(3, 4);
            pair.server.closeOutput();
            assertThat(pair.client.inputStream().read()).isEqualTo(-1);
            assertThat(pair.client.inputStream().read()).isEqualTo(-1);

            pair.client.close();
            pair.server.close();
        }
    }

    @Test
    void theServerMayCloseItsDirectionFirst() throws Exception {
        try (SocketPair pair = connected()) {
            pair.server.closeOutput();
            assertThat(pair.client.inputStream().read()).isEqualTo(-1);
            pair.client.outputStream().write(5);

            assertThat(pair.server.inputStream().read()).isEqualTo(5);
        }
    }

    @Test
    void closingAStreamClosesTheSocket() throws Exception {
        try (SocketPair pair = connected()) {
            pair.client.outputStream().close();
            assertThat(pair.server.inputStream().read()).isEqualTo(-1);
            pair.server.inputStream().close();

            assertThatIOException().isThrownBy(() -> pair.server.outputStream().write(1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsClosedIsOfNoUse(SocketPair.Over transport) throws Exception {
        try (SocketPair pair = SocketPair.over(transport, Ends.client(), Ends.server())) {
            FutureTask<Integer> server =
                    SocketPair.start(false, () -> pair.server.inputStream().read());
            pair.client.handshake();
            pair.client.close();
            assertThat(SocketPair.get(server)).isEqualTo(-1);
            pair.client.close();

            assertThatIOException()
                    .isThrownBy(() -> pair.client.outputStream().write(1))
                    .withMessage("the TLS connection is closed for writing");
            assertThatIOException()
                    .isThrownBy(() -> pair.client.updateKeys(false))
                    .withMessage("the TLS connection is closed for writing");
            assertThatIOException().isThrownBy(() -> pair.client.inputStream().read());
        }
    }

    @Test
    void whatWasNotReadIsNotReadAfterClosing() throws Exception {
        try (SocketPair pair = connected()) {
            pair.server.outputStream().write(new byte[] {1, 2, 3});
            assertThat(pair.client.inputStream().read()).isEqualTo(1);
            pair.client.close();

            assertThatIOException().isThrownBy(() -> pair.client.inputStream().read());
        }
    }

    @Test
    void aSocketThatNeverShookHandsClosesAtOnce() throws Exception {
        try (SocketPair pair =
                SocketPair.over(SocketPair.Over.SOCKETS, Ends.client(), Ends.server())) {
            assertThat(seconds(pair.client::close)).isLessThan(3);

            TlsException refusal =
                    catchThrowableOfType(TlsException.class, () -> pair.client.handshake());
            assertThat(refusal.error()).isEqualTo(Cancelled.BY_APPLICATION);
            TlsException atServer =
                    catchThrowableOfType(TlsException.class, () -> pair.server.handshake());
            assertThat(atServer.error()).isEqualTo(Truncated.IN_HANDSHAKE);
        }
    }

    // ---- while others are busy

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void closingWakesAReader(boolean virtual) throws Exception {
        try (SocketPair pair = connected()) {
            CountDownLatch about = new CountDownLatch(1);
            FutureTask<Throwable> reader =
                    SocketPair.start(
                            virtual,
                            () -> {
                                about.countDown();
                                return catchThrowable(() -> pair.client.inputStream().read());
                            });
            about.await();
            Thread.sleep(50);
            assertThat(seconds(pair.client::close)).isLessThan(3);

            assertThat(SocketPair.get(reader)).isInstanceOf(IOException.class);
            assertThat(pair.server.inputStream().read()).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPeerThatDoesNotReadDoesNotHoldUpClosing(boolean virtual) throws Exception {
        Socket[] sockets = SocketPair.connected(8192);
        try (SocketPair pair =
                SocketPair.over(sockets[0], sockets[1], Ends.client(), Ends.server())) {
            pair.shakeHands();
            byte[] much = new byte[16 << 20];
            FutureTask<Throwable> writer =
                    SocketPair.start(
                            virtual,
                            () -> catchThrowable(() -> pair.client.outputStream().write(much)));
            Thread.sleep(200);
            assertThat(writer.isDone()).as("the writer is stuck").isFalse();

            assertThat(seconds(pair.client::close)).isLessThan(4);
            assertThat(SocketPair.get(writer)).isInstanceOf(IOException.class);
        }
    }

    // ---- failed handshakes

    @Test
    void aRefusedServerLearnsWhy() throws Exception {
        ClientConfiguration.Builder client =
                ClientConfiguration.builder()
                        .verifier(ChainVerifier.trusting(Ends.clientIdentity().chain()));
        try (SocketPair pair = SocketPair.over(SocketPair.Over.SOCKETS, client, Ends.server())) {
            FutureTask<TlsException> server =
                    SocketPair.start(
                            true,
                            () ->
                                    catchThrowableOfType(
                                            TlsException.class, () -> pair.server.handshake()));
            TlsException refusal =
                    catchThrowableOfType(TlsException.class, () -> pair.client.handshake());

            assertThat(refusal.error()).isEqualTo(BadCertificate.UNKNOWN_AUTHORITY);
            assertThat(SocketPair.get(server).error()).isEqualTo(new PeerAlert(Alert.UNKNOWN_CA));
            assertThatThrownBy(() -> pair.client.handshake()).isSameAs(refusal);
            assertThatThrownBy(() -> pair.client.outputStream().write(1)).isSameAs(refusal);
            assertThatThrownBy(() -> pair.client.inputStream().read()).isSameAs(refusal);
        }
    }

    /** In TLS 1.3 a client has long finished when the server refuses it. */
    @Test
    void aRefusedClientLearnsWhyWhenItReads() throws Exception {
        try (SocketPair pair =
                SocketPair.over(
                        SocketPair.Over.SOCKETS,
                        Ends.client(),
                        Ends.server().clientAuthentication(ClientAuthentication.NEED))) {
            FutureTask<TlsException> server =
                    SocketPair.start(
                            true,
                            () ->
                                    catchThrowableOfType(
                                            TlsException.class, () -> pair.server.handshake()));
            pair.client.handshake();
            TlsException told =
                    catchThrowableOfType(
                            TlsException.class, () -> pair.client.inputStream().read());

            assertThat(told.error()).isEqualTo(new PeerAlert(Alert.CERTIFICATE_REQUIRED));
            assertThatThrownBy(() -> pair.client.outputStream().write(1)).isSameAs(told);
            assertThat(SocketPair.get(server).error()).isEqualTo(BadCertificate.REQUIRED);
        }
    }

    @Test
    void aPeerWithoutTlsIsToldApart() throws Exception {
        Socket[] sockets = SocketPair.connected(0);
        try (SocketPair pair =
                SocketPair.over(sockets[0], sockets[1], Ends.client(), Ends.server())) {
            sockets[0]
                    .getOutputStream()
                    .write("GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));
            TlsException refusal =
                    catchThrowableOfType(TlsException.class, () -> pair.server.handshake());

            assertThat(refusal.error()).isEqualTo(Misbehaved.NOT_TLS);
            assertThat(sockets[0].getInputStream().readAllBytes())
                    .isEqualTo(Forge.plain(Forge.ALERT, (byte) 2, (byte) 10));
        }
    }

    @Test
    void aSilentPeerIsNotWaitedForLongerThanAllowed() throws Exception {
        Socket[] sockets = SocketPair.connected(0);
        try (SocketPair pair =
                SocketPair.over(sockets[0], sockets[1], Ends.client(), Ends.server())) {
            pair.client.handshakeTimeout(Duration.ofMillis(200));
            FutureTask<byte[]> heard =
                    SocketPair.start(true, () -> sockets[1].getInputStream().readAllBytes());
            double taken = seconds(() -> assertTimesOut(pair.client));

            assertThat(taken).isBetween(0.19, 4.0);
            byte[] said = SocketPair.get(heard);
            assertThat(Wire.split(said)).hasSize(3);
            assertThat(Wire.split(said).get(1))
                    .isEqualTo(Forge.plain(Forge.ALERT, (byte) 1, (byte) 90));
        }
    }

    /** A byte now and then must not put the end off. */
    @Test
    void aPeerThatTricklesIsNotWaitedForEither() throws Exception {
        Socket[] sockets = SocketPair.connected(0);
        try (SocketPair pair =
                SocketPair.over(sockets[0], sockets[1], Ends.client(), Ends.server())) {
            pair.server.handshakeTimeout(Duration.ofMillis(400));
            FutureTask<Throwable> trickle =
                    SocketPair.start(
                            true,
                            () ->
                                    catchThrowable(
                                            () -> {
                                                sockets[0]
                                                        .getOutputStream()
                                                        .write(new byte[] {22, 3, 1, 2, 0});
                                                for (int i = 0; i < 200; i++) {
                                                    sockets[0].getOutputStream().write(1);
                                                    Thread.sleep(50);
                                                }
                                            }));
            double taken = seconds(() -> assertTimesOut(pair.server));

            assertThat(taken).isBetween(0.39, 5.0);
            sockets[0].close();
            SocketPair.get(trickle);
        }
    }

    // ---- broken off

    @Test
    void anEndWithoutCloseNotifyIsATruncation() throws Exception {
        Socket[] sockets = SocketPair.connected(0);
        try (SocketPair pair =
                SocketPair.over(sockets[0], sockets[1], Ends.client(), Ends.server())) {
            pair.shakeHands();
            pair.server.outputStream().write(7);
            sockets[1].shutdownOutput();
            assertThat(pair.client.inputStream().read()).isEqualTo(7);
            for (int i = 0; i < 3; i++) {
                assertTruncated(pair.client, Truncated.WITHOUT_CLOSE_NOTIFY);
            }
            pair.client.outputStream().write(8);
            assertThat(pair.server.inputStream().read()).isEqualTo(8);
        }
    }

    @Test
    void anEndInTheMiddleOfARecordIsToldApart() throws Exception {
        Socket[] sockets = SocketPair.connected(0);
        try (SocketPair pair =
                SocketPair.over(sockets[0], sockets[1], Ends.client(), Ends.server())) {
            pair.shakeHands();
            sockets[1].getOutputStream().write(new byte[] {23, 3, 3, 0, 100, 1, 2});
            sockets[1].shutdownOutput();

            assertTruncated(pair.client, Truncated.IN_RECORD);
            assertTruncated(pair.client, Truncated.IN_RECORD);
        }
    }

    @Test
    void aForgedRecordIsToldToThePeer() throws Exception {
        Socket[] sockets = SocketPair.connected(0);
        try (SocketPair pair =
                SocketPair.over(sockets[0], sockets[1], Ends.client(), Ends.server())) {
            pair.shakeHands();
            byte[] forged = Forge.plain(Forge.DATA, new byte[40]);
            sockets[1].getOutputStream().write(forged);
            TlsException refusal =
                    catchThrowableOfType(
                            TlsException.class, () -> pair.client.inputStream().read());
            assertThat(refusal.error()).isEqualTo(Misbehaved.BAD_RECORD_MAC);
            TlsException told =
                    catchThrowableOfType(
                            TlsException.class, () -> pair.server.inputStream().read());

            assertThat(told.error()).isEqualTo(new PeerAlert(Alert.BAD_RECORD_MAC));
            assertThatThrownBy(() -> pair.client.outputStream().write(1)).isSameAs(refusal);
        }
    }

    private static void assertTruncated(TlsSocket socket, Truncated error) {
        TlsException truncation =
                catchThrowableOfType(TlsException.class, () -> socket.inputStream().read());
        assertThat(truncation.error()).isEqualTo(error);
    }

    private static void assertTimesOut(TlsSocket socket) {
        Locale before = Locale.getDefault();
        // Where a comma stands before tenths, the text must stay the same.
        Locale.setDefault(Locale.GERMANY);
        TlsException refusal = catchThrowableOfType(TlsException.class, socket::handshake);
        Locale.setDefault(before);
        assertThat(refusal.error()).isEqualTo(Cancelled.TIMED_OUT);
        assertThat(refusal).hasMessageContaining("the limit is 0.");
    }

    private static double seconds(ThrowingCallable action) throws ExecutionException {
        long start = System.nanoTime();
        try {
            action.call();
        } catch (Throwable e) {
            throw new ExecutionException(e);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static SocketPair connected() throws Exception {
        return SocketPair.over(SocketPair.Over.SOCKETS, Ends.client(), Ends.server()).shakeHands();
    }
}
