package handclasp.bench.curves;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Does the time of an operation depend on its secret? For each operation on secrets, the same secret over and
 * over is set against a fresh random one each time, in random order, and the two populations of times are
 * compared by Welch's t-test, as in O. Reparaz, J. Balasch, I. Verbauwhede, "Dude, is my code constant time?",
 * 2017: |t| ≥ 4.5 is a leak. As there, the test is repeated on the times below several percentiles, since
 * interruptions only lengthen, and the worst |t| counts. The secret is put in place before the clock starts; what is done
 * until then is the same for both.
 *
 * <p>The last two subjects leak on purpose, a little and a lot: the harness must find both, or its silence on
 * the others says nothing. Exits with 1 when it finds what it should not, or does not find what it should.
 *
 * <p>Arguments: the samples for each subject (100,000), the seed (1), and what the subject's name contains (all).
 */
public final class TimingTest {

    static final double THRESHOLD = 4.5;

    private static final double[] PERCENTILES = {0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1};

    private TimingTest() {}

    public static void main(String[] arguments) throws GeneralSecurityException {
        System.exit(report(TimedSubject.all(), arguments) ? 0 : 1);
    }

    /** Tests these and prints what it finds; whether each leaks if it is meant to, and only then. */
    public static boolean report(List<TimedSubject> subjects, String[] arguments)
            throws GeneralSecurityException {
        int samples = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
        String wanted = arguments.length > 2 ? arguments[2] : "";
        boolean good = true;
        for (TimedSubject subject : subjects) {
            if (!subject.name().contains(wanted)) {
                continue;
            }
            double t = worst(subject, samples, new SplittableRandom(seed));
            boolean found = Math.abs(t) >= THRESHOLD;
            good &= found == subject.leaks();
            System.out.printf(
                    Locale.ROOT,
                    "%-44s %,9d samples  worst t = %7.2f  %s%n",
                    subject.name(),
                    samples,
                    t,
                    found ? "leak" : "no leak found");
        }
        return good;
    }

    private static double worst(TimedSubject subject, int samples, SplittableRandom random)
            throws GeneralSecurityException {
        warmUp(subject, random);
        byte[] fixed = subject.fixedSecret();
        boolean[] isFixed = new boolean[samples];
        double[] times = new double[samples];
        byte[] secret = new byte[32];
        for (int i = 0; i < samples; i++) {
            isFixed[i] = random.nextBoolean();
            // Both are made, every time, and which one first is as random as which one is used:
            // making them is not what is
            // timed, but what it leaves in caches, in store buffers and on the heap would show.
            random.nextBytes(secret);
            boolean fixedFirst = random.nextBoolean();
            Object first = subject.make(fixedFirst ? fixed.clone() : secret.clone());
            Object second = subject.make(fixedFirst ? secret.clone() : fixed.clone());
            subject.use(isFixed[i] == fixedFirst ? first : second);
            long start = System.nanoTime();
            subject.run();
            times[i] = System.nanoTime() - start;
        }
        return worst(isFixed, times);
    }

    private static void warmUp(TimedSubject subject, SplittableRandom random)
            throws GeneralSecurityException {
        byte[] secret = new byte[32];
        long end = System.nanoTime() + 2_000_000_000L;
        for (int i = 0; i < 2000 || System.nanoTime() < end; i++) {
            random.nextBytes(secret);
            Object[] secrets = {subject.make(secret.clone()), subject.make(subject.fixedSecret())};
            subject.use(secrets[i & 1]);
            subject.run();
        }
    }

    private static double worst(boolean[] isFixed, double[] times) {
        double[] sorted = times.clone();
        Arrays.sort(sorted);
        double worst = 0;
        for (double percentile : PERCENTILES) {
            double limit = sorted[(int) (percentile * (sorted.length - 1))];
            double t = welch(isFixed, times, limit);
            worst = Math.abs(t) > Math.abs(worst) ? t : worst;
        }
        return worst;
    }

    /** B. L. Welch's t of the times up to a limit, the fixed against the random. */
    private static double welch(boolean[] isFixed, double[] times, double limit) {
        double[] count = new double[2];
        double[] mean = new double[2];
        double[] squares = new double[2];
        for (int i = 0; i < times.length; i++) {
            if (times[i] > limit) {
                continue;
            }
            int k = isFixed[i] ? 1 : 0;
            count[k]++;
            double delta = times[i] - mean[k];
            mean[k] += delta / count[k];
            squares[k] += delta * (times[i] - mean[k]);
        }
        double variance =
                squares[0] / (count[0] - 1) / count[0] + squares[1] / (count[1] - 1) / count[1];
        return variance == 0 ? 0 : (mean[1] - mean[0]) / Math.sqrt(variance);
    }
}
