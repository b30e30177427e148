package handclasp.conformance.peer;

import java.util.EnumMap;
import java.util.Map;

/** What a peer cannot do in a role, and why; all else that is {@linkplain Feature#askedOf asked} it must prove. */
public final class Gaps {
    private final Map<Feature, String> reasons = new EnumMap<>(Feature.class);

    private Gaps() {}

    /** A peer that can do everything. */
    public static Gaps none() {
        return new Gaps();
    }

    /** Adds features that are missing for one reason, a clause such as "NSS has no X448". */
    public Gaps because(String reason, Feature... features) {
        for (Feature feature : features) {
            reasons.put(feature, reason);
        }
        return this;
    }

    /** Adds another's. */
    public Gaps and(Gaps others) {
        reasons.putAll(others.reasons);
        return this;
    }

    public boolean has(Feature feature) {
        return reasons.containsKey(feature);
    }

    /** In the order of the features. */
    public Map<Feature, String> reasons() {
        return new EnumMap<>(reasons);
    }

    @Override
    public String toString() {
        return reasons.toString();
    }
}
