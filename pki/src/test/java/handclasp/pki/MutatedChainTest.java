package handclasp.pki;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.pki.Chains.Holder;
import handclasp.tls.Role;
import handclasp.tls.ServerName;
import handclasp.tls.TlsException;
import handclasp.tls.auth.PeerCertificates;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever bytes a peer sends as certificates, they are refused in words, and never break the verifier. */
class MutatedChainTest {
    private static final String NAME = "www.example.com";
    private static final int ROUNDS = 1500;

    private final Holder root =
            Chains.root(
                    "Root",
                    builder ->
                            builder.nameConstraints(
                                    List.of("com", "10.0.0.0/8"), List.of("example.org")));
    private final Holder intermediate =
            root.intermediate(
                    "Intermediate",
                    builder ->
                            builder.purposes(List.of(Purpose.SERVER))
                                    .nameConstraints(
                                            List.of("example.com", "10.0.0.0/8"),
                                            List.of("fd00::/8")));
    private final Holder leaf =
            intermediate.server(
                    NAME, builder -> builder.names(List.of("*.example.com", "10.0.0.1")));
    private final ChainVerifier verifier = ChainVerifier.trusting(Chains.certificates(root));

    MutatedChainTest() throws Exception {}

    @Test
    void acceptsTheOriginal() {
        assertThat(verify(leaf.certificate(), intermediate.certificate())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void refusesEveryMutation(boolean ofTheLeaf) throws Exception {
        X509Certificate original = (ofTheLeaf ? leaf : intermediate).certificate();
        Random random = new Random(20261124);
        int read = 0;
        for (int i = 0; i < ROUNDS; i++) {
            Optional<X509Certificate> mutant = parse(mutated(original.getEncoded(), random));
            // One signature has several encodings, and changes to one byte may cancel out.
            if (mutant.isEmpty() || sayTheSame(mutant.get(), original)) {
                continue;
            }
            read++;
            boolean accepted =
                    ofTheLeaf
                            ? verify(mutant.get(), intermediate.certificate())
                            : verify(leaf.certificate(), mutant.get());
            assertThat(accepted).as("mutant %d", i).isFalse();
        }
        assertThat(read).as("mutants that could be read at all").isGreaterThan(ROUNDS / 10);
    }

    private static boolean sayTheSame(X509Certificate one, X509Certificate other) throws Exception {
        return Arrays.equals(one.getTBSCertificate(), other.getTBSCertificate());
    }

    private boolean verify(X509Certificate first, X509Certificate second) {
        try {
            verifier.verify(
                    new PeerCertificates(
                            Role.SERVER,
                            List.of(first, second),
                            Optional.of(ServerName.of(NAME)),
                            Chains.NOW));
            return true;
        } catch (TlsException e) {
            return false;
        }
    }

    /** Up to three bytes are others. */
    private static byte[] mutated(byte[] original, Random random) {
        byte[] bytes = original.clone();
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
        }
        return bytes;
    }

    private static Optional<X509Certificate> parse(byte[] bytes) {
        try {
            return Optional.of(X509.certificate(new ByteArrayInputStream(bytes)));
        } catch (CertificateException e) {
            return Optional.empty();
        }
    }
}
