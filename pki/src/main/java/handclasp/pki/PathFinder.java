package handclasp.pki;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the ways from a peer's certificate to the trust anchors through the certificates that it sent, in whatever order
 * it sent them. Only names and key identifiers are looked at; the work is bounded whatever is sent. Used once.
 */
final class PathFinder {
    /** Between the peer's certificate and the anchor; public chains have one or two. */
    static final int MAX_INTERMEDIATES = 8;

    /** Of those sent, so many different ones are looked at. */
    static final int MAX_SENT = 32;

    /** So many ways are tried: cross-signed authorities give two to four. */
    static final int MAX_PATHS = 8;

    private static final int MAX_STEPS = 64;

    private final TrustAnchors anchors;
    private final Set<X509Certificate> sent = new LinkedHashSet<>();
    private final List<TrustedPath> paths = new ArrayList<>();

    /** Of each certificate read once: its parser's time is for a peer to waste. */
    private final Map<X509Certificate, KeyIdentifiers> identifiers = new HashMap<>();

    private int steps;
    private boolean stopped;

    private PathFinder(TrustAnchors anchors, List<X509Certificate> sent) {
        this.anchors = anchors;
        sent.stream().limit(MAX_SENT).forEach(this.sent::add);
        this.stopped = sent.size() > MAX_SENT;
    }

    /**
     * What was found.
     *
     * @param paths the most promising first; at most {@link #MAX_PATHS}
     * @param stopped whether a limit ended the search
     */
    record Found(List<TrustedPath> paths, boolean stopped) {}

    /** Searches from the first certificate sent. */
    static Found find(TrustAnchors anchors, List<X509Certificate> sent) {
        PathFinder finder = new PathFinder(anchors, sent);
        finder.extend(List.of(sent.get(0)));
        finder.paths.sort(Comparator.comparing(path -> path.contradiction().isPresent()));
        return new Found(List.copyOf(finder.paths), finder.stopped);
    }

    private void extend(List<X509Certificate> path) {
        if (++steps > MAX_STEPS || paths.size() >= MAX_PATHS) {
            stopped = true;
            return;
        }
        X509Certificate last = path.get(path.size() - 1);
        if (anchors.contains(last)) {
            paths.add(new TrustedPath(path.subList(0, path.size() - 1), last));
            return;
        }
        anchors.named(last.getIssuerX500Principal()).stream()
                .limit(MAX_PATHS - paths.size())
                .forEach(anchor -> paths.add(new TrustedPath(path, anchor)));
        List<X509Certificate> issuers =
                issuers(last).filter(issuer -> !path.contains(issuer)).toList();
        if (path.size() > MAX_INTERMEDIATES) {
            stopped |= !issuers.isEmpty();
            return;
        }
        for (X509Certificate issuer : issuers) {
            List<X509Certificate> longer = new ArrayList<>(path);
            longer.add(issuer);
            extend(longer);
        }
    }

    /** Those whose key identifier fits, or is not told, come first. */
    private Stream<X509Certificate> issuers(X509Certificate certificate) {
        Map<Boolean, List<X509Certificate>> differs =
                sent.stream()
                        .filter(candidate -> X509.namesIssuer(certificate, candidate))
                        .collect(
                                Collectors.partitioningBy(
                                        candidate -> identifiersDiffer(certificate, candidate)));
        return Stream.of(false, true).flatMap(key -> differs.getOrDefault(key, List.of()).stream());
    }

    private boolean identifiersDiffer(X509Certificate certificate, X509Certificate issuer) {
        Optional<byte[]> wanted = identifiers(certificate).ofAuthority();
        Optional<byte[]> offered = identifiers(issuer).ofSubject();
        return wanted.isPresent()
                && offered.isPresent()
                && !Arrays.equals(wanted.get(), offered.get());
    }

    private KeyIdentifiers identifiers(X509Certificate certificate) {
        return identifiers.computeIfAbsent(certificate, KeyIdentifiers::of);
    }

    /** Hints (RFC 5280 §4.2.1.1): one that cannot be read is none. */
    private record KeyIdentifiers(Optional<byte[]> ofAuthority, Optional<byte[]> ofSubject) {
        static KeyIdentifiers of(X509Certificate certificate) {
            try {
                return new KeyIdentifiers(
                        X509.authorityKeyIdentifier(certificate),
                        X509.subjectKeyIdentifier(certificate));
            } catch (CertificateParsingException e) {
                return new KeyIdentifiers(Optional.empty(), Optional.empty());
            }
        }
    }

    /** Where the chain ends that starts with the first certificate sent. */
    static X509Certificate top(List<X509Certificate> sent) {
        PathFinder finder = new PathFinder(new TrustAnchors(List.of()), sent);
        List<X509Certificate> chain = new ArrayList<>();
        Optional<X509Certificate> next = Optional.of(sent.get(0));
        while (next.isPresent() && chain.size() <= MAX_INTERMEDIATES) {
            chain.add(next.get());
            next = finder.issuers(next.get()).filter(issuer -> !chain.contains(issuer)).findFirst();
        }
        return chain.get(chain.size() - 1);
    }
}
