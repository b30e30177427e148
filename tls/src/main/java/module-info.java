/** TLS 1.3 as a sans-I/O engine with a blocking adapter. */
@SuppressWarnings("module") // the test modules named below are not there when this one is compiled
module handclasp.tls {
    requires static org.jspecify;

    exports handclasp.tls;
    exports handclasp.tls.auth;
    exports handclasp.tls.crypto;

    // Tests in other modules look inside; nobody else does.
    exports handclasp.tls.internal.extension to
            handclasp.conformance,
            handclasp.testkit;
    exports handclasp.tls.internal.handshake to
            handclasp.conformance,
            handclasp.testkit;
    exports handclasp.tls.internal.message to
            handclasp.conformance,
            handclasp.testkit;
    exports handclasp.tls.internal.negotiate to
            handclasp.conformance,
            handclasp.testkit;
    exports handclasp.tls.internal.record to
            handclasp.conformance,
            handclasp.testkit;
    exports handclasp.tls.internal.wire to
            handclasp.conformance,
            handclasp.testkit;
}
