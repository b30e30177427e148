package handclasp.tls.internal.message;

import handclasp.tls.HandshakeType;
import handclasp.tls.TlsException;
import handclasp.tls.internal.extension.Extensions;
import handclasp.tls.internal.extension.Place;
import handclasp.tls.internal.wire.WireReader;
import handclasp.tls.internal.wire.WireWriter;

/** RFC 9846 §4.4.1. */
public record EncryptedExtensions(Extensions extensions) implements HandshakeMessage {
    static EncryptedExtensions read(WireReader in) throws TlsException {
        return new EncryptedExtensions(Extensions.read(Place.ENCRYPTED_EXTENSIONS, in, 0, 0xffff));
    }

    @Override
    public HandshakeType type() {
        return HandshakeType.ENCRYPTED_EXTENSIONS;
    }

    @Override
    public String name() {
        return "EncryptedExtensions";
    }

    @Override
    public void writeBody(WireWriter out) {
        extensions.write(out);
    }
}
