package handclasp.tls.internal.tls12;

import handclasp.tls.CipherSuite;
import handclasp.tls.Incompatible;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.TlsException;
import handclasp.tls.crypto.SuiteAlgorithms;
import handclasp.tls.internal.message.ClientHello;
import java.util.List;
import java.util.Objects;

/** Why nothing could be agreed on, as precisely as the offers tell. */
final class Refusals {
    private Refusals() {}

    /** No suite of TLS 1.2 in common: which of the client's will never be done, and which could be enabled here. */
    static TlsException noCommonSuite(ServerConfiguration configuration, ClientHello hello) {
        List<CipherSuite> theirs =
                hello.cipherSuites().stream().filter(suite -> !suite.isSignal()).toList();
        List<String> never =
                theirs.stream()
                        .filter(suite -> suite.whyNever().isPresent())
                        .map(suite -> suite + " (" + suite.whyNever().orElseThrow() + ")")
                        .toList();
        List<CipherSuite> possible =
                theirs.stream()
                        .filter(suite -> SuiteAlgorithms.of(suite).isPresent())
                        .filter(configuration.crypto().cipherSuites()::contains)
                        .toList();
        TlsException.Builder refusal =
                TlsException.builder(Incompatible.CIPHER_SUITE)
                        .ours(configuration.cipherSuites())
                        .theirs(Objects.requireNonNull(theirs));
        if (!possible.isEmpty()) {
            return refusal.remedy(
                            "Enable a suite with ECDHE and an AEAD on the client; or, if it can do no better, one of "
                                    + possible
                                    + " on this end, which has reasons not to have it on by default.")
                    .build();
        }
        if (!never.isEmpty()) {
            return refusal.detail(
                            "the client offers suites that are never done: "
                                    + String.join(", ", never))
                    .remedy("Enable a suite with ECDHE and an AEAD on the client.")
                    .build();
        }
        return refusal.build();
    }
}
