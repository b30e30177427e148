package handclasp.pki;

import handclasp.tls.BadCertificate;
import handclasp.tls.ServerName;
import handclasp.tls.TlsException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.GeneralName;

/** Whether a certificate is for the server that was asked for (RFC 9525 §6). */
final class PeerName {
    private PeerName() {}

    static void check(X509Certificate certificate, ServerName asked) throws TlsException {
        if (!fits(certificate, asked)) {
            throw TlsException.builder(BadCertificate.WRONG_NAME)
                    .ours("asked for " + asked)
                    .theirs(described(SubjectNames.of(certificate), certificate))
                    .build();
        }
    }

    static boolean fits(X509Certificate certificate, ServerName asked) throws TlsException {
        List<GeneralName> names = SubjectNames.of(certificate);
        return asked.isAddress()
                ? names.stream().anyMatch(name -> isAddress(name, IpAddress.parse(asked.value())))
                : names.stream().anyMatch(name -> isDnsName(name, asked.value()));
    }

    private static boolean isAddress(GeneralName name, Optional<byte[]> asked) {
        return name.getTagNo() == GeneralName.iPAddress
                && asked.isPresent()
                && Arrays.equals(
                        ASN1OctetString.getInstance(name.getName()).getOctets(), asked.get());
    }

    private static boolean isDnsName(GeneralName name, String asked) {
        if (name.getTagNo() != GeneralName.dNSName) {
            return false;
        }
        return matches(ASN1IA5String.getInstance(name.getName()).getString(), asked);
    }

    /** RFC 9525 §6.3: equal labels in any case, or one whole label for a wildcard that is the whole left-most label. */
    static boolean matches(String certified, String asked) {
        String pattern = withoutFinalDot(certified).toLowerCase(Locale.ROOT);
        String name = withoutFinalDot(asked).toLowerCase(Locale.ROOT);
        if (!pattern.startsWith("*.")) {
            return pattern.equals(name) && !pattern.contains("*");
        }
        int dot = name.indexOf('.');
        return dot > 0
                && pattern.indexOf('*', 1) < 0
                && pattern.substring(1).equals(name.substring(dot));
    }

    private static String withoutFinalDot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private static String described(List<GeneralName> names, X509Certificate certificate) {
        List<String> texts =
                names.stream().flatMap(name -> SubjectNames.text(name).stream()).toList();
        if (!texts.isEmpty()) {
            return "certified for " + Text.list(texts);
        }
        return "certified for no DNS name or IP address (the subject %s does not count)"
                .formatted(Text.name(certificate));
    }
}
