package handclasp.pki;

import java.io.IOException;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.bouncycastle.asn1.x509.Certificate;

/** What a binary file is, as far as its error message needs to know. */
enum DerKind {
    CERTIFICATE,
    PKCS12,
    OTHER;

    static DerKind of(byte[] bytes) {
        // PKCS#12 may be BER, with lengths left open, and trailing bytes are no reason to call it
        // something else.
        try (ASN1InputStream in = new ASN1InputStream(bytes)) {
            if (!(in.readObject() instanceof ASN1Sequence sequence) || sequence.size() == 0) {
                return OTHER;
            }
            if (sequence.getObjectAt(0) instanceof ASN1Integer version && version.hasValue(3)) {
                return Pfx.getInstance(sequence).getAuthSafe() == null ? OTHER : PKCS12;
            }
            return Certificate.getInstance(sequence).getSerialNumber() == null
                    ? OTHER
                    : CERTIFICATE;
        } catch (IOException
                | IllegalArgumentException
                | IllegalStateException
                | ClassCastException e) {
            return OTHER;
        }
    }
}
