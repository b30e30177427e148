package handclasp.cli.connect;

import picocli.CommandLine.Option;

/** How the report looks. */
final class ReportOptions {
    @Option(
            names = "--json",
            description =
                    "Print the report as JSON on standard output and transfer no data. Keys:"
                            + " format, target, handshake, trust, certificates, failure.")
    private boolean json;

    @Option(names = "--showcerts", description = "Show the certificates themselves (PEM) too.")
    private boolean showCertificates;

    boolean json() {
        return json;
    }

    boolean showCertificates() {
        return showCertificates;
    }
}
