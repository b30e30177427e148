package handclasp.tls.internal.message;

import handclasp.tls.HandshakeType;
import handclasp.tls.Malformed;
import handclasp.tls.TlsException;
import handclasp.tls.internal.wire.WireReader;
import handclasp.tls.internal.wire.WireWriter;

/**
 * RFC 6066 §8: what the authority says of the server's certificate.
 *
 * @param response DER of an OCSPResponse, 1 to 2^24 − 1 bytes
 */
public record CertificateStatus(byte[] response) implements HandshakeMessage {
    private static final int OCSP = 1;

    static CertificateStatus read(WireReader in) throws TlsException {
        int statusType = in.u8("status_type");
        if (statusType != OCSP) {
            throw TlsException.of(
                    Malformed.ILLEGAL_ENCODING, "status_type is " + statusType + ", not 1 (ocsp)");
        }
        return new CertificateStatus(in.vector("OCSPResponse", 3, 1, 0xffffff));
    }

    @Override
    public HandshakeType type() {
        return HandshakeType.CERTIFICATE_STATUS;
    }

    @Override
    public String name() {
        return "CertificateStatus";
    }

    @Override
    public void writeBody(WireWriter out) {
        out.u8(OCSP).vector(3, response);
    }
}
