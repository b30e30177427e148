package handclasp.cli.show;

import handclasp.inspector.explain.Rule;
import handclasp.inspector.explain.Text;

/**
 * A secret, where it comes from and where that is specified.
 *
 * @param name as the RFC calls it
 * @param how a formula in the RFC's notation, or words
 */
record Step(String name, Text how, Rule rule) {
    /** A formula, the same in each language. */
    static Step formula(String name, String formula, Rule rule) {
        return new Step(name, new Text(formula, formula), rule);
    }

    static Step words(String name, String english, String chinese, Rule rule) {
        return new Step(name, new Text(english, chinese), rule);
    }
}
