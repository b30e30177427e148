package handclasp.tls.internal.message;

import handclasp.tls.HandshakeType;
import handclasp.tls.SignatureScheme;
import handclasp.tls.TlsException;
import handclasp.tls.internal.wire.WireReader;
import handclasp.tls.internal.wire.WireWriter;

/** RFC 9846 §4.5.2. */
public record CertificateVerify(SignatureScheme algorithm, byte[] signature)
        implements HandshakeMessage {
    static CertificateVerify read(WireReader in) throws TlsException {
        return new CertificateVerify(
                in.code16("algorithm", SignatureScheme::new), in.vector("signature", 2, 0, 0xffff));
    }

    @Override
    public HandshakeType type() {
        return HandshakeType.CERTIFICATE_VERIFY;
    }

    @Override
    public String name() {
        return "CertificateVerify";
    }

    @Override
    public void writeBody(WireWriter out) {
        out.u16(algorithm.code()).vector(2, signature);
    }
}
