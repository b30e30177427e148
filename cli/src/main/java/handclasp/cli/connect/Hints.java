package handclasp.cli.connect;

import handclasp.tls.BadCertificate;
import handclasp.tls.Incompatible;
import handclasp.tls.Misbehaved;
import handclasp.tls.PeerAlert;
import handclasp.tls.TlsError;
import java.util.Optional;

/** Which option of this command helps with an error. */
final class Hints {
    private Hints() {}

    static Optional<String> of(TlsError error) {
        return switch (error) {
            case BadCertificate.UNKNOWN_AUTHORITY ->
                    Optional.of(
                            "--cacert FILE trusts an authority for this run; --insecure looks"
                                    + " behind without trusting anyone.");
            case BadCertificate.WRONG_NAME ->
                    Optional.of("--servername NAME asks for another name than the host's.");
            case BadCertificate other ->
                    Optional.of("--insecure looks behind without trusting anyone.");
            case Incompatible.APPLICATION_PROTOCOL -> Optional.of("--alpn NAMES offers others.");
            case Incompatible.GROUP -> Optional.of("--groups NAMES offers others.");
            case Incompatible.CIPHER_SUITE -> Optional.of("--ciphers NAMES offers others.");
            case Misbehaved.NOT_TLS ->
                    Optional.of("Is this the right port? TLS often is on 443 or 8443.");
            case PeerAlert refusal -> ofAlert(refusal);
            default -> Optional.empty();
        };
    }

    private static Optional<String> ofAlert(PeerAlert refusal) {
        return switch (refusal.received().code()) {
            case 112 -> Optional.of("--servername NAME asks for another name than the host's.");
            case 116 -> Optional.of("--cert FILE --key FILE shows a certificate.");
            case 120 -> Optional.of("--alpn NAMES offers other protocols.");
            default -> Optional.empty();
        };
    }
}
