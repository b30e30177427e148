package handclasp.testkit;

import handclasp.tls.ClientConfiguration;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.TlsSocket;
import java.io.Closeable;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Two TLS sockets that are connected and have not shaken hands yet. */
final class SocketPair implements Closeable {
    /** What lies below. */
    enum Over {
        SOCKETS,
        CHANNELS,
        PIPES
    }

    final TlsSocket client;
    final TlsSocket server;
    private final List<Closeable> below = new ArrayList<>();

    private SocketPair(TlsSocket client, TlsSocket server) {
        this.client = client;
        this.server = server;
    }

    static SocketPair over(
            Over transport, ClientConfiguration.Builder client, ServerConfiguration.Builder server)
            throws IOException {
        return switch (transport) {
            case SOCKETS -> {
                Socket[] sockets = connected(0);
                yield over(sockets[0], sockets[1], client, server);
            }
            case CHANNELS -> overChannels(client.build(), server.build());
            case PIPES -> overPipes(client.build(), server.build());
        };
    }

    static SocketPair over(
            Socket clientSocket,
            Socket serverSocket,
            ClientConfiguration.Builder client,
            ServerConfiguration.Builder server)
            throws IOException {
        SocketPair pair =
                new SocketPair(
                        TlsSocket.client(client.build(), Ends.NAME, clientSocket),
                        TlsSocket.server(server.build(), serverSocket));
        pair.below.addAll(List.of(clientSocket, serverSocket));
        return pair;
    }

    private static SocketPair overChannels(ClientConfiguration client, ServerConfiguration server)
            throws IOException {
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            SocketChannel one = SocketChannel.open(listener.getLocalAddress());
            SocketChannel other = listener.accept();
            SocketPair pair =
                    new SocketPair(
                            TlsSocket.client(client, Ends.NAME, one),
                            TlsSocket.server(server, other));
            pair.below.addAll(List.of(one, other));
            return pair;
        }
    }

    private static SocketPair overPipes(ClientConfiguration client, ServerConfiguration server)
            throws IOException {
        PipedInputStream atClient = new PipedInputStream(65_536);
        PipedInputStream atServer = new PipedInputStream(65_536);
        PipedOutputStream toServer = new PipedOutputStream(atServer);
        PipedOutputStream toClient = new PipedOutputStream(atClient);
        return new SocketPair(
                TlsSocket.client(client, Ends.NAME, atClient, toServer),
                TlsSocket.server(server, atServer, toClient));
    }

    /**
     * Two sockets that are connected on loopback.
     *
     * @param buffer of each direction, in bytes; 0 for the system's default
     */
    static Socket[] connected(int buffer) throws IOException {
        try (ServerSocket listener = new ServerSocket()) {
            if (buffer > 0) {
                listener.setReceiveBufferSize(buffer);
            }
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Socket client = new Socket();
            if (buffer > 0) {
                client.setReceiveBufferSize(buffer);
                client.setSendBufferSize(buffer);
            }
            client.connect(listener.getLocalSocketAddress());
            Socket server = listener.accept();
            if (buffer > 0) {
                server.setSendBufferSize(buffer);
            }
            return new Socket[] {client, server};
        }
    }

    SocketPair shakeHands() throws Exception {
        FutureTask<TlsSocket> other = start(true, server::handshake);
        client.handshake();
        get(other);
        return this;
    }

    static <T> FutureTask<T> start(boolean virtual, Callable<T> task) {
        FutureTask<T> future = new FutureTask<>(task);
        if (virtual) {
            Thread.ofVirtual().start(future);
        } else {
            Thread.ofPlatform().daemon().start(future);
        }
        return future;
    }

    static <T> T get(FutureTask<T> future) throws Exception {
        return future.get(25, TimeUnit.SECONDS);
    }

    /** Without a word of TLS. */
    @Override
    public void close() throws IOException {
        for (Closeable each : below) {
            each.close();
        }
    }
}
