/** Identities, certificate chains and the judgement of whom to trust. */
module handclasp.pki {
    requires transitive handclasp.tls;
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.provider;
    requires org.bouncycastle.util;
    requires static org.jspecify;

    exports handclasp.pki;
}
