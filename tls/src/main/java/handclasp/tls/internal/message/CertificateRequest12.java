package handclasp.tls.internal.message;

import handclasp.tls.HandshakeType;
import handclasp.tls.SignatureScheme;
import handclasp.tls.TlsException;
import handclasp.tls.internal.extension.DistinguishedNames;
import handclasp.tls.internal.wire.WireReader;
import handclasp.tls.internal.wire.WireWriter;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/**
 * RFC 5246 §7.4.4.
 *
 * @param certificateTypes what kinds of keys the server takes, 1 to 255 of them
 * @param signatureSchemes what it takes in CertificateVerify and within the chain, at least one
 * @param authorities below which the client's certificate should be; empty for any
 */
public record CertificateRequest12(
        List<CertificateType> certificateTypes,
        List<SignatureScheme> signatureSchemes,
        List<X500Principal> authorities)
        implements HandshakeMessage {
    public CertificateRequest12 {
        certificateTypes = List.copyOf(certificateTypes);
        signatureSchemes = List.copyOf(signatureSchemes);
        authorities = List.copyOf(authorities);
    }

    static CertificateRequest12 read(WireReader in) throws TlsException {
        return new CertificateRequest12(
                in.list(
                        "certificate_types",
                        1,
                        1,
                        255,
                        each -> each.code8("certificate_type", CertificateType::new)),
                in.list(
                        "supported_signature_algorithms",
                        2,
                        2,
                        0xfffe,
                        each -> each.code16("signature_algorithm", SignatureScheme::new)),
                in.list("certificate_authorities", 2, 0, 0xffff, DistinguishedNames::read));
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
        out.block(1, types -> certificateTypes.forEach(type -> types.u8(type.code())))
                .block(2, schemes -> signatureSchemes.forEach(each -> schemes.u16(each.code())))
                .block(2, names -> DistinguishedNames.write(names, authorities));
    }
}
