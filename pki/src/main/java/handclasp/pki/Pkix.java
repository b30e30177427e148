package handclasp.pki;

import handclasp.tls.BadCertificate;
import handclasp.tls.TlsException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXReason;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Optional;
import java.util.Set;

/** The JDK's own validation of a path (RFC 5280 §6.1), with words for what it finds. */
final class Pkix {
    private Pkix() {}

    static void validate(TrustedPath path, Instant time) throws TlsException {
        if (path.certificates().isEmpty()) {
            return; // the peer's certificate is itself trusted: there is nothing to derive
        }
        try {
            PKIXParameters parameters =
                    new PKIXParameters(Set.of(new TrustAnchor(path.anchor(), null)));
            parameters.setRevocationEnabled(false);
            // Like the certificates' own times, in whole seconds.
            parameters.setDate(Date.from(time.truncatedTo(ChronoUnit.SECONDS)));
            CertPathValidator.getInstance("PKIX")
                    .validate(X509.path(path.certificates()), parameters);
        } catch (CertPathValidatorException e) {
            throw refused(path, e);
        } catch (GeneralSecurityException | RuntimeException e) {
            // Bytes that the JDK's parser took and its validator stumbles over.
            throw TlsException.builder(BadCertificate.CORRUPT)
                    .detail("the chain cannot be validated")
                    .cause(e)
                    .build();
        }
    }

    private static TlsException refused(TrustedPath path, CertPathValidatorException e) {
        BadCertificate error = error(e.getReason());
        Optional<X509Certificate> contradiction = path.contradiction();
        boolean wrongKey =
                error == BadCertificate.CORRUPT || error == BadCertificate.UNKNOWN_AUTHORITY;
        if (wrongKey && contradiction.isPresent()) {
            return otherKey(contradiction.get(), e);
        }
        // The index counts from the peer's certificate; -1 where no single one is to blame.
        int index = Math.max(e.getIndex(), 0);
        String name = Text.name(path.all().get(index));
        String issuer = Text.name(path.all().get(index + 1).getSubjectX500Principal());
        return TlsException.builder(error).detail(detail(e, name, issuer)).cause(e).build();
    }

    /** The common reason: an authority was made anew under its old name, and the old one is trusted still. */
    private static TlsException otherKey(X509Certificate certificate, Exception cause) {
        return TlsException.builder(BadCertificate.UNKNOWN_AUTHORITY)
                .detail(
                        ("%s was issued by an authority with the name %s, but with another key "
                                        + "than the one of this name that is trusted or was sent")
                                .formatted(
                                        Text.name(certificate),
                                        Text.name(certificate.getIssuerX500Principal())))
                .remedy("Trust the authority's present certificate instead of its former one.")
                .cause(cause)
                .build();
    }

    private static BadCertificate error(CertPathValidatorException.Reason reason) {
        if (reason instanceof BasicReason basic) {
            return switch (basic) {
                case EXPIRED -> BadCertificate.EXPIRED;
                case NOT_YET_VALID -> BadCertificate.NOT_YET_VALID;
                case INVALID_SIGNATURE -> BadCertificate.CORRUPT;
                case ALGORITHM_CONSTRAINED -> BadCertificate.WEAK;
                case REVOKED -> BadCertificate.REVOKED;
                case UNDETERMINED_REVOCATION_STATUS, UNSPECIFIED -> BadCertificate.UNACCEPTABLE;
            };
        }
        if (reason instanceof PKIXReason pkix) {
            return switch (pkix) {
                case NO_TRUST_ANCHOR, NAME_CHAINING -> BadCertificate.UNKNOWN_AUTHORITY;
                case NOT_CA_CERT, INVALID_KEY_USAGE -> BadCertificate.WRONG_USAGE;
                case UNRECOGNIZED_CRIT_EXT -> BadCertificate.UNSUPPORTED;
                case INVALID_NAME, INVALID_POLICY, PATH_TOO_LONG -> BadCertificate.UNACCEPTABLE;
            };
        }
        return BadCertificate.UNACCEPTABLE;
    }

    private static String detail(CertPathValidatorException e, String name, String issuer) {
        if (e.getReason() == BasicReason.INVALID_SIGNATURE) {
            return "the signature on " + name + " is not that of its issuer " + issuer;
        }
        if (e.getReason() == BasicReason.ALGORITHM_CONSTRAINED) {
            return name
                    + " uses an algorithm that this Java's security settings forbid (jdk.certpath.disabledAlgorithms)";
        }
        if (e.getReason() == PKIXReason.INVALID_NAME) {
            // The names as they are were judged before; this is the JDK's reading of the common
            // name.
            return ("name constraints above %s do not permit its common name, which the JDK takes for "
                            + "a DNS name where a certificate has none")
                    .formatted(name);
        }
        if (e.getReason() == PKIXReason.INVALID_POLICY) {
            return name + " breaks a policy constraint of an authority above it";
        }
        return name + ": " + Text.printable(String.valueOf(e.getMessage()));
    }
}
