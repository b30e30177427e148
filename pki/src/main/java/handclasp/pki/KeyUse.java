package handclasp.pki;

import org.bouncycastle.asn1.x509.KeyUsage;

/** What a certificate allows its key to do (RFC 5280 §4.2.1.3), as far as TLS and its authorities need it. */
public enum KeyUse {
    DIGITAL_SIGNATURE(KeyUsage.digitalSignature),
    KEY_ENCIPHERMENT(KeyUsage.keyEncipherment),
    KEY_AGREEMENT(KeyUsage.keyAgreement),
    CERTIFICATE_SIGN(KeyUsage.keyCertSign),
    REVOCATION_LIST_SIGN(KeyUsage.cRLSign);

    private final int bit;

    KeyUse(int bit) {
        this.bit = bit;
    }

    int bit() {
        return bit;
    }
}
