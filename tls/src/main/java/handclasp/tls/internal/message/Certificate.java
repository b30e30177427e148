package handclasp.tls.internal.message;

import handclasp.tls.HandshakeType;
import handclasp.tls.TlsException;
import handclasp.tls.internal.extension.Extensions;
import handclasp.tls.internal.extension.Place;
import handclasp.tls.internal.wire.WireReader;
import handclasp.tls.internal.wire.WireWriter;
import java.util.List;

/**
 * RFC 9846 §4.5.1.
 *
 * @param context 0 to 255 bytes, that of the request
 */
public record Certificate(byte[] context, List<Entry> entries) implements HandshakeMessage {
    public Certificate {
        entries = List.copyOf(entries);
    }

    static Certificate read(WireReader in) throws TlsException {
        return new Certificate(
                in.vector("certificate_request_context", 1, 0, 255),
                in.list(
                        "certificate_list",
                        3,
                        0,
                        0xffffff,
                        each -> each.group("CertificateEntry", Entry::read)));
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
        out.vector(1, context).block(3, list -> entries.forEach(entry -> entry.write(list)));
    }

    /**
     * One certificate.
     *
     * @param data DER of a certificate, 1 to 2^24 − 1 bytes
     */
    public record Entry(byte[] data, Extensions extensions) {
        static Entry read(WireReader in) throws TlsException {
            return new Entry(
                    in.vector("cert_data", 3, 1, 0xffffff),
                    Extensions.read(Place.CERTIFICATE, in, 0, 0xffff));
        }

        void write(WireWriter out) {
            out.vector(3, data);
            extensions.write(out);
        }
    }
}
