package handclasp.pki;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A way from a peer's certificate to a trust anchor, by names; not verified yet.
 *
 * @param certificates the peer's first, each issued by the next, the last one by the anchor; empty if the peer's
 *     certificate is the anchor
 * @param anchor trusted as it is
 */
record TrustedPath(List<X509Certificate> certificates, X509Certificate anchor) {
    TrustedPath {
        certificates = List.copyOf(certificates);
    }

    /** The peer's own certificate. */
    X509Certificate leaf() {
        return certificates.isEmpty() ? anchor : certificates.get(0);
    }

    /** All of it, from the peer's certificate up to the anchor. */
    List<X509Certificate> all() {
        List<X509Certificate> all = new ArrayList<>(certificates);
        all.add(anchor);
        return List.copyOf(all);
    }

    /** Those that issued another one, the leaf's issuer first. */
    List<X509Certificate> issuers() {
        return all().subList(1, certificates.size() + 1);
    }

    /** The lowest certificate that says that another key signed it than the one this path gives to its issuer. */
    Optional<X509Certificate> contradiction() {
        List<X509Certificate> all = all();
        for (int i = 1; i < all.size(); i++) {
            if (X509.keyIdentifiersDiffer(all.get(i - 1), all.get(i))) {
                return Optional.of(all.get(i - 1));
            }
        }
        return Optional.empty();
    }
}
