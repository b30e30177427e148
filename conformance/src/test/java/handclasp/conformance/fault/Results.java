package handclasp.conformance.fault;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What came of each fault: each is played once in a run, for the tests and for the document. */
final class Results {
    private static final Map<String, Stage.Result> ALL = new ConcurrentHashMap<>();

    private Results() {}

    static Stage.Result of(Fault fault) throws IOException, InterruptedException {
        Stage.Result known = ALL.get(fault.title());
        if (known == null) {
            known = Stage.play(fault);
            ALL.put(fault.title(), known);
        }
        return known;
    }
}
