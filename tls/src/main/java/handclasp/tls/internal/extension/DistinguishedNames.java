package handclasp.tls.internal.extension;

import handclasp.tls.Malformed;
import handclasp.tls.TlsException;
import handclasp.tls.internal.wire.WireReader;
import handclasp.tls.internal.wire.WireWriter;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/** The names of authorities, in an extension of TLS 1.3 and in a message of TLS 1.2 alike (RFC 5246 §7.4.4). */
public final class DistinguishedNames {
    private DistinguishedNames() {}

    /** One name. */
    public static X500Principal read(WireReader in) throws TlsException {
        byte[] name = in.vector("DistinguishedName", 2, 1, 0xffff);
        try {
            return new X500Principal(name);
        } catch (IllegalArgumentException e) {
            throw TlsException.of(
                    Malformed.ILLEGAL_ENCODING, "DistinguishedName is not DER of a name");
        }
    }

    /** All of them, without the length before them. */
    public static void write(WireWriter out, List<X500Principal> names) {
        names.forEach(name -> out.vector(2, name.getEncoded()));
    }
}
