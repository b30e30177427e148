package handclasp.tls.internal.jca;

import handclasp.tls.crypto.CryptoProvider;

/** Placeholder until the JCA implementation is in. */
public final class JcaCryptoProvider {
    private JcaCryptoProvider() {}

    public static CryptoProvider shared() {
        throw new UnsupportedOperationException();
    }
}
