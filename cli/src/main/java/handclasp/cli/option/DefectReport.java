package handclasp.cli.option;

import handclasp.cli.text.Printable;
import handclasp.cli.text.TextStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says that Handclasp itself is at fault, and keeps the stack trace for the report. */
public final class DefectReport {
    private DefectReport() {}

    /** Whether the user wants stack traces on the terminal. */
    public static boolean isDebugging() {
        return "1".equals(System.getenv("HANDCLASP_DEBUG"));
    }

    public static void print(Throwable defect, TextStream out) {
        String what = Printable.text(defect.toString(), 300);
        out.line(
                out.red("Defect: ")
                        + what
                        + ". This should not happen; please report it"
                        + trace(defect));
    }

    /** The same, if the stack trace was kept often enough. */
    public static void printWithoutTrace(Throwable defect, TextStream out) {
        out.line(out.red("Defect: ") + Printable.text(defect.toString(), 300) + ", once more.");
    }

    private static String trace(Throwable defect) {
        StringWriter text = new StringWriter();
        defect.printStackTrace(new PrintWriter(text, true));
        if (isDebugging()) {
            return ":" + System.lineSeparator() + text;
        }
        try {
            Path file = Files.createTempFile("handclasp-defect-", ".txt");
            Files.writeString(file, text.toString());
            return " with the stack trace in " + file + ".";
        } catch (IOException e) {
            return "; HANDCLASP_DEBUG=1 shows the stack trace.";
        }
    }
}
