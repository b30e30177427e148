package handclasp.tls.internal.tls12;

import handclasp.tls.Misbehaved;
import handclasp.tls.TlsException;
import handclasp.tls.internal.extension.ExtensionTable;
import handclasp.tls.internal.extension.Extensions;
import java.util.Optional;

/** How points of elliptic curves are written: uncompressed, which both ends must know (RFC 8422 §5.1.2). */
final class PointFormats {
    private static final byte[] UNCOMPRESSED = {0};

    private PointFormats() {}

    static byte[] uncompressed() {
        return UNCOMPRESSED.clone();
    }

    /** Whoever says which formats it knows must know this one. */
    static void check(Extensions extensions) throws TlsException {
        Optional<byte[]> formats = ExtensionTable.EC_POINT_FORMATS.in(extensions);
        if (formats.isEmpty()) {
            return;
        }
        for (byte format : formats.get()) {
            if (format == UNCOMPRESSED[0]) {
                return;
            }
        }
        throw TlsException.of(Misbehaved.ILLEGAL_POINT_FORMATS);
    }
}
