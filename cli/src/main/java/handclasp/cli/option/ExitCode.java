package handclasp.cli.option;

/** How the commands end. Part of the interface: scripts rely on them. */
public final class ExitCode {
    public static final int FINE = 0;

    /** {@code connect}: the handshake or the TLS connection failed. */
    public static final int HANDSHAKE_FAILED = 1;

    /** The command line is wrong, or a file that it names cannot be used. */
    public static final int USAGE = 2;

    /** {@code connect}: there is no connection to the host. {@code serve}: the port is not free. */
    public static final int NO_CONNECTION = 3;

    /** {@code connect}: the peer's certificate is not trusted. */
    public static final int NOT_TRUSTED = 4;

    /** A defect of Handclasp. */
    public static final int DEFECT = 70;

    private ExitCode() {}
}
