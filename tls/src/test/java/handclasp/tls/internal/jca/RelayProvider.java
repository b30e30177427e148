package handclasp.tls.internal.jca;

import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.Set;

/** A provider whose implementations come from elsewhere. */
final class RelayProvider extends Provider {
    private static final long serialVersionUID = 1;

    private static final Set<String> USED_BY_THE_JDK =
            Set.of("SecureRandom", "AlgorithmParameters", "MessageDigest");

    private final transient Source source;

    RelayProvider(String name, Source source) {
        super(name, "1", "for tests");
        this.source = source;
    }

    RelayProvider offerGroup(String algorithm) {
        offer("KeyPairGenerator", algorithm);
        offer("KeyAgreement", algorithm);
        offer("KeyFactory", algorithm);
        return this;
    }

    /** All but what the JDK's own implementations take from the head of JCA's list themselves. */
    void offerAllOf(Provider other) {
        for (Service service : other.getServices()) {
            if (!USED_BY_THE_JDK.contains(service.getType())) {
                offer(service.getType(), service.getAlgorithm());
            }
        }
    }

    void offer(String type, String algorithm) {
        putService(new Relayed(type, algorithm));
    }

    interface Source {
        Object get(String type, String algorithm) throws GeneralSecurityException;
    }

    private final class Relayed extends Service {
        Relayed(String type, String algorithm) {
            super(RelayProvider.this, type, algorithm, "relayed", null, null);
        }

        @Override
        public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
            try {
                return source.get(getType(), getAlgorithm());
            } catch (GeneralSecurityException e) {
                throw new NoSuchAlgorithmException(e);
            }
        }
    }
}
