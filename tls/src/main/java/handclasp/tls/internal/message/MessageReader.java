package handclasp.tls.internal.message;

import handclasp.tls.TlsException;
import handclasp.tls.internal.wire.WireReader;

/** Reads the body of a message. */
@FunctionalInterface
interface MessageReader {
    HandshakeMessage read(Form form, WireReader in) throws TlsException;
}
