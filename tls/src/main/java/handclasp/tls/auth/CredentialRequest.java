package handclasp.tls.auth;

import handclasp.tls.Role;
import handclasp.tls.ServerName;
import handclasp.tls.SignatureScheme;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/**
 * What is known when an end chooses its credential.
 *
 * @param role who chooses
 * @param serverName the name the client asked for, if it did
 * @param signatureSchemes what the peer accepts in CertificateVerify, its preference first
 * @param certificateSignatureSchemes what the peer accepts within the chain ({@code signature_algorithms_cert}, or the
 *     same as above)
 * @param authorities the peer's {@code certificate_authorities}; in TLS 1.2 of a server's request only; empty if it named none
 */
public record CredentialRequest(
        Role role,
        Optional<ServerName> serverName,
        List<SignatureScheme> signatureSchemes,
        List<SignatureScheme> certificateSignatureSchemes,
        List<X500Principal> authorities) {
    public CredentialRequest {
        signatureSchemes = List.copyOf(signatureSchemes);
        certificateSignatureSchemes = List.copyOf(certificateSignatureSchemes);
        authorities = List.copyOf(authorities);
    }

    /** The first scheme of the peer's that this credential can sign with, if any. */
    public Optional<SignatureScheme> schemeFor(Credential credential) {
        List<SignatureScheme> able = credential.signer().signatureSchemes();
        return signatureSchemes.stream().filter(able::contains).findFirst();
    }

    /** Whether the peer named no authority, or one that issued a certificate of this credential's chain. */
    public boolean isBelowAnAuthority(Credential credential) {
        return authorities.isEmpty()
                || credential.chain().stream()
                        .anyMatch(
                                certificate ->
                                        authorities.contains(certificate.getIssuerX500Principal()));
    }
}
