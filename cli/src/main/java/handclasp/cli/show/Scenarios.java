package handclasp.cli.show;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All scenarios, in the order in which they are best read. */
final class Scenarios {
    private static final List<Scenario> ALL =
            Stream.of(
                            HandshakeScenarios.all(),
                            ResumptionScenarios.all(),
                            FailureScenarios.all(),
                            AttackScenarios.all())
                    .flatMap(List::stream)
                    .toList();

    private Scenarios() {}

    static List<Scenario> all() {
        return ALL;
    }

    static List<String> names() {
        return ALL.stream().map(Scenario::name).toList();
    }

    static Optional<Scenario> named(String name) {
        return ALL.stream().filter(scenario -> scenario.name().equals(name)).findFirst();
    }
}
