package handclasp.tls.internal.message;

import handclasp.tls.HandshakeType;
import handclasp.tls.TlsException;
import handclasp.tls.internal.extension.Extensions;
import handclasp.tls.internal.extension.Place;
import handclasp.tls.internal.wire.WireReader;
import handclasp.tls.internal.wire.WireWriter;

/**
 * RFC 9846 §4.4.2.
 *
 * @param context 0 to 255 bytes; empty during the handshake
 */
public record CertificateRequest(byte[] context, Extensions extensions)
        implements HandshakeMessage {
    static CertificateRequest read(WireReader in) throws TlsException {
        return new CertificateRequest(
                in.vector("certificate_request_context", 1, 0, 255),
                Extensions.read(Place.CERTIFICATE_REQUEST, in, 0, 0xffff));
    }

    @Override
    public HandshakeType type() {
        return HandshakeType.CERTIFICATE_REQUEST;
    }

    @Override
    public String name() {
        return "CertificateRequest";
    }

    @Override
    public void writeBody(WireWriter out) {
        out.vector(1, context);
        extensions.write(out);
    }
}
