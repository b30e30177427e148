package handclasp.pki;

import java.util.Collection;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.jspecify.annotations.Nullable;

/** Names and name constraints as X.509 writes them. */
final class GeneralNameForms {
    private static final Pattern ADDRESS = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+(/.*)?|.*:.*");

    private GeneralNameForms() {}

    /** An IP address, an address block such as {@code 10.0.0.0/8}, or else a DNS name. */
    static GeneralName of(String name) {
        return new GeneralName(
                ADDRESS.matcher(name).matches() ? GeneralName.iPAddress : GeneralName.dNSName,
                name);
    }

    /** Nothing where there are none: an empty list is not legal (RFC 5280 §4.2.1.10). */
    static GeneralSubtree @Nullable [] subtrees(Collection<String> names) {
        if (names.isEmpty()) {
            return null;
        }
        return names.stream()
                .map(GeneralNameForms::of)
                .map(GeneralSubtree::new)
                .toArray(GeneralSubtree[]::new);
    }
}
