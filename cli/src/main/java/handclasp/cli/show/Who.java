package handclasp.cli.show;

/** Those who show a certificate in the scenarios. */
public enum Who {
    /** {@code server.example} with an ECDSA key. */
    SERVER_ECDSA,
    /** {@code server.example} with an RSA key, which may sign and decrypt. */
    SERVER_RSA,
    /** The client {@code alice}, with an RSA key. */
    CLIENT,
    /** Claims to be {@code server.example}, by a certificate that only it itself has signed. */
    SELF_SIGNED,
    /** {@code server.example} with a certificate that is no longer valid. */
    EXPIRED
}
