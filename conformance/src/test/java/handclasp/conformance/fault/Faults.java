package handclasp.conformance.fault;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The table: all faults by chapter. A new row is a new entry in one of these lists. */
final class Faults {
    private static final Map<String, List<Fault>> CHAPTERS = chapters();

    private Faults() {}

    static Map<String, List<Fault>> byChapter() {
        return CHAPTERS;
    }

    static List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        CHAPTERS.values().forEach(all::addAll);
        return all;
    }

    private static Map<String, List<Fault>> chapters() {
        Map<String, List<Fault>> chapters = new LinkedHashMap<>();
        chapters.put("Not TLS", StrangerFaults.notTls());
        chapters.put("Versions", StrangerFaults.versions());
        chapters.put("Nothing in common", HelloFaults.nothingInCommon());
        chapters.put("The client's hello", HelloFaults.form());
        chapters.put("The client's shares", HelloFaults.shares());
        chapters.put("The server's hello", ServerFlightFaults.hello());
        chapters.put("The server's flight", ServerFlightFaults.flight());
        chapters.put("Certificates", ProofFaults.certificates());
        chapters.put("Signatures and Finished", ProofFaults.proofs());
        chapters.put("The wrong time", OrderFaults.order());
        chapters.put("Too much", OrderFaults.floods());
        chapters.put("Records", RecordFaults.records());
        chapters.put("Ends", RecordFaults.ends());
        return chapters;
    }
}
