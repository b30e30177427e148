package handclasp.tls.internal.message;

import handclasp.tls.HandshakeType;
import handclasp.tls.TlsException;
import handclasp.tls.internal.wire.WireReader;
import handclasp.tls.internal.wire.WireWriter;

/**
 * RFC 5246 §7.4.7, RFC 8422 §5.7: the client's share of a Diffie-Hellman exchange, or the premaster secret encrypted to
 * the server's RSA key.
 *
 * @param form any but that of TLS 1.3
 * @param value 1 to 255 bytes on a curve, 1 to 65535 in a finite field, 0 to 65535 encrypted
 */
public record ClientKeyExchange(Form form, byte[] value) implements HandshakeMessage {
    static ClientKeyExchange read(Form form, WireReader in) throws TlsException {
        byte[] value =
                switch (form) {
                    case RSA -> in.vector("encrypted_pre_master_secret", 2, 0, 0xffff);
                    case DHE -> in.vector("dh_Yc", 2, 1, 0xffff);
                    case ECDHE, TLS13 -> in.vector("ecdh_Yc", 1, 1, 255);
                };
        return new ClientKeyExchange(form, value);
    }

    @Override
    public HandshakeType type() {
        return HandshakeType.CLIENT_KEY_EXCHANGE;
    }

    @Override
    public String name() {
        return "ClientKeyExchange";
    }

    @Override
    public void writeBody(WireWriter out) {
        out.vector(form == Form.RSA || form == Form.DHE ? 2 : 1, value);
    }
}
