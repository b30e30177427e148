package handclasp.pki;

import handclasp.tls.Role;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** What a certificate is for (RFC 5280 §4.2.1.12, extended key usage). */
public enum Purpose {
    /** TLS server. */
    SERVER("serverAuth", KeyPurposeId.id_kp_serverAuth),
    /** TLS client. */
    CLIENT("clientAuth", KeyPurposeId.id_kp_clientAuth),
    /** Signing code: nothing that TLS accepts. */
    CODE_SIGNING("codeSigning", KeyPurposeId.id_kp_codeSigning),
    /** Any purpose. */
    ANY("anyExtendedKeyUsage", KeyPurposeId.anyExtendedKeyUsage);

    private final String rfcName;
    private final KeyPurposeId identifier;

    Purpose(String rfcName, KeyPurposeId identifier) {
        this.rfcName = rfcName;
        this.identifier = identifier;
    }

    static Purpose of(Role role) {
        return switch (role) {
            case SERVER -> SERVER;
            case CLIENT -> CLIENT;
        };
    }

    /** The RFC's names of purposes given by identifier, or the identifiers where they are others. */
    static List<String> words(List<String> identifiers) {
        return identifiers.stream()
                .map(
                        identifier ->
                                Arrays.stream(values())
                                        .filter(
                                                purpose ->
                                                        purpose.identifier
                                                                .getId()
                                                                .equals(identifier))
                                        .map(purpose -> purpose.rfcName)
                                        .findFirst()
                                        .orElse(identifier))
                .toList();
    }

    /** Whether these identifiers allow it, by name or by allowing anything. */
    boolean isAmong(List<String> identifiers) {
        return identifiers.contains(identifier.getId())
                || identifiers.contains(ANY.identifier.getId());
    }

    String rfcName() {
        return rfcName;
    }

    KeyPurposeId identifier() {
        return identifier;
    }
}
