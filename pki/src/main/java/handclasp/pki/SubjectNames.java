package handclasp.pki;

import handclasp.tls.BadCertificate;
import handclasp.tls.TlsException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/** The subject alternative names of a certificate, byte for byte: the JDK's own accessor rewrites addresses. */
final class SubjectNames {
    private SubjectNames() {}

    static List<GeneralName> of(X509Certificate certificate) throws TlsException {
        try {
            return X509.extension(
                            certificate,
                            Extension.subjectAlternativeName,
                            value -> List.of(GeneralNames.getInstance(value).getNames()))
                    .orElse(List.of());
        } catch (CertificateParsingException e) {
            throw TlsException.builder(BadCertificate.CORRUPT)
                    .detail(
                            "the alternative names of %s cannot be read"
                                    .formatted(Text.name(certificate)))
                    .cause(e)
                    .build();
        }
    }

    /** The DNS names and IP addresses, as people write them; none if they cannot be read. */
    static Set<String> texts(X509Certificate certificate) {
        try {
            return of(certificate).stream()
                    .flatMap(name -> text(name).stream())
                    .collect(Collectors.toSet());
        } catch (TlsException e) {
            return Set.of();
        }
    }

    /** A DNS name or an IP address as people write it; nothing for names of other kinds. */
    static Optional<String> text(GeneralName name) {
        return switch (name.getTagNo()) {
            case GeneralName.dNSName ->
                    Optional.of(ASN1IA5String.getInstance(name.getName()).getString());
            case GeneralName.iPAddress ->
                    Optional.of(
                            IpAddress.text(
                                    ASN1OctetString.getInstance(name.getName()).getOctets()));
            default -> Optional.empty();
        };
    }
}
