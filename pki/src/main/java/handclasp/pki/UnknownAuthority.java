package handclasp.pki;

import handclasp.tls.BadCertificate;
import handclasp.tls.Role;
import handclasp.tls.TlsException;
import handclasp.tls.auth.PeerCertificates;
import java.security.cert.X509Certificate;

/** Says why no way leads from a peer's certificate to a trust anchor. */
final class UnknownAuthority {
    private UnknownAuthority() {}

    static TlsException explain(PathFinder.Found found, PeerCertificates peer) {
        if (found.stopped()) {
            return TlsException.builder(BadCertificate.UNKNOWN_AUTHORITY)
                    .detail(
                            ("the chain is longer than %s intermediate certificates, or has too "
                                            + "many branches, and none of those looked at is trusted")
                                    .formatted(PathFinder.MAX_INTERMEDIATES))
                    .remedy("Send the shortest chain that leads to a trusted authority.")
                    .build();
        }
        X509Certificate top = PathFinder.top(peer.chain());
        X509Certificate leaf = peer.chain().get(0);
        if (!X509.isSelfIssued(top)) {
            return issuerMissing(top, peer.role());
        }
        String name = Text.name(top);
        if (top.equals(leaf)) {
            return TlsException.builder(BadCertificate.UNKNOWN_AUTHORITY)
                    .detail("the certificate " + name + " is self-signed and is not itself trusted")
                    .remedy(
                            "Trust this very certificate, or get one from an authority that is trusted.")
                    .build();
        }
        return TlsException.builder(BadCertificate.UNKNOWN_AUTHORITY)
                .detail("the chain ends at the root %s, which is not trusted".formatted(name))
                .remedy("Trust this root, or get a certificate from an authority that is trusted.")
                .build();
    }

    private static TlsException issuerMissing(X509Certificate top, Role role) {
        String issuer = Text.name(top.getIssuerX500Principal());
        String sender = role == Role.SERVER ? "server" : "client";
        return TlsException.builder(BadCertificate.UNKNOWN_AUTHORITY)
                .detail(
                        ("the issuer of %s is %s, which is not trusted, and no certificate for "
                                        + "it was sent: an intermediate certificate is missing, or the authority "
                                        + "is unknown here")
                                .formatted(Text.name(top), issuer))
                .remedy(
                        "Let the %s send the intermediate certificates after its own, or trust %s."
                                .formatted(sender, issuer))
                .build();
    }
}
