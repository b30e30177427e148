package handclasp.testkit;

import handclasp.tls.internal.message.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Draws docs/states.md from what the states do in handshakes of every kind. */
class StateDiagramTest {
    private static final String HEAD =
            """
            # The states of a handshake

            Made by `StateDiagramTest` from the states themselves: it drives handshakes of every kind and writes down each
            change of state and what each state expects. Behind a slash stands the work for which the handshake is
            suspended before it reaches the next state.

            """;

    @Test
    void theDiagramIsWhatTheStatesDo() throws Exception {
        String text =
                HEAD
                        + version("TLS 1.3", HandshakeKind.tls13().toArray(HandshakeKind[]::new))
                        + version("TLS 1.2", Variant12.values());
        GeneratedFile.check("docs/states.md", text.stripTrailing() + "\n");
    }

    private static String version(String name, HandshakeKind[] kinds) throws Exception {
        return section(
                        "Client of " + name,
                        kinds,
                        HandshakeKind.Pair::atClient,
                        HandshakeKind.Pair::client)
                + section(
                        "Server of " + name,
                        kinds,
                        HandshakeKind.Pair::atServer,
                        HandshakeKind.Pair::server);
    }

    private static String section(
            String title,
            HandshakeKind[] kinds,
            Function<HandshakeKind.Pair, List<Party.Transition>> steps,
            Function<HandshakeKind.Pair, Party> end)
            throws Exception {
        Set<Party.Transition> all = new LinkedHashSet<>();
        Map<String, Set<Kind>> expects = new TreeMap<>();
        for (HandshakeKind variant : kinds) {
            HandshakeKind.Pair pair = variant.pair();
            look(end.apply(pair), expects);
            while (!pair.client().outgoing().isEmpty() || !pair.server().outgoing().isEmpty()) {
                carry(pair.client(), pair.server(), end.apply(pair), expects);
                carry(pair.server(), pair.client(), end.apply(pair), expects);
            }
            steps.apply(pair).stream()
                    .filter(step -> !step.from().equals(step.to()))
                    .forEach(all::add);
        }
        return "## " + title + "\n\n" + diagram(all) + table(expects);
    }

    private static void carry(Party from, Party to, Party watched, Map<String, Set<Kind>> expects)
            throws Exception {
        while (!from.outgoing().isEmpty()) {
            to.receive(from.outgoing().remove());
            look(watched, expects);
        }
    }

    private static void look(Party party, Map<String, Set<Kind>> expects) {
        // What a state expects may depend on what the server promised: all of it is listed.
        expects.computeIfAbsent(party.state().name(), any -> EnumSet.noneOf(Kind.class))
                .addAll(party.state().expects());
    }

    private static String diagram(Set<Party.Transition> steps) {
        StringBuilder text = new StringBuilder("```mermaid\nstateDiagram-v2\n");
        for (Party.Transition step : steps) {
            text.append("    %s --> %s: %s\n".formatted(step.from(), step.to(), step.input()));
        }
        return text.append("```\n\n").toString();
    }

    private static String table(Map<String, Set<Kind>> expects) {
        StringBuilder text = new StringBuilder("| state | expects |\n| --- | --- |\n");
        expects.forEach(
                (state, kinds) -> {
                    List<String> names =
                            new ArrayList<>(kinds.stream().map(Kind::toString).toList());
                    text.append("| %s | %s |\n".formatted(state, String.join(", ", names)));
                });
        return text.append("\n").toString();
    }
}
