package handclasp.cli.show;

import handclasp.pki.Identity;
import java.security.cert.X509Certificate;

/** The keys and certificates of the scenarios. */
public interface Identities {
    /** The same each time. */
    Identity of(Who who);

    /** The authority behind all of them but {@link Who#SELF_SIGNED}. */
    X509Certificate root();
}
