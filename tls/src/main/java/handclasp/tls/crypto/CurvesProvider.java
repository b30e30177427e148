package handclasp.tls.crypto;

import java.security.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Spliterator;

/**
 * Finds handclasp-curves, elliptic curves in pure Java at several times the speed of the JDK's. It is used for key
 * agreement and signatures if it is on the class path or module path, and need not be registered with {@link
 * java.security.Security}. Safe for use by any number of threads.
 */
public final class CurvesProvider {
    private static final String CLASS = "handclasp.curves.HandclaspCurvesProvider";
    private static final int MAX_FAILURES = 100;

    private CurvesProvider() {}

    /** The provider, empty if it is not there. Looked for once, beside this class. */
    public static Optional<Provider> find() {
        return Found.PROVIDER;
    }

    /**
     * The provider of this class. By name, so that no other provider on the path is made only to be passed over; and over
     * all that is broken in others' files, which is their users' to find, not ours.
     */
    static Optional<Provider> search(ClassLoader loader, String name) {
        Spliterator<ServiceLoader.Provider<Provider>> offers =
                ServiceLoader.load(Provider.class, loader).stream().spliterator();
        List<Provider> found = new ArrayList<>();
        int failures = 0;
        while (found.isEmpty() && failures < MAX_FAILURES) {
            try {
                if (!offers.tryAdvance(offer -> take(offer, name, found))) {
                    break;
                }
            } catch (ServiceConfigurationError | LinkageError e) {
                failures++;
            }
        }
        return found.stream().findFirst();
    }

    private static void take(
            ServiceLoader.Provider<Provider> offer, String name, List<Provider> found) {
        if (offer.type().getName().equals(name)) {
            found.add(offer.get());
        }
    }

    private static final class Found {
        static final Optional<Provider> PROVIDER =
                search(CurvesProvider.class.getClassLoader(), CLASS);
    }
}
