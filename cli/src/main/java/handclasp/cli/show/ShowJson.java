package handclasp.cli.show;

import handclasp.inspector.Json;
import handclasp.inspector.RecordingJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A scenario for programs: the recordings of both ends, each as {@code handshake.json} has them. */
final class ShowJson {
    private static final int FORMAT = 1;

    private ShowJson() {}

    static String write(Scenario scenario, List<Run> runs) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("format", FORMAT);
        document.put("scenario", scenario.name());
        document.put("asExpected", scenario.expected().test(runs));
        document.put("runs", runs.stream().map(ShowJson::run).toList());
        return Json.write(document);
    }

    private static Map<String, Object> run(Run run) {
        Totals totals = Totals.of(run.account());
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("title", run.title().english());
        members.put("messages", totals.messages());
        members.put("changeCipherSpecs", totals.changeCipherSpecs());
        members.put("flights", totals.flights());
        members.put("roundTrips", totals.roundTrips());
        members.put("clientBytes", totals.clientBytes());
        members.put("serverBytes", totals.serverBytes());
        members.put("client", RecordingJson.members(run.client()));
        members.put("server", RecordingJson.members(run.server()));
        return members;
    }
}
