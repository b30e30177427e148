package handclasp.cli.show;

import handclasp.inspector.explain.Language;
import handclasp.inspector.explain.Text;
import java.util.ArrayList;
import java.util.List;

/** A table of what each kind of handshake takes. */
final class CountsText {
    private static final int NAME = 18;
    private static final int NUMBER = 10;

    private CountsText() {}

    /** Every run that completed, of every scenario without a failure. */
    static List<String> lines(Ends ends, Language language) {
        List<String> lines = new ArrayList<>();
        lines.add(
                row(
                        new Text("scenario", "场景").in(language),
                        List.of(
                                new Text("messages", "消息").in(language),
                                new Text("flights", "批次").in(language),
                                new Text("trips", "往返").in(language),
                                new Text("client B", "客户端B").in(language),
                                new Text("server B", "服务器B").in(language))));
        for (Scenario scenario : Scenarios.all()) {
            List<Run> runs = scenario.play().run(ends);
            for (int i = 0; i < runs.size(); i++) {
                boolean whole = runs.stream().allMatch(Run::completed);
                if (whole) {
                    String number = runs.size() > 1 ? " " + (i + 1) : "";
                    lines.add(row(scenario.name() + number, numbers(runs.get(i))));
                }
            }
        }
        return lines;
    }

    private static List<String> numbers(Run run) {
        Totals totals = Totals.of(run.account());
        return List.of(
                String.valueOf(totals.messages()),
                String.valueOf(totals.flights()),
                String.valueOf(totals.roundTrips()),
                String.valueOf(totals.clientBytes()),
                String.valueOf(totals.serverBytes()));
    }

    private static String row(String name, List<String> cells) {
        StringBuilder line = new StringBuilder(name);
        line.repeat(' ', Math.max(1, NAME - Wrap.width(name)));
        for (String cell : cells) {
            line.repeat(' ', Math.max(1, NUMBER - Wrap.width(cell))).append(cell);
        }
        return line.toString();
    }
}
