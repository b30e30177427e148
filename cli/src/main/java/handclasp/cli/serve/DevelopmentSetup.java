package handclasp.cli.serve;

import handclasp.cli.option.CommandFailure;
import handclasp.cli.option.ExitCode;
import handclasp.inspector.CertificateSummary;
import handclasp.pki.DevelopmentAuthority;
import handclasp.pki.Identity;
import handclasp.pki.PkiException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The development authority of a state folder, and what a server needs of it. */
final class DevelopmentSetup {
    private final DevelopmentAuthority authority;
    private final Path state;

    private DevelopmentSetup(DevelopmentAuthority authority, Path state) {
        this.authority = authority;
        this.state = state;
    }

    /** @throws CommandFailure if the authority can neither be read nor made */
    static DevelopmentSetup open(Path state) {
        try {
            return new DevelopmentSetup(
                    DevelopmentAuthority.open(state, InstantSource.system()), state);
        } catch (PkiException e) {
            throw failure(e);
        }
    }

    /**
     * Whom clients must be certified by. The intermediate is among them for those that send their own
     * certificate alone, as {@code openssl s_client -cert} does.
     */
    List<X509Certificate> clientAuthorities() {
        Path file = clientFile();
        try {
            X509Certificate intermediate = Identity.fromPem(file, file).chain().getLast();
            return List.of(authority.rootCertificate(), intermediate);
        } catch (PkiException e) {
            throw failure(e);
        }
    }

    Path rootFile() {
        return authority.rootFile();
    }

    String fingerprint() {
        return authority.fingerprint();
    }

    /** For this host's names, and the addresses that are listened on where they are private. */
    Identity serverIdentity(List<ServerSocket> sockets) {
        try {
            Identity usual = authority.serverIdentity();
            List<String> more = privateAddresses(sockets);
            if (more.isEmpty()) {
                return usual;
            }
            Set<String> names =
                    new LinkedHashSet<>(CertificateSummary.of(usual.certificate()).names());
            names.addAll(more);
            return authority.serverIdentity(names);
        } catch (PkiException e) {
            throw failure(e);
        }
    }

    /** A file with key and certificate of a client that this authority vouches for. */
    Path clientFile() {
        try {
            return ClientFile.in(state, authority);
        } catch (PkiException e) {
            throw failure(e);
        }
    }

    private static List<String> privateAddresses(List<ServerSocket> sockets) {
        List<InetAddress> addresses = new ArrayList<>();
        for (ServerSocket socket : sockets) {
            InetAddress address = socket.getInetAddress();
            addresses.addAll(address.isAnyLocalAddress() ? ofThisHost() : List.of(address));
        }
        return addresses.stream()
                .filter(InetAddress::isSiteLocalAddress)
                .map(InetAddress::getHostAddress)
                .sorted()
                .toList();
    }

    private static List<InetAddress> ofThisHost() {
        try {
            return Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
                    .flatMap(NetworkInterface::inetAddresses)
                    .toList();
        } catch (SocketException e) {
            return List.of();
        }
    }

    private static CommandFailure failure(PkiException e) {
        return new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
}
