package handclasp.tls.internal.message;

import handclasp.tls.CipherSuite;
import handclasp.tls.HandshakeType;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.TlsException;
import handclasp.tls.internal.extension.Extensions;
import handclasp.tls.internal.extension.Place;
import handclasp.tls.internal.wire.WireReader;
import handclasp.tls.internal.wire.WireWriter;

/**
 * RFC 9846 §4.2.3.
 *
 * @param random 32 bytes
 * @param legacySessionIdEcho 0 to 32 bytes
 * @param legacyCompressionMethod 0 in TLS 1.3
 */
public record ServerHello(
        ProtocolVersion legacyVersion,
        byte[] random,
        byte[] legacySessionIdEcho,
        CipherSuite cipherSuite,
        int legacyCompressionMethod,
        Extensions extensions)
        implements HandshakeMessage {

    static ServerHello read(WireReader in) throws TlsException {
        return read(Place.SERVER_HELLO, in);
    }

    static ServerHello read(Place place, WireReader in) throws TlsException {
        return new ServerHello(
                in.code16("legacy_version", ProtocolVersion::new),
                in.opaque("random", ClientHello.RANDOM),
                in.vector("legacy_session_id_echo", 1, 0, 32),
                in.code16("cipher_suite", CipherSuite::new),
                in.u8("legacy_compression_method"),
                // Before TLS 1.3 it could end here; the version is judged by who reads it.
                in.remaining() == 0 ? Extensions.NONE : Extensions.read(place, in, 0, 0xffff));
    }

    @Override
    public HandshakeType type() {
        return HandshakeType.SERVER_HELLO;
    }

    @Override
    public String name() {
        return "ServerHello";
    }

    @Override
    public void writeBody(WireWriter out) {
        out.u16(legacyVersion.code())
                .bytes(random)
                .vector(1, legacySessionIdEcho)
                .u16(cipherSuite.code())
                .u8(legacyCompressionMethod);
        extensions.write(out);
    }
}
