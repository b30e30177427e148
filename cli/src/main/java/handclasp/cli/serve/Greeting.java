package handclasp.cli.serve;

import handclasp.cli.http.Site;
import handclasp.cli.option.Endpoint;
import handclasp.cli.option.ObservationOptions;
import handclasp.cli.report.CertificateSummary;
import handclasp.cli.text.Printable;
import handclasp.cli.text.TextStream;
import handclasp.pki.Identity;
import handclasp.tls.ClientAuthentication;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a server says when it starts: where it is, who it is, and what to try. */
final class Greeting {
    private final TextStream style;
    private final Purpose purpose;
    private final Listening listening;
    private final ObservationOptions observation;
    private final List<String> lines = new ArrayList<>();

    Greeting(
            TextStream style,
            Purpose purpose,
            Listening listening,
            ObservationOptions observation) {
        this.style = style;
        this.purpose = purpose;
        this.listening = listening;
        this.observation = observation;
    }

    /**
     * The lines.
     *
     * @param ownCertificate the file of the certificate, if it is the user's own
     * @param development the development authority, if it is needed for anything
     */
    List<String> lines(
            Identity shown,
            Optional<Path> ownCertificate,
            Optional<DevelopmentSetup> development,
            ClientAuthenticationOptions clients) {
        String host = ownCertificate.isEmpty() ? listening.host() : ownHost(shown);
        Endpoint endpoint = new Endpoint(host, listening.port());
        String url = "https://" + new Endpoint(listening.host(), listening.port()) + "/";
        lines.add(headline(style.bold(url)));
        if (purpose instanceof Purpose.Files) {
            lines.add("What a connection negotiated: " + url + Site.PAGE);
        }
        if (ownCertificate.isPresent()) {
            lines.add("The certificate is " + subject(shown) + ", from " + ownCertificate.get());
            expiry(shown, Instant.now()).ifPresent(warning -> lines.add(style.red(warning)));
        }
        development.ifPresent(authority -> authority(authority, ownCertificate.isEmpty()));
        if (ownCertificate.isEmpty() && !listening.isLoopback()) {
            lines.add("The certificate is good for " + names(shown));
        }
        Optional<Path> client = clientFile(development, clients);
        Optional<Path> trust = trustFile(shown, ownCertificate, development);
        if (trust.isEmpty()) {
            lines.add("Clients must know the authority that issued it.");
        }
        boolean knownToConnect =
                ownCertificate.isEmpty() && !observation.namesState() && host.equals("localhost");
        tryOut(endpoint, trust, knownToConnect, client);
        lines.add("Stop with Ctrl-C.");
        return lines;
    }

    private String headline(String url) {
        return switch (purpose) {
            case Purpose.ConnectionPage page -> "Serving a page about each connection at " + url;
            case Purpose.Files(Path folder) -> "Serving the files of " + folder + " at " + url;
            case Purpose.Echo echo -> "Echoing what comes at " + url;
            case Purpose.Proxy(Endpoint backend) -> "Passing on to " + backend + " from " + url;
        };
    }

    /** A server starts with such a certificate, for who wants to see what clients say of it. */
    private static Optional<String> expiry(Identity shown, Instant now) {
        X509Certificate own = shown.certificate();
        if (own.getNotAfter().toInstant().isBefore(now)) {
            return Optional.of(
                    "It has expired on "
                            + own.getNotAfter().toInstant()
                            + ", so clients will refuse it: renew it.");
        }
        if (own.getNotBefore().toInstant().isAfter(now)) {
            return Optional.of(
                    "It is not valid before "
                            + own.getNotBefore().toInstant()
                            + ", so clients will refuse it: check this machine's clock.");
        }
        return Optional.empty();
    }

    private void authority(DevelopmentSetup authority, boolean certifiesTheServer) {
        if (certifiesTheServer) {
            lines.add(
                    "The certificate is from your development authority, kept in "
                            + observation.state());
        }
        lines.add("The authority's SHA-256 fingerprint: " + authority.fingerprint());
    }

    private Optional<Path> clientFile(
            Optional<DevelopmentSetup> development, ClientAuthenticationOptions clients) {
        if (!clients.asks() || clients.authorities().isPresent()) {
            return Optional.empty();
        }
        Path file = development.orElseThrow().clientFile();
        String verb =
                clients.mode() == ClientAuthentication.NEED
                        ? "Clients need a certificate"
                        : "Clients are asked for a certificate";
        lines.add(verb + " of the development authority, such as " + file);
        return Optional.of(file);
    }

    private void tryOut(
            Endpoint endpoint,
            Optional<Path> trust,
            boolean knownToConnect,
            Optional<Path> client) {
        lines.add("Try in another terminal:");
        boolean local = endpoint.host().equals(listening.host());
        String here = listening.host() + ":" + endpoint.port();
        if (!(purpose instanceof Purpose.Echo)) {
            CommandLineText curl = new CommandLineText("curl");
            trust.ifPresent(file -> curl.add("--cacert", file));
            client.ifPresent(file -> curl.add("--cert", file));
            if (!local) {
                curl.add("--connect-to", "::" + here);
            }
            lines.add("  " + curl.add("https://" + endpoint + "/"));
        }
        CommandLineText connect =
                new CommandLineText(System.getProperty("handclasp.command", "bin/handclasp"));
        connect.add("connect").add(endpoint.toString());
        if (!local) {
            connect.add("--connect-to", here);
        }
        trust.filter(file -> !knownToConnect).ifPresent(file -> connect.add("--cacert", file));
        client.ifPresent(file -> connect.add("--cert", file));
        lines.add("  " + connect);
    }

    /** What makes clients trust this server, if there is such a file here. */
    private static Optional<Path> trustFile(
            Identity shown, Optional<Path> ownCertificate, Optional<DevelopmentSetup> development) {
        if (ownCertificate.isEmpty()) {
            return development.map(DevelopmentSetup::rootFile);
        }
        X509Certificate last = shown.chain().getLast();
        boolean endsInRoot = last.getSubjectX500Principal().equals(last.getIssuerX500Principal());
        return ownCertificate.filter(file -> endsInRoot && !isPkcs12(file));
    }

    private static boolean isPkcs12(Path file) {
        return file.toString().endsWith(".p12") || file.toString().endsWith(".pfx");
    }

    /** The first name of the user's own certificate that is a host. */
    private String ownHost(Identity shown) {
        List<String> names = CertificateSummary.of(shown.certificate()).names();
        if (names.contains(listening.host())) {
            return listening.host();
        }
        return names.stream()
                .filter(name -> name.matches("[A-Za-z0-9.-]+"))
                .findFirst()
                .orElse(listening.host());
    }

    private static String names(Identity shown) {
        return String.join(", ", CertificateSummary.of(shown.certificate()).names());
    }

    private static String subject(Identity shown) {
        return Printable.text(shown.certificate().getSubjectX500Principal().getName(), 200);
    }
}
