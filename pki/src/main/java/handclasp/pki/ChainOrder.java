package handclasp.pki;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Brings the certificates of a file into the order in which TLS sends them (RFC 9846 §4.5.1). */
final class ChainOrder {
    private ChainOrder() {}

    /**
     * The chain from {@code first} upwards through those of {@code certificates} that issued one another. Of n certificates
     * at most n² are compared or have their signatures checked.
     */
    static List<X509Certificate> from(X509Certificate first, List<X509Certificate> certificates) {
        List<X509Certificate> chain = new ArrayList<>();
        // Equal ones are one, as those of a bundle beside a chain often are.
        Set<X509Certificate> left = new LinkedHashSet<>(certificates);
        for (Optional<X509Certificate> next = Optional.of(first);
                next.isPresent();
                next = issuer(next.get(), left)) {
            chain.add(next.get());
            left.remove(next.get());
        }
        return List.copyOf(chain);
    }

    private static Optional<X509Certificate> issuer(
            X509Certificate last, Set<X509Certificate> candidates) {
        return candidates.stream()
                .filter(candidate -> X509.namesIssuer(last, candidate))
                .filter(candidate -> isSignedBy(last, candidate))
                .findFirst();
    }

    /** Several authorities may have the same name, of which one issued this certificate. */
    static boolean isSignedBy(X509Certificate certificate, X509Certificate issuer) {
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
