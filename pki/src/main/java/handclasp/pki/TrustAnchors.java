package handclasp.pki;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/** The certificates that are trusted as they are, found by name. Immutable. */
final class TrustAnchors {
    private final Set<X509Certificate> certificates;
    private final Map<X500Principal, List<X509Certificate>> bySubject = new LinkedHashMap<>();

    TrustAnchors(Collection<X509Certificate> certificates) {
        this.certificates = new LinkedHashSet<>(certificates);
        for (X509Certificate certificate : this.certificates) {
            bySubject
                    .computeIfAbsent(
                            certificate.getSubjectX500Principal(), name -> new ArrayList<>())
                    .add(certificate);
        }
    }

    boolean contains(X509Certificate certificate) {
        return certificates.contains(certificate);
    }

    List<X509Certificate> named(X500Principal subject) {
        return bySubject.getOrDefault(subject, List.of());
    }

    List<X500Principal> names() {
        return List.copyOf(bySubject.keySet());
    }

    Set<X509Certificate> certificates() {
        return certificates;
    }
}
