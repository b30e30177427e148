package handclasp.tls.internal.tls12;

import handclasp.tls.CipherSuite;
import handclasp.tls.Incompatible;
import handclasp.tls.NamedGroup;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.Role;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.SignatureScheme;
import handclasp.tls.TlsException;
import handclasp.tls.auth.Credential;
import handclasp.tls.auth.CredentialRequest;
import handclasp.tls.crypto.SuiteAlgorithms.Authentication;
import handclasp.tls.crypto.SuiteAlgorithms.Exchange;
import handclasp.tls.internal.extension.ExtensionTable;
import handclasp.tls.internal.message.ClientHello;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Suite, group, credential and signature of a server's full handshake: what both ends have, by the server's order. */
final class SuiteChoice {
    private final ServerConfiguration configuration;
    private final ClientHello hello;
    private final List<Candidate> candidates;

    /** What the client can check in ServerKeyExchange. */
    private final List<SignatureScheme> schemes;

    private SuiteChoice(
            ServerConfiguration configuration,
            ClientHello hello,
            List<Candidate> candidates,
            List<SignatureScheme> schemes) {
        this.configuration = configuration;
        this.hello = hello;
        this.candidates = candidates;
        this.schemes = schemes;
    }

    /**
     * What the hello leaves to choose from.
     *
     * @throws TlsException with {@link Incompatible} if that is nothing
     */
    static SuiteChoice of(ServerConfiguration configuration, ClientHello hello)
            throws TlsException {
        List<CipherSuite> common =
                configuration.cipherSuites().stream()
                        .filter(
                                suite ->
                                        suite.version()
                                                .equals(Optional.of(ProtocolVersion.TLS_1_2)))
                        .filter(hello.cipherSuites()::contains)
                        .toList();
        if (common.isEmpty()) {
            throw Refusals.noCommonSuite(configuration, hello);
        }
        List<Candidate> candidates = new ArrayList<>();
        ServerGroups groups = new ServerGroups(configuration, hello);
        for (CipherSuite each : common) {
            Suite12 suite = new Suite12(configuration.crypto(), each);
            Optional<ServerGroup> group = groups.of(suite.exchange());
            if (group.isPresent() || suite.exchange() == Exchange.RSA) {
                candidates.add(new Candidate(suite, group));
            }
        }
        if (candidates.isEmpty()) {
            throw TlsException.builder(Incompatible.GROUP)
                    .ours(configuration.namedGroups())
                    .theirs(
                            ExtensionTable.SUPPORTED_GROUPS
                                    .in(hello.extensions())
                                    .orElse(List.of()))
                    .build();
        }
        return new SuiteChoice(configuration, hello, candidates, schemes(hello, candidates));
    }

    /** Without the extension a client means SHA-1, which leaves the RSA key exchange, where nothing is signed. */
    private static List<SignatureScheme> schemes(ClientHello hello, List<Candidate> candidates)
            throws TlsException {
        Optional<List<SignatureScheme>> offered =
                ExtensionTable.SIGNATURE_ALGORITHMS.in(hello.extensions());
        boolean signs = candidates.stream().allMatch(each -> each.suite.exchange() != Exchange.RSA);
        if (offered.isEmpty() && signs) {
            throw TlsException.of(Incompatible.NO_SIGNATURE_ALGORITHMS);
        }
        return offered.orElse(List.of()).stream().filter(scheme -> !scheme.isBroken()).toList();
    }

    /** What the credential must be able to do for at least one of the suites. */
    CredentialRequest wish() {
        List<SignatureScheme> usable = new ArrayList<>();
        for (SignatureScheme scheme : schemes) {
            if (candidates.stream().anyMatch(each -> each.takes(scheme))) {
                usable.add(scheme);
            }
        }
        boolean decrypts =
                candidates.stream().anyMatch(each -> each.suite.exchange() == Exchange.RSA);
        if (decrypts) {
            // Nothing is signed, so any RSA key will do.
            configuration.signatureSchemes().stream()
                    .filter(SignatureScheme::isRsa)
                    .filter(scheme -> !usable.contains(scheme))
                    .forEach(usable::add);
        }
        return new CredentialRequest(
                Role.SERVER,
                ExtensionTable.SERVER_NAME.in(hello.extensions()).flatMap(name -> name),
                usable,
                ExtensionTable.SIGNATURE_ALGORITHMS_CERT.in(hello.extensions()).orElse(schemes),
                List.of());
    }

    /**
     * The first suite that goes with the credential.
     *
     * @throws TlsException with {@link Incompatible#SIGNATURE_SCHEME} if there is none
     */
    Chosen choose(Optional<Credential> credential, CredentialRequest wish) throws TlsException {
        if (credential.isPresent()) {
            for (Candidate candidate : candidates) {
                Optional<Chosen> chosen = candidate.with(credential.get(), schemes, curves());
                if (chosen.isPresent()) {
                    return chosen.get();
                }
            }
        }
        throw TlsException.builder(Incompatible.SIGNATURE_SCHEME)
                .ours(
                        credential
                                .map(
                                        ours ->
                                                "a key that can do "
                                                        + ours.signer().signatureSchemes())
                                .orElse("no certificate for this client"))
                .theirs(wish.signatureSchemes())
                .build();
    }

    private Optional<List<NamedGroup>> curves() {
        return ExtensionTable.SUPPORTED_GROUPS.in(hello.extensions());
    }

    /** A suite with the group it would use. */
    private static final class Candidate {
        private final Suite12 suite;
        private final Optional<ServerGroup> group;

        Candidate(Suite12 suite, Optional<ServerGroup> group) {
            this.suite = suite;
            this.group = group;
        }

        boolean takes(SignatureScheme scheme) {
            return group.isPresent() && KeyTypes.authenticationOf(scheme) == suite.authentication();
        }

        Optional<Chosen> with(
                Credential credential,
                List<SignatureScheme> schemes,
                Optional<List<NamedGroup>> curves) {
            Optional<Authentication> kind =
                    KeyTypes.authenticationOf(credential.certificate().getPublicKey());
            if (kind.filter(suite.authentication()::equals).isEmpty()
                    || !KeyTypes.curveIsAmong(credential.certificate().getPublicKey(), curves)) {
                return Optional.empty();
            }
            if (group.isEmpty()) {
                boolean decrypts =
                        credential.decryptor().isPresent()
                                && KeyTypes.mayEncipherKeys(credential.certificate());
                return decrypts
                        ? Optional.of(new Chosen(suite, group, credential, Optional.empty()))
                        : Optional.empty();
            }
            List<SignatureScheme> able = credential.signer().signatureSchemes();
            return schemes.stream()
                    .filter(able::contains)
                    .filter(this::takes)
                    .findFirst()
                    .map(scheme -> new Chosen(suite, group, credential, Optional.of(scheme)));
        }
    }

    /**
     * What was chosen.
     *
     * @param group empty with the RSA key exchange
     * @param scheme empty with the RSA key exchange
     */
    record Chosen(
            Suite12 suite,
            Optional<ServerGroup> group,
            Credential credential,
            Optional<SignatureScheme> scheme) {}
}
