package handclasp.pki;

import handclasp.tls.BadCertificate;
import handclasp.tls.ServerName;
import handclasp.tls.TlsException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraintValidatorException;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PKIXNameConstraintValidator;
import org.jspecify.annotations.Nullable;

/**
 * Name constraints along a path (RFC 5280 §4.2.1.10). The JDK's PKIX checks those of intermediates; those of an anchor it
 * leaves aside, and a development authority's safety rests on them. Used once.
 */
final class NamePermission {
    /** Of a path. Their intersection costs up to the square of it. */
    private static final int MAX_CONSTRAINTS = 1024;

    /** Permitted address blocks of one authority are met with those of the next, each with each. */
    private static final long MAX_INTERSECTIONS = 4096;

    /** Names times constraints of a path: what an honest chain stays far below, and a processor does in a blink. */
    private static final long MAX_COMPARISONS = 50_000;

    private final PKIXNameConstraintValidator permission = new PKIXNameConstraintValidator();
    private int constraints;
    private long intersections = 1;
    private long comparisons;

    private NamePermission() {}

    /** Checks all names on the path, and the name that was asked for, which a wildcard may hide. */
    static void check(TrustedPath path, Optional<ServerName> asked) throws TlsException {
        if (path.issuers().stream()
                .noneMatch(
                        issuer ->
                                issuer.getExtensionValue(Extension.nameConstraints.getId())
                                        != null)) {
            return;
        }
        List<X509Certificate> downwards = new ArrayList<>(path.all());
        Collections.reverse(downwards);
        NamePermission permission = new NamePermission();
        for (X509Certificate certificate : downwards.subList(0, downwards.size() - 1)) {
            // A certificate that an authority gives itself, to change its key, is not judged (RFC
            // 5280 §6.1.3 (b)).
            if (!certificate.equals(path.anchor()) && !X509.isSelfIssued(certificate)) {
                permission.judge(certificate, Optional.empty());
            }
            permission.narrow(certificate);
        }
        boolean fits = asked.isPresent() && PeerName.fits(path.leaf(), asked.get());
        permission.judge(path.leaf(), fits ? asked : Optional.empty());
    }

    /** Whether an authority's own constraints let it certify this DNS name or IP address. */
    static boolean allows(X509Certificate authority, String name) {
        NamePermission permission = new NamePermission();
        try {
            permission.narrow(authority);
            permission.permission.checkPermitted(GeneralNameForms.of(name));
            permission.permission.checkExcluded(GeneralNameForms.of(name));
            return true;
        } catch (TlsException | NameConstraintValidatorException e) {
            return false;
        }
    }

    private void narrow(X509Certificate issuer) throws TlsException {
        try {
            Optional<NameConstraints> found =
                    X509.extension(issuer, Extension.nameConstraints, NameConstraints::getInstance);
            if (found.isEmpty()) {
                return;
            }
            GeneralSubtree[] permitted = found.get().getPermittedSubtrees();
            GeneralSubtree[] excluded = found.get().getExcludedSubtrees();
            if (length(permitted) + length(excluded) == 0) {
                throw new IllegalArgumentException("constraints that say nothing");
            }
            constraints += length(permitted) + length(excluded);
            if (constraints > MAX_CONSTRAINTS) {
                throw tooMany(issuer);
            }
            if (permitted != null && permitted.length > 0) {
                intersections *= permitted.length;
                if (intersections > MAX_INTERSECTIONS) {
                    throw tooMany(issuer);
                }
                permission.intersectPermittedSubtree(permitted);
            }
            if (excluded != null) {
                Arrays.stream(excluded).forEach(permission::addExcludedSubtree);
            }
        } catch (CertificateParsingException | RuntimeException e) {
            throw unreadable("the name constraints", issuer, e);
        }
    }

    private static int length(GeneralSubtree @Nullable [] subtrees) {
        return subtrees == null ? 0 : subtrees.length;
    }

    private void judge(X509Certificate certificate, Optional<ServerName> asked)
            throws TlsException {
        List<GeneralName> names = new ArrayList<>(SubjectNames.of(certificate));
        subject(certificate).ifPresent(names::add);
        asked.flatMap(NamePermission::form).ifPresent(names::add);
        count(names.size(), certificate);
        for (GeneralName name : names) {
            try {
                permission.checkPermitted(name);
                permission.checkExcluded(name);
            } catch (NameConstraintValidatorException e) {
                throw refused(certificate, name);
            } catch (RuntimeException e) {
                throw unreadable("the names", certificate, e);
            }
        }
    }

    /** Empty for what certificates cannot hold, such as an address with a zone. */
    private static Optional<GeneralName> form(ServerName name) {
        try {
            return Optional.of(GeneralNameForms.of(name.value()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<GeneralName> subject(X509Certificate certificate) throws TlsException {
        try {
            X500Name name =
                    X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
            return name.size() == 0 ? Optional.empty() : Optional.of(new GeneralName(name));
        } catch (RuntimeException e) {
            // A foreign parser on a peer's bytes: whatever it throws, the bytes are to blame.
            throw unreadable("the subject", certificate, e);
        }
    }

    private void count(int names, X509Certificate certificate) throws TlsException {
        comparisons += names * Math.max(constraints, intersections);
        if (comparisons > MAX_COMPARISONS) {
            throw tooMany(certificate);
        }
    }

    private static TlsException tooMany(X509Certificate certificate) {
        return TlsException.of(
                BadCertificate.UNACCEPTABLE,
                "the chain of %s has more names and name constraints than anyone compares"
                        .formatted(Text.name(certificate)));
    }

    private static TlsException refused(X509Certificate certificate, GeneralName name) {
        String text =
                name.getTagNo() == GeneralName.directoryName
                        ? "the subject " + Text.name(certificate)
                        : SubjectNames.text(name)
                                .map(Text::quoted)
                                .orElse("a name of another kind");
        return TlsException.builder(BadCertificate.UNACCEPTABLE)
                .detail(
                        "an authority above %s is not allowed to certify %s (name constraints)"
                                .formatted(Text.name(certificate), text))
                .remedy("Get the certificate from an authority that may certify this name.")
                .build();
    }

    private static TlsException unreadable(
            String what, X509Certificate certificate, Exception cause) {
        return TlsException.builder(BadCertificate.CORRUPT)
                .detail("%s of %s cannot be read".formatted(what, Text.name(certificate)))
                .cause(cause)
                .build();
    }
}
