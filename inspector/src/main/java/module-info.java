/** Records a handshake as one value, and explains it. */
module handclasp.inspector {
    requires transitive handclasp.tls;
    requires com.google.gson;
    requires static org.jspecify;

    exports handclasp.inspector;
    exports handclasp.inspector.explain;
    exports handclasp.inspector.page;
}
