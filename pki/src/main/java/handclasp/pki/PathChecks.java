package handclasp.pki;

import handclasp.tls.BadCertificate;
import handclasp.tls.Role;
import handclasp.tls.TlsException;
import handclasp.tls.auth.PeerCertificates;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is asked of a path before PKIX validates it: what PKIX does not ask (purpose, strength, the anchor itself), and
 * what it asks without saying enough about the answer.
 */
final class PathChecks {
    private static final int DIGITAL_SIGNATURE = 0;
    private static final int KEY_ENCIPHERMENT = 2;
    private static final int CERTIFICATE_SIGN = 5;

    /** Those of RFC 5280 §4.2 that this class or the JDK's PKIX processes. */
    private static final Set<String> KNOWN_EXTENSIONS =
            Set.of(
                    "2.5.29.15", // key usage
                    "2.5.29.17", // subject alternative name
                    "2.5.29.19", // basic constraints
                    "2.5.29.30", // name constraints
                    "2.5.29.32", // certificate policies
                    "2.5.29.33", // policy mappings
                    "2.5.29.36", // policy constraints
                    "2.5.29.37", // extended key usage
                    "2.5.29.54"); // inhibit anyPolicy

    private PathChecks() {}

    /** Everything but the signatures' own values, then PKIX. */
    static void check(TrustedPath path, PeerCertificates peer) throws TlsException {
        for (X509Certificate certificate : path.all()) {
            checkValidity(certificate, peer.time());
            CertificateStrength.checkKey(certificate);
            checkExtensions(certificate);
        }
        for (X509Certificate certificate : path.certificates()) {
            CertificateStrength.checkSignature(certificate);
        }
        checkIssuers(path);
        checkUsage(path.leaf(), peer.keyUse());
        checkPurpose(path, peer.role());
        NamePermission.check(path, peer.serverName());
        Pkix.validate(path, peer.time());
    }

    /** The certificate's times are whole seconds, both included (RFC 5280 §4.1.2.5). */
    private static void checkValidity(X509Certificate certificate, Instant time)
            throws TlsException {
        Instant now = time.truncatedTo(ChronoUnit.SECONDS);
        Instant from = certificate.getNotBefore().toInstant();
        Instant until = certificate.getNotAfter().toInstant();
        if (now.isBefore(from)) {
            throw TlsException.of(
                    BadCertificate.NOT_YET_VALID,
                    "%s is valid from %s, in %s by this machine's clock"
                            .formatted(
                                    Text.name(certificate),
                                    Text.date(from),
                                    Text.span(Duration.between(now, from))));
        }
        if (now.isAfter(until)) {
            throw TlsException.of(
                    BadCertificate.EXPIRED,
                    "%s expired on %s, %s ago by this machine's clock"
                            .formatted(
                                    Text.name(certificate),
                                    Text.date(until),
                                    Text.span(Duration.between(until, now))));
        }
    }

    private static void checkExtensions(X509Certificate certificate) throws TlsException {
        Set<String> critical = certificate.getCriticalExtensionOIDs();
        Optional<String> unknown =
                critical == null
                        ? Optional.empty()
                        : critical.stream()
                                .filter(identifier -> !KNOWN_EXTENSIONS.contains(identifier))
                                .sorted()
                                .findFirst();
        if (unknown.isPresent()) {
            throw TlsException.builder(BadCertificate.UNSUPPORTED)
                    .detail(
                            "%s has a critical extension that is not known here, %s"
                                    .formatted(Text.name(certificate), unknown.get()))
                    .remedy(
                            "Get a certificate without this extension, or with it marked as not critical.")
                    .build();
        }
    }

    /** RFC 5280 §6.1.4 (k) to (n), for the anchor too, which PKIX takes as it is. */
    private static void checkIssuers(TrustedPath path) throws TlsException {
        X509Certificate issued = path.leaf();
        int below = 0;
        for (X509Certificate issuer : path.issuers()) {
            checkAuthority(path, issuer, issued);
            int allowed = issuer.getBasicConstraints();
            if (allowed >= 0 && below > allowed) {
                throw TlsException.of(
                        BadCertificate.UNACCEPTABLE,
                        "%s allows %s intermediate authorities below itself, and there are %s"
                                .formatted(Text.name(issuer), allowed, below));
            }
            below += X509.isSelfIssued(issuer) ? 0 : 1;
            issued = issuer;
        }
    }

    private static void checkAuthority(
            TrustedPath path, X509Certificate issuer, X509Certificate issued) throws TlsException {
        // Version 1 cannot say who is an authority: believed of old roots, never of what was sent.
        boolean oldRoot =
                issuer.getVersion() < 3
                        && X509.isSelfIssued(issuer)
                        && issuer.equals(path.anchor());
        if (issuer.getBasicConstraints() < 0 && !oldRoot) {
            throw notAllowed(issuer, issued, "is no certificate authority (basic constraints)");
        }
        boolean[] uses = issuer.getKeyUsage();
        if (uses != null && !uses[CERTIFICATE_SIGN]) {
            throw notAllowed(issuer, issued, "its key usage does not allow to sign certificates");
        }
    }

    private static TlsException notAllowed(
            X509Certificate issuer, X509Certificate issued, String why) {
        return TlsException.builder(BadCertificate.WRONG_USAGE)
                .detail("%s signed %s, but %s".formatted(Text.name(issuer), Text.name(issued), why))
                .remedy("Get a certificate from a certificate authority.")
                .build();
    }

    private static void checkUsage(X509Certificate leaf, PeerCertificates.KeyUse use)
            throws TlsException {
        boolean signs = use == PeerCertificates.KeyUse.SIGNATURE;
        boolean[] uses = leaf.getKeyUsage();
        if (uses != null && !uses[signs ? DIGITAL_SIGNATURE : KEY_ENCIPHERMENT]) {
            throw TlsException.of(
                    BadCertificate.WRONG_USAGE,
                    "the key usage of %s does not include %s"
                            .formatted(
                                    Text.name(leaf),
                                    signs ? "digitalSignature" : "keyEncipherment"));
        }
    }

    /**
     * The extended key usage of the peer's certificate; and of the intermediates, for which it limits what they may
     * certify, as browsers and OpenSSL read it.
     */
    private static void checkPurpose(TrustedPath path, Role role) throws TlsException {
        Purpose purpose = Purpose.of(role);
        List<X509Certificate> limited =
                path.certificates().isEmpty() ? path.all() : path.certificates();
        for (X509Certificate certificate : limited) {
            Optional<List<String>> purposes = purposes(certificate);
            if (purposes.isPresent() && !purpose.isAmong(purposes.get())) {
                throw TlsException.of(
                        BadCertificate.WRONG_USAGE,
                        "the extended key usage of %s is %s, and a TLS %s needs %s"
                                .formatted(
                                        Text.name(certificate),
                                        Text.list(Purpose.words(purposes.get())),
                                        role == Role.SERVER ? "server" : "client",
                                        purpose.rfcName()));
            }
        }
    }

    /** Empty if the certificate does not say; an empty list allows nothing. */
    private static Optional<List<String>> purposes(X509Certificate certificate)
            throws TlsException {
        try {
            return Optional.ofNullable(certificate.getExtendedKeyUsage());
        } catch (CertificateParsingException e) {
            throw TlsException.builder(BadCertificate.CORRUPT)
                    .detail(
                            "the extended key usage of %s cannot be read"
                                    .formatted(Text.name(certificate)))
                    .cause(e)
                    .build();
        }
    }
}
