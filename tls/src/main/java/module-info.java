/** TLS 1.2 and 1.3 as a sans-I/O engine with a blocking adapter. */
module handclasp.tls {
    requires static org.jspecify;

    exports handclasp.tls;
    exports handclasp.tls.auth;
    exports handclasp.tls.crypto;

    uses java.security.Provider;
}
