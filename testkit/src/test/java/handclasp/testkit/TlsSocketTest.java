package handclasp.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import handclasp.tls.TlsSocket;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Data through blocking sockets. */
@Timeout(60)
class TlsSocketTest {
    @ParameterizedTest
    @EnumSource
    void dataOfAllSizesComesBack(SocketPair.Over transport) throws Exception {
        byte[] data = random(1_100_000, 1);
        try (SocketPair pair = SocketPair.over(transport, Ends.client(), Ends.server())) {
            FutureTask<Void> echo = SocketPair.start(false, () -> echo(pair.server, 16_384));
            pair.client.handshake();
            FutureTask<byte[]> reader =
                    SocketPair.start(false, () -> pair.client.inputStream().readAllBytes());
            OutputStream out = pair.client.outputStream();
            int at = 0;
            for (int size : new int[] {0, 1, 2, 100, 16_383, 16_384, 16_385, 1 << 20}) {
                out.write(data, at, size);
                at += size;
            }
            pair.client.closeOutput();

            assertThat(SocketPair.get(reader)).isEqualTo(Arrays.copyOf(data, at));
            SocketPair.get(echo);
            pair.client.close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100, 16_383, 16_384, 16_385, 16_700})
    void buffersOfAnySizeRead(int size) throws Exception {
        byte[] data = random(40_000, 2);
        try (SocketPair pair = connected()) {
            FutureTask<Void> writer =
                    SocketPair.start(
                            true,
                            () -> {
                                pair.server.outputStream().write(data);
                                pair.server.close();
                                return null;
                            });
            InputStream in = pair.client.inputStream();
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            byte[] buffer = new byte[size + 2];
            int count = in.read(buffer, 1, size);
            while (count >= 0) {
                assertThat(count).isBetween(1, size);
                assertThat(buffer[0]).isZero();
                assertThat(buffer[size + 1]).isZero();
                read.write(buffer, 1, count);
                count = in.read(buffer, 1, size);
            }
            assertThat(read.toByteArray()).isEqualTo(data);
            assertThat(in.read()).isEqualTo(-1);
            SocketPair.get(writer);
        }
    }

    @Test
    void readsByteByByte() throws Exception {
        try (SocketPair pair = connected()) {
            pair.server.outputStream().write(new byte[] {1, (byte) 0xff});
            pair.server.outputStream().write(0x1fe);
            InputStream in = pair.client.inputStream();

            assertThat(in.available()).isZero();
            assertThat(in.read()).isEqualTo(1);
            assertThat(in.available()).isEqualTo(1);
            assertThat(in.read(new byte[0])).isZero();
            assertThat(in.read()).isEqualTo(0xff);
            assertThat(in.read()).isEqualTo(0xfe);
        }
    }

