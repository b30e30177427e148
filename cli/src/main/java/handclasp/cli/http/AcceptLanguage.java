package handclasp.cli.http;

import java.util.List;

/** Which of two languages a client prefers (RFC 9110 §12.5.4). */
final class AcceptLanguage {
    private AcceptLanguage() {}

    /** Whether Chinese is preferred to English. */
    static boolean prefersChinese(String header) {
        double chinese = 0;
        double english = 0;
        for (String range : List.of(header.split(","))) {
            String[] parts = range.strip().split(";", -1);
            String tag = HttpRequest.lowerCase(parts[0].strip());
            double weight = weight(parts);
            if (tag.equals("zh") || tag.startsWith("zh-")) {
                // The earlier one of two equals wins, as browsers mean it.
                chinese = weight > english ? Math.max(chinese, weight) : chinese;
            } else if (tag.equals("en") || tag.startsWith("en-") || tag.equals("*")) {
                english = Math.max(english, weight);
            }
        }
        return chinese > 0 && chinese >= english;
    }

    private static double weight(String[] parts) {
        for (String part : parts) {
            String parameter = part.strip();
            if (parameter.startsWith("q=")) {
                try {
                    return Double.parseDouble(parameter.substring(2));
                } catch (NumberFormatException e) {
                    return 0;
                }
            }
        }
        return 1;
    }
}
