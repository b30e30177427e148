package handclasp.tls.auth;

import handclasp.tls.SignatureScheme;
import java.util.List;
import java.util.Optional;

/** Chooses what to show. Called once for each handshake, outside the engine; may block. Must be thread-safe. */
@FunctionalInterface
public interface CredentialSelector {
    /**
     * The credential to use, which must be able to sign with one of the request's schemes.
     *
     * @return empty for none: a server then refuses, a client sends an empty Certificate
     * @throws Exception if the choice cannot be made; the handshake fails with {@code internal_error}
     */
    Optional<Credential> select(CredentialRequest request) throws Exception;

    /** What its credentials can sign with, for the words of a refusal; empty if that is not known before the choice. */
    default List<SignatureScheme> signatureSchemes() {
        return List.of();
    }

    /** Always nothing. */
    static CredentialSelector none() {
        return request -> Optional.empty();
    }

    /**
     * The first of these that the peer's signature schemes allow and that stands below an authority the peer named; if none
     * does, the first that the schemes allow, so that the peer says itself why it does not take it.
     */
    static CredentialSelector firstOf(List<Credential> credentials) {
        List<Credential> all = List.copyOf(credentials);
        return new CredentialSelector() {
            @Override
            public Optional<Credential> select(CredentialRequest request) {
                List<Credential> able =
                        all.stream()
                                .filter(credential -> request.schemeFor(credential).isPresent())
                                .toList();
                return able.stream()
                        .filter(request::isBelowAnAuthority)
                        .findFirst()
                        .or(() -> able.stream().findFirst());
            }

            @Override
            public List<SignatureScheme> signatureSchemes() {
                return all.stream()
                        .flatMap(credential -> credential.signer().signatureSchemes().stream())
                        .distinct()
                        .toList();
            }
        };
    }
}
