package handclasp.tls.internal.extension;

/** The messages that carry extensions (RFC 9846 §4.3), those of TLS 1.2 included. */
public enum Place {
    CLIENT_HELLO("ClientHello"),
    SERVER_HELLO("ServerHello"),
    /** One that chooses TLS 1.2 and so answers more of the client's extensions itself. */
    SERVER_HELLO_12("ServerHello"),
    HELLO_RETRY_REQUEST("HelloRetryRequest"),
    ENCRYPTED_EXTENSIONS("EncryptedExtensions"),
    CERTIFICATE_REQUEST("CertificateRequest"),
    CERTIFICATE("Certificate"),
    NEW_SESSION_TICKET("NewSessionTicket");

    private final String message;

    Place(String message) {
        this.message = message;
    }

    /** The RFC's name of the message. */
    @Override
    public String toString() {
        return message;
    }
}
