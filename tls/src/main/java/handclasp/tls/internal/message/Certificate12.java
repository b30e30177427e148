package handclasp.tls.internal.message;

import handclasp.tls.HandshakeType;
import handclasp.tls.TlsException;
import handclasp.tls.internal.wire.WireReader;
import handclasp.tls.internal.wire.WireWriter;
import java.util.List;

/**
 * RFC 5246 §7.4.2, §7.4.6.
 *
 * @param certificates DER of certificates, each 1 to 2^24 − 1 bytes, the sender's own first; a client may send none
 */
public record Certificate12(List<byte[]> certificates) implements HandshakeMessage {
    public Certificate12 {
        certificates = List.copyOf(certificates);
    }

    static Certificate12 read(WireReader in) throws TlsException {
        return new Certificate12(
                in.list(
                        "certificate_list",
                        3,
                        0,
                        0xffffff,
                        each -> each.vector("ASN.1Cert", 3, 1, 0xffffff)));
    }

    @Override
    public HandshakeType type() {
        return HandshakeType.CERTIFICATE;
    }

    @Override
    public String name() {
        return "Certificate";
    }

    @Override
    public void writeBody(WireWriter out) {
        out.block(3, list -> certificates.forEach(certificate -> list.vector(3, certificate)));
    }
}
