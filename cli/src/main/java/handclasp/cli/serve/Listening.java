package handclasp.cli.serve;

import handclasp.cli.option.CommandFailure;
import handclasp.cli.option.ExitCode;
import handclasp.cli.option.ListenAddress;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The sockets a server listens on: one, or for loopback one for IPv4 and one for IPv6 with the same
 * port.
 *
 * @param host what clients on this machine call it, as in a URL
 */
record Listening(List<ServerSocket> sockets, String host) implements AutoCloseable {
    static final int FIRST_PORT = 8443;
    static final int LAST_PORT = 8452;

    private static final int BACKLOG = 256;
    private static final int TRIES = 20;

    Listening {
        sockets = List.copyOf(sockets);
    }

    int port() {
        return sockets.getFirst().getLocalPort();
    }

    /** Whether only programs on this machine can connect. */
    boolean isLoopback() {
        return sockets.stream().allMatch(socket -> socket.getInetAddress().isLoopbackAddress());
    }

    @Override
    public void close() {
        for (ServerSocket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                // It is of no use any more either way.
            }
        }
    }

    /**
     * Binds.
     *
     * @param wanted where; if empty, on loopback, on the first free port from 8443 to 8452
     * @throws CommandFailure if that is impossible
     */
    static Listening open(Optional<ListenAddress> wanted) {
        return wanted.map(Listening::open).orElseGet(() -> firstFree(FIRST_PORT, LAST_PORT));
    }

    static Listening firstFree(int first, int last) {
        for (int port = first; port <= last; port++) {
            try {
                return onLoopback(port);
            } catch (IOException e) {
                if (!isBusy(e)) {
                    throw failure("loopback, port " + port, e);
                }
            }
        }
        throw new CommandFailure(
                ExitCode.NO_CONNECTION,
                "All ports from %d to %d are in use; name another one: --listen :PORT"
                        .formatted(first, last));
    }

    private static Listening open(ListenAddress wanted) {
        try {
            if (wanted.everywhere()) {
                ServerSocket socket = bind(new InetSocketAddress(wanted.port()));
                return new Listening(List.of(socket), "localhost");
            }
            if (wanted.address().isEmpty() || wanted.address().get().equals("localhost")) {
                return onLoopback(wanted.port());
            }
            InetAddress address = InetAddress.getByName(wanted.address().get());
            ServerSocket socket = bind(new InetSocketAddress(address, wanted.port()));
            return new Listening(List.of(socket), wanted.address().get());
        } catch (IOException e) {
            throw failure(wanted.toString(), e);
        }
    }

    /** Both families, since a client may try either for {@code localhost}. */
    private static Listening onLoopback(int port) throws IOException {
        InetAddress four = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        for (int i = 1; ; i++) {
            ServerSocket first = bind(new InetSocketAddress(four, port));
            List<ServerSocket> sockets = new ArrayList<>(List.of(first));
            try {
                bindIpv6Loopback(first.getLocalPort()).ifPresent(sockets::add);
                return new Listening(sockets, "localhost");
            } catch (IOException e) {
                first.close();
                // A port that the system chose for the one may be taken on the other.
                if (port != 0 || i == TRIES) {
                    throw e;
                }
            }
        }
    }

    /** Empty if this machine has no IPv6. */
    private static Optional<ServerSocket> bindIpv6Loopback(int port) throws IOException {
        byte[] loopback = new byte[16];
        loopback[15] = 1;
        try {
            InetAddress six = InetAddress.getByAddress(loopback);
            return Optional.of(bind(new InetSocketAddress(six, port)));
        } catch (IOException e) {
            if (isBusy(e)) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private static ServerSocket bind(InetSocketAddress address) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.bind(address, BACKLOG);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static boolean isBusy(IOException e) {
        return e instanceof BindException && words(e).contains("in use");
    }

    private static CommandFailure failure(String where, IOException e) {
        String why;
        if (e instanceof UnknownHostException) {
            why = "this machine knows no such address";
        } else if (isBusy(e)) {
            why =
                    "the port is in use; stop the other program, or name another port: --listen :PORT";
        } else if (words(e).contains("permission denied")) {
            why = "this needs more rights; a port above 1023 does not: --listen :8443";
        } else if (words(e).contains("assign requested")) {
            why = "this machine does not have this address; leave it out for loopback, or say *";
        } else {
            why = String.valueOf(e.getMessage());
        }
        return new CommandFailure(
                ExitCode.NO_CONNECTION, "Cannot listen on " + where + ": " + why + ".", e);
    }

    private static String words(IOException e) {
        return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    }
}
