package handclasp.cli.connect;

import handclasp.cli.option.CommandFailure;
import handclasp.cli.option.Endpoint;
import handclasp.cli.option.ExitCode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;

/** Connects by TCP. */
final class Dialer {
    private Dialer() {}

    /**
     * Tries the host's addresses one after the other.
     *
     * @param limit for all of them together, not counting the look-up of the name
     * @throws CommandFailure if none answers
     */
    static Socket connect(Endpoint endpoint, Duration limit) {
        InetAddress[] addresses = lookUp(endpoint);
        long end = System.nanoTime() + limit.toNanos();
        for (int i = 0; ; i++) {
            int untried = addresses.length - i;
            long share = Duration.ofNanos(end - System.nanoTime()).toMillis() / untried;
            InetSocketAddress address = new InetSocketAddress(addresses[i], endpoint.port());
            try {
                return open(address, (int) Math.max(share, 1));
            } catch (IOException e) {
                if (untried == 1) {
                    throw failure(words(endpoint, e, limit), e);
                }
            }
        }
    }

    private static InetAddress[] lookUp(Endpoint endpoint) {
        try {
            return InetAddress.getAllByName(endpoint.host());
        } catch (UnknownHostException e) {
            throw failure(
                    "Unknown host "
                            + endpoint.host()
                            + ": no address is known for this name; check its spelling and the"
                            + " network.",
                    e);
        }
    }

    private static Socket open(InetSocketAddress address, int milliseconds) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(address, milliseconds);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static String words(Endpoint endpoint, IOException e, Duration limit) {
        return switch (e) {
            case SocketTimeoutException timeout ->
                    "No answer from %s within %d s; a firewall may be in the way, or raise --timeout."
                            .formatted(endpoint, limit.toSeconds());
            case NoRouteToHostException noRoute ->
                    "There is no way to " + endpoint + " in the network.";
            case ConnectException refused when String.valueOf(e.getMessage()).contains("refused") ->
                    endpoint + " refused the connection; is a server running on this port?";
            default -> "Cannot connect to " + endpoint + ": " + e.getMessage() + ".";
        };
    }

    private static CommandFailure failure(String sentence, IOException e) {
        return new CommandFailure(ExitCode.NO_CONNECTION, sentence, e);
    }
}
