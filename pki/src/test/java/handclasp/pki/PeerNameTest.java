package handclasp.pki;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.tls.ServerName;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9525 §6. */
class PeerNameTest {
    @ParameterizedTest
    @CsvSource({
        "example.com, example.com, true",
        "EXAMPLE.com, example.COM, true",
        "example.com., example.com, true",
        "example.com, example.com., true",
        "example.com, www.example.com, false",
        "www.example.com, example.com, false",
        "*.example.com, www.example.com, true",
        "*.EXAMPLE.com, WWW.example.com, true",
        "*.example.com, xn--bcher-kva.example.com, true",
        "*.example.com, example.com, false",
        "*.example.com, a.b.example.com, false",
        "*.example.com, wwwexample.com, false",
        "w*.example.com, www.example.com, false",
        "*w.example.com, www.example.com, false",
        "www.*.com, www.example.com, false",
        "*.*.com, www.example.com, false",
        "*, localhost, false",
        "*., localhost, false",
        "*.test, a.test, true",
        "xn--bcher-kva.example, bücher.example, true",
        "bücher.example, bücher.example, false",
        "xn--BCHER-KVA.example, bücher.example, true",
        "10.0.0.1, 10.0.0.1, true",
        "10.0.0.1, 10.0.0.2, false",
        "::1, ::1, true",
        "::1, [::1], true",
        "::1, 0:0:0:0:0:0:0:1, true",
        "fe80::1, fe80::1%eth0, true",
        "2001:db8::1, 2001:db8::2, false",
        "10.0.0.1, 010.0.0.1, false",
        "10.0.0.1, 10.0.0.999, false",
    })
    void matches(String certified, String asked, boolean expected) throws Exception {
        var certificate =
                Chains.selfSigned("x", builder -> builder.names(List.of(certified))).certificate();
        assertThat(PeerName.fits(certificate, ServerName.of(asked))).isEqualTo(expected);
    }

    /** An address is not a name and a name is not an address. */
    @ParameterizedTest
    @CsvSource({"10.0.0.1", "1.2.3.4"})
    void doesNotMatchAnAddressThatIsWrittenAsAName(String address) throws Exception {
        byte[] dnsName = new byte[4 + address.length()];
        dnsName[0] = 0x30;
        dnsName[1] = (byte) (2 + address.length());
        dnsName[2] = (byte) 0x82;
        dnsName[3] = (byte) address.length();
        System.arraycopy(
                address.getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                0,
                dnsName,
                4,
                address.length());
        var key = KeyKind.EC_P256.generate();
        var certificate =
                CertificateBuilder.of(
                                new javax.security.auth.x500.X500Principal("CN=x"),
                                key.getPublic(),
                                Chains.NOW,
                                Chains.NOW.plusSeconds(10))
                        .extension("2.5.29.17", false, dnsName)
                        .selfSigned(key.getPrivate());
        assertThat(SubjectNames.texts(certificate)).containsExactly(address);
        assertThat(PeerName.fits(certificate, ServerName.of(address))).isFalse();
    }
}
