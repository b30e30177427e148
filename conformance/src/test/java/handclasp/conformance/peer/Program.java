package handclasp.conformance.peer;

/** Somebody else's program or library that can do TLS. */
public interface Program {
    /** What people call it, such as {@code OpenSSL}. */
    String name();

    /** As it says itself, such as {@code 3.0.19}. */
    String version();
}
