package handclasp.tls.crypto;

/** A hash that can be asked for its value and go on. Not thread-safe. */
public interface RunningHash {
    void update(byte[] input, int offset, int length);

    /** Of everything so far, {@link HashAlgorithm#length} bytes; more input may follow. */
    byte[] value();

    /** One that goes on from here by itself. */
    RunningHash fork();
}