    @Test
    void rangesAreChecked() throws Exception {
        try (SocketPair pair = connected()) {
            assertThatThrownBy(() -> pair.client.inputStream().read(new byte[3], 2, 2))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> pair.client.outputStream().write(new byte[3], -1, 2))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    /** Both ends send at once over small buffers, and ask for new keys again and again. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneThreadReadsWhileAnotherWrites(boolean virtual) throws Exception {
        byte[] fromClient = random(1_000_000, 3);
        byte[] fromServer = random(1_000_000, 4);
        Socket[] sockets = SocketPair.connected(8192);
        Spy spy = new Spy();
        try (SocketPair pair =
                SocketPair.over(
                        sockets[0], sockets[1], Ends.client().listener(spy), Ends.server())) {
            pair.shakeHands();
            FutureTask<Void> one = SocketPair.start(virtual, () -> write(pair.client, fromClient));
            FutureTask<Void> two = SocketPair.start(virtual, () -> write(pair.server, fromServer));
            FutureTask<byte[]> three =
                    SocketPair.start(virtual, () -> pair.client.inputStream().readAllBytes());
            FutureTask<byte[]> four =
                    SocketPair.start(virtual, () -> pair.server.inputStream().readAllBytes());

            assertThat(Arrays.equals(SocketPair.get(three), fromServer)).isTrue();
            assertThat(Arrays.equals(SocketPair.get(four), fromClient)).isTrue();
            SocketPair.get(one);
            SocketPair.get(two);
            assertThat(spy.bodies("KeyUpdate")).hasSizeGreaterThan(5);
            assertThat(spy.failures).isEmpty();
        }
    }

    /** Nobody writes at the server: its answer goes by itself. */
    @Test
    void aRequestForNewKeysIsAnsweredWhereNobodyWrites() throws Exception {
        Spy spy = new Spy();
        try (SocketPair pair =
                SocketPair.over(SocketPair.Over.SOCKETS, Ends.client().listener(spy), Ends.server())
                        .shakeHands()) {
            FutureTask<Integer> atServer =
                    SocketPair.start(true, () -> pair.server.inputStream().read());
            FutureTask<Integer> atClient =
                    SocketPair.start(true, () -> pair.client.inputStream().read());
            pair.client.updateKeys(true);
            for (int i = 0; i < 1000 && spy.bodies("KeyUpdate").isEmpty(); i++) {
                Thread.sleep(5);
            }
            assertThat(spy.bodies("KeyUpdate")).containsExactly(new byte[] {0});
            pair.client.outputStream().write(1);
            pair.server.outputStream().write(2);

            assertThat(SocketPair.get(atServer)).isEqualTo(1);
            assertThat(SocketPair.get(atClient)).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aServerMayWriteFirstAndItsStreamsShakeHands(boolean reading) throws Exception {
        try (SocketPair pair =
                SocketPair.over(SocketPair.Over.SOCKETS, Ends.client(), Ends.server())) {
            FutureTask<Void> server =
                    SocketPair.start(
                            true,
                            () -> {
                                pair.server.outputStream().write(new byte[] {1, 2, 3});
                                return null;
                            });
            if (!reading) {
                pair.client.outputStream().write(7);
            }
            assertThat(pair.client.inputStream().readNBytes(3)).containsExactly(1, 2, 3);
            SocketPair.get(server);
            if (!reading) {
                assertThat(pair.server.inputStream().read()).isEqualTo(7);
            }
            assertThat(pair.client.facts().completed()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Variant.class)
    void everyKindOfHandshake(Variant variant) throws Exception {
        try (SocketPair pair =
                SocketPair.over(SocketPair.Over.SOCKETS, variant.client(), variant.server())
                        .shakeHands()) {
            pair.client.outputStream().write(1);
            pair.server.outputStream().write(2);

            assertThat(pair.server.inputStream().read()).isEqualTo(1);
            assertThat(pair.client.inputStream().read()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Variant12.class,
            names = {"ECDHE_ECDSA", "MUTUAL_RSA", "CBC", "TICKET"})
    void everyKindOfTls12(Variant12 variant) throws Exception {
        try (SocketPair pair =
                SocketPair.over(SocketPair.Over.SOCKETS, variant.client(), variant.server())
                        .shakeHands()) {
            pair.client.outputStream().write(1);
            pair.server.outputStream().write(2);

            assertThat(pair.server.inputStream().read()).isEqualTo(1);
            assertThat(pair.client.inputStream().read()).isEqualTo(2);
            // RFC 5246 §7.2.1: the answer to a close_notify ends the other direction, too.
            pair.client.closeOutput();
            assertThat(pair.server.inputStream().read()).isEqualTo(-1);
            assertThat(pair.client.inputStream().read()).isEqualTo(-1);
            assertThatThrownBy(() -> pair.server.outputStream().write(3))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("closed for writing");
        }
    }

    // ---- time-outs between reads

    @Test
    void aTimeOutInTheMiddleOfARecordLosesNothing() throws Exception {
        Socket[] sockets = SocketPair.connected(0);
        Held held = new Held(sockets[1].getOutputStream());
        TlsSocket client = TlsSocket.client(Ends.client().build(), Ends.NAME, sockets[0]);
        TlsSocket server =
                TlsSocket.server(Ends.server().build(), sockets[1].getInputStream(), held);
        try (Socket below = sockets[0];
                Socket other = sockets[1]) {
            FutureTask<TlsSocket> shaking = SocketPair.start(true, server::handshake);
            client.handshake();
            SocketPair.get(shaking);
            assertThat(other.isConnected()).isTrue();
            below.setSoTimeout(30);
            byte[] data = random(5000, 5);
            InputStream in = client.inputStream();
            for (int part : new int[] {0, 2, 4, 5, 6, 3000, 5021}) {
                held.hold(part);
                server.outputStream().write(data);
                for (int i = 0; i < 2; i++) {
                    assertThatThrownBy(() -> in.read(new byte[5000]))
                            .as("%d bytes of the record are there", part)
                            .isInstanceOf(SocketTimeoutException.class);
                }
                held.release();
                below.setSoTimeout(10_000);
                assertThat(in.readNBytes(5000)).isEqualTo(data);
                below.setSoTimeout(30);
            }
        }
    }

    @Test
    void theTimeOutOfTheSocketIsRestoredAfterTheHandshake() throws Exception {
        Socket[] sockets = SocketPair.connected(0);
        try (SocketPair pair =
                SocketPair.over(sockets[0], sockets[1], Ends.client(), Ends.server())) {
            sockets[0].setSoTimeout(1234);
            pair.client.handshakeTimeout(java.time.Duration.ofSeconds(20));
            pair.shakeHands();

            assertThat(sockets[0].getSoTimeout()).isEqualTo(1234);
        }
    }

    // ---- ways to begin

    @Test
    void connectsByNameOrAddress() throws Exception {
        try (java.net.ServerSocket listener =
                new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            FutureTask<Integer> server =
                    SocketPair.start(
                            true,
                            () -> {
                                try (TlsSocket accepted =
                                        TlsSocket.server(
                                                Ends.server().build(), listener.accept())) {
                                    return accepted.inputStream().read();
                                }
                            });
            try (TlsSocket client =
                    TlsSocket.connect(
                            Ends.client().dangerous().acceptAnyCertificate().build(),
                            listener.getInetAddress().getHostAddress(),
                            listener.getLocalPort())) {
                client.outputStream().write(9);
                assertThat(SocketPair.get(server)).isEqualTo(9);
            }
        }
    }

    @Test
    void aHostThatCannotBeReachedIsAnIoException() throws Exception {
        int port;
        try (java.net.ServerSocket closed = new java.net.ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        assertThatIOException()
                .isThrownBy(() -> TlsSocket.connect(Ends.client().build(), "127.0.0.1", port));
    }

    @Test
    void aChannelMustBlock() throws Exception {
        try (SocketChannel channel = SocketChannel.open()) {
            channel.configureBlocking(false);

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> TlsSocket.server(Ends.server().build(), channel))
                    .withMessage("the channel is not in blocking mode");
        }
    }

    private static SocketPair connected() throws Exception {
        return SocketPair.over(SocketPair.Over.SOCKETS, Ends.client(), Ends.server()).shakeHands();
    }

    private static Void echo(TlsSocket socket, int size) throws IOException {
        byte[] buffer = new byte[size];
        int count = socket.inputStream().read(buffer);
        while (count >= 0) {
            socket.outputStream().write(buffer, 0, count);
            count = socket.inputStream().read(buffer);
        }
        socket.close();
        return null;
    }

    private static Void write(TlsSocket socket, byte[] data) throws IOException {
        int step = 80_000;
        for (int at = 0; at < data.length; at += step) {
            socket.outputStream().write(data, at, Math.min(step, data.length - at));
            socket.updateKeys(true);
        }
        socket.closeOutput();
        return null;
    }

    private static byte[] random(int length, int seed) {
        byte[] data = new byte[length];
        new Random(seed).nextBytes(data);
        return data;
    }

    /** Lets only the beginning of what is written through, until it is told to release the rest. */
    private static final class Held extends FilterOutputStream {
        private int room = Integer.MAX_VALUE;
        private final ByteArrayOutputStream rest = new ByteArrayOutputStream();

        Held(OutputStream out) {
            super(out);
        }

        void hold(int beginning) {
            room = beginning;
        }

        void release() throws IOException {
            room = Integer.MAX_VALUE;
            out.write(rest.toByteArray());
            rest.reset();
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int through = Math.min(length, room);
            out.write(bytes, offset, through);
            rest.write(bytes, offset + through, length - through);
            room = room == Integer.MAX_VALUE ? room : room - through;
        }
    }
}
