package handclasp.bench.curves;

import handclasp.bench.curves.Subjects.Call;
import handclasp.bench.curves.Subjects.Operation;
import java.lang.management.ManagementFactory;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * All operations of all providers in one run, interleaved: in every round each provider has its turn of a few
 * milliseconds, so that a busy machine slows all alike. Prints medians over the rounds of thread CPU time per
 * call, in microseconds, and the ratio to SunEC.
 *
 * <p>Arguments: the number of rounds (30) and the milliseconds of a turn (40).
 */
final class CurvesTable {

    private static final int WARM_UP_TURNS = 25;

    private CurvesTable() {}

    public static void main(String[] arguments) throws GeneralSecurityException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 30;
        int millis = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 40;
        System.out.printf(
                "%s, %s, %d rounds of %d ms%n",
                System.getProperty("java.vm.version"),
                ManagementFactory.getRuntimeMXBean().getInputArguments(),
                rounds,
                millis);
        for (Operation operation : Operation.values()) {
            print(operation, measure(operation, rounds, millis));
        }
    }

    /** A provider's calls and what they took. */
    private static final class Contender {
        final String name;
        final Call call;
        final double[] micros;
        int batch = 1;

        Contender(String name, Call call, int rounds) {
            this.name = name;
            this.call = call;
            this.micros = new double[rounds];
        }

        double turn(long nanos) throws GeneralSecurityException {
            long calls = 0;
            long start = cpuTime();
            long spent;
            do {
                for (int i = 0; i < batch; i++) {
                    Objects.requireNonNull(call.run());
                }
                calls += batch;
                spent = cpuTime() - start;
            } while (spent < nanos);
            batch = (int) Math.max(1, calls / 10);
            return spent / 1e3 / calls;
        }

        double median() {
            double[] sorted = micros.clone();
            Arrays.sort(sorted);
            return sorted[sorted.length / 2];
        }
    }

    private static long cpuTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static List<Contender> measure(Operation operation, int rounds, int millis)
            throws GeneralSecurityException {
        List<Contender> contenders = new ArrayList<>();
        for (String name : Subjects.PROVIDERS.keySet()) {
            try {
                contenders.add(new Contender(name, Subjects.call(operation, name), rounds));
            } catch (GeneralSecurityException e) {
                continue; // not offered
            }
        }
        long nanos = millis * 1_000_000L;
        for (int i = 0; i < WARM_UP_TURNS; i++) {
            for (Contender contender : contenders) {
                contender.turn(nanos);
            }
        }
        for (int round = 0; round < rounds; round++) {
            for (Contender contender : contenders) {
                contender.micros[round] = contender.turn(nanos);
            }
        }
        return contenders;
    }

    private static void print(Operation operation, List<Contender> contenders) {
        double reference =
                contenders.stream()
                        .filter(c -> c.name.equals("SunEC"))
                        .mapToDouble(Contender::median)
                        .sum();
        StringBuilder line = new StringBuilder(String.format("%-30s", operation.title));
        for (Contender c : contenders) {
            line.append(
                    String.format(
                            Locale.ROOT,
                            "  %s %.1f (%.3f)",
                            c.name,
                            c.median(),
                            c.median() / reference));
        }
        System.out.println(line);
    }
}
