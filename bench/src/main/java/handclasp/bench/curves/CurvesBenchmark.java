package handclasp.bench.curves;

import handclasp.bench.curves.Subjects.Call;
import handclasp.bench.curves.Subjects.Operation;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The same operations under JMH, a fresh JVM for each operation and provider. A combination that a provider
 * does not offer fails in its setup and is left out of the result.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgs = "-XX:+UseSerialGC")
@Warmup(iterations = 4, time = 700, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class CurvesBenchmark {

    /** See {@link Operation}. */
    @Param({
        "X25519_KEY_PAIR",
        "X25519_AGREEMENT",
        "P256_KEY_PAIR",
        "P256_ECDH",
        "P256_SIGN",
        "P256_VERIFY",
        "P256_VERIFY_KNOWN",
        "ED25519_SIGN",
        "ED25519_VERIFY"
    })
    public String operation;

    /** See {@link Subjects#PROVIDERS}. */
    @Param({"HandclaspCurves", "SunEC", "BouncyCastle", "ACCP", "Conscrypt"})
    public String provider;

    private Call call;

    /** Makes keys and, for verification, signatures. */
    @Setup
    public void prepare() throws GeneralSecurityException {
        call = Subjects.call(Operation.valueOf(operation), provider);
    }

    /** One call. */
    @Benchmark
    public Object run() throws GeneralSecurityException {
        return call.run();
    }
}
