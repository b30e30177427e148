package handclasp.tls.internal.message;

import handclasp.tls.HandshakeType;
import handclasp.tls.Misbehaved;
import handclasp.tls.NamedGroup;
import handclasp.tls.SignatureScheme;
import handclasp.tls.TlsException;
import handclasp.tls.internal.wire.WireReader;
import handclasp.tls.internal.wire.WireWriter;

/**
 * RFC 5246 §7.4.3, RFC 8422 §5.4: the server's share of a Diffie-Hellman exchange, signed together with both randoms.
 *
 * @param signature over {@link #signedContent}, 0 to 65535 bytes
 */
public record ServerKeyExchange(Parameters parameters, SignatureScheme scheme, byte[] signature)
        implements HandshakeMessage {
    /** The only curve type that RFC 8422 §5.4 leaves. */
    private static final int NAMED_CURVE = 3;

    static ServerKeyExchange read(Form form, WireReader in) throws TlsException {
        Parameters parameters =
                form == Form.DHE
                        ? in.group("ServerDHParams", FiniteField::read)
                        : in.group("ServerECDHParams", Curve::read);
        return new ServerKeyExchange(
                parameters,
                in.code16("algorithm", SignatureScheme::new),
                in.vector("signature", 2, 0, 0xffff));
    }

    @Override
    public HandshakeType type() {
        return HandshakeType.SERVER_KEY_EXCHANGE;
    }

    @Override
    public String name() {
        return "ServerKeyExchange";
    }

    @Override
    public void writeBody(WireWriter out) {
        parameters.write(out);
        out.u16(scheme.code()).vector(2, signature);
    }

    /** What is signed: client's random, server's random, parameters. */
    public static byte[] signedContent(
            byte[] clientRandom, byte[] serverRandom, Parameters parameters) {
        WireWriter out = new WireWriter().bytes(clientRandom).bytes(serverRandom);
        parameters.write(out);
        return out.toByteArray();
    }

    /** The group and the server's public value in it. */
    public sealed interface Parameters {
        /** The public value as it stands on the wire; not to be changed. */
        byte[] share();

        void write(WireWriter out);
    }

    /**
     * On an elliptic curve.
     *
     * @param share 1 to 255 bytes
     */
    public record Curve(NamedGroup group, byte[] share) implements Parameters {
        static Curve read(WireReader in) throws TlsException {
            int curveType = in.u8("curve_type");
            if (curveType != NAMED_CURVE) {
                throw TlsException.of(Misbehaved.ILLEGAL_CURVE_TYPE, "it is " + curveType);
            }
            return new Curve(
                    in.code16("namedcurve", NamedGroup::new), in.vector("public", 1, 1, 255));
        }

        @Override
        public void write(WireWriter out) {
            out.u8(NAMED_CURVE).u16(group.code()).vector(1, share);
        }
    }

    /**
     * In a finite field.
     *
     * @param p the prime, 1 to 65535 bytes
     * @param g the generator, 1 to 65535 bytes
     * @param share 1 to 65535 bytes
     */
    public record FiniteField(byte[] p, byte[] g, byte[] share) implements Parameters {
        static FiniteField read(WireReader in) throws TlsException {
            return new FiniteField(
                    in.vector("dh_p", 2, 1, 0xffff),
                    in.vector("dh_g", 2, 1, 0xffff),
                    in.vector("dh_Ys", 2, 1, 0xffff));
        }

        @Override
        public void write(WireWriter out) {
            out.vector(2, p).vector(2, g).vector(2, share);
        }
    }
}
