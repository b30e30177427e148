package handclasp.tls.internal.handshake;

import handclasp.tls.BadCertificate;
import handclasp.tls.Misbehaved;
import handclasp.tls.TlsException;
import handclasp.tls.WorkFailed;
import handclasp.tls.auth.Credential;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Certificates on the wire, in either version. */
public final class CertificateChains {
    private CertificateChains() {}

    /** DER of a credential's chain. */
    public static List<byte[]> encode(Credential credential) throws TlsException {
        return encode(credential.chain());
    }

    /** DER of each. */
    public static List<byte[]> encode(List<X509Certificate> chain) throws TlsException {
        List<byte[]> encoded = new ArrayList<>();
        for (X509Certificate certificate : chain) {
            try {
                encoded.add(certificate.getEncoded());
            } catch (CertificateEncodingException e) {
                throw TlsException.builder(WorkFailed.CREDENTIAL).cause(e).build();
            }
        }
        return encoded;
    }

    /**
     * Reads what a peer sent.
     *
     * @param limit of certificates
     */
    public static List<X509Certificate> read(List<byte[]> encoded, int limit) throws TlsException {
        if (encoded.size() > limit) {
            throw TlsException.of(
                    Misbehaved.TOO_MANY_CERTIFICATES, encoded.size() + ", at most " + limit);
        }
        List<X509Certificate> chain = new ArrayList<>();
        for (byte[] der : encoded) {
            chain.add(read(der, chain.size()));
        }
        return chain;
    }

    private static X509Certificate read(byte[] der, int index) throws TlsException {
        try {
            ByteArrayInputStream in = new ByteArrayInputStream(der);
            var certificate =
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509").generateCertificate(in);
            // The factory also takes PEM and ignores what follows; on the wire only DER is legal.
            if (in.available() == 0 && Arrays.equals(certificate.getEncoded(), der)) {
                certificate.getPublicKey();
                return certificate;
            }
        } catch (CertificateException e) {
            throw TlsException.of(
                    BadCertificate.CORRUPT,
                    "certificate " + index + " of the chain is not readable X.509");
        } catch (RuntimeException e) {
            // Keys that the JDK cannot make sense of surface as various unchecked exceptions.
            throw TlsException.of(
                    BadCertificate.UNSUPPORTED,
                    "the key of certificate " + index + " of the chain");
        }
        throw TlsException.of(
                BadCertificate.CORRUPT, "certificate " + index + " of the chain is not DER");
    }
}
