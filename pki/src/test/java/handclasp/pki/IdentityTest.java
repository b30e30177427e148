package handclasp.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import handclasp.pki.Chains.Holder;
import handclasp.tls.SignatureScheme;
import handclasp.tls.auth.Credential;
import handclasp.tls.crypto.SignatureAlgorithm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IdentityTest {
    private final Holder root = Chains.root("Root");
    private final Holder upper = root.intermediate("Upper");
    private final Holder lower = upper.intermediate("Lower");
    private final Holder leaf = lower.server("a.test");

    IdentityTest() throws Exception {}

    private static String failure(List<X509Certificate> certificates, KeyPair pair) {
        return catchThrowableOfType(
                        PkiException.class, () -> Identity.of(certificates, pair.getPrivate()))
                .getMessage();
    }

    @Test
    void refusesMoreCertificatesThanAChainCanHave() throws Exception {
        List<X509Certificate> bundle = new ArrayList<>(Collections.nCopies(99, root.certificate()));
        bundle.add(leaf.certificate());
        assertThat(Identity.of(bundle, leaf.keys().getPrivate()).chain()).hasSize(1);

        bundle.add(root.certificate());
        assertThat(failure(bundle, leaf.keys()))
                .isEqualTo(
                        "There are 101 certificates, and an identity may come with at most 100: leave its own"
                                + " and those of its issuers, and take the others out.");
    }

    @Test
    void bringsTheChainIntoOrder() throws Exception {
        List<X509Certificate> all =
                new ArrayList<>(
                        Chains.certificates(
                                leaf,
                                lower,
                                upper,
                                root,
                                Chains.root("Stranger"),
                                Chains.root("Upper"),
                                Chains.root("Root")));
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(all, new Random(seed));
            assertThat(Identity.of(all, leaf.keys().getPrivate()).chain())
                    .isEqualTo(Chains.certificates(leaf, lower, upper, root));
        }
    }

    @Test
    void takesWhatThereIsOfAChain() throws Exception {
        assertThat(Identity.of(Chains.certificates(upper, leaf), leaf.keys().getPrivate()).chain())
                .isEqualTo(Chains.certificates(leaf));
        assertThat(Identity.of(Chains.certificates(root), root.keys().getPrivate()).chain())
                .isEqualTo(Chains.certificates(root));
    }

    @ParameterizedTest
    @EnumSource(KeyKind.class)
    void signsWithEveryKindOfKey(KeyKind kind) throws Exception {
        Holder holder = root.issue("a.test", kind, Chains.AS_IT_IS);
        Credential credential =
                Identity.of(List.of(holder.certificate()), holder.keys().getPrivate()).credential();
        byte[] message = "message".getBytes(StandardCharsets.US_ASCII);
        assertThat(credential.signer().signatureSchemes()).isNotEmpty();
        for (SignatureScheme scheme : credential.signer().signatureSchemes()) {
            byte[] signature = credential.signer().sign(scheme, message, new SecureRandom());
            SignatureAlgorithm algorithm = SignatureAlgorithm.of(scheme).orElseThrow();
            Signature verifier = Signature.getInstance(algorithm.jcaName());
            verifier.initVerify(credential.certificate().getPublicKey());
            if (algorithm.parameters().isPresent()) {
                verifier.setParameter(algorithm.parameters().get());
            }
            verifier.update(message);
            assertThat(verifier.verify(signature)).as(scheme.toString()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(KeyKind.class)
    void tellsAForeignKey(KeyKind kind) throws Exception {
        Holder holder = root.issue("a.test", kind, Chains.AS_IT_IS);
        assertThat(failure(List.of(holder.certificate()), kind.generate()))
                .startsWith(
                        "The private key does not belong to the certificate \"CN=a.test\": the key is ")
                .contains(", but another one; name the key");
        KeyKind other = kind == KeyKind.EC_P384 ? KeyKind.EC_P256 : KeyKind.EC_P384;
        assertThat(failure(List.of(holder.certificate()), other.generate()))
                .contains("does not belong");
    }

    @Test
    void tellsAPairOfTwoRsaKinds() throws Exception {
        Holder holder = root.issue("a.test", KeyKind.RSA_PSS_2048, Chains.AS_IT_IS);
        assertThat(failure(List.of(holder.certificate()), KeyKind.RSA_2048.generate()))
                .contains("the key is RSA, the certificate's is RSASSA-PSS;");
    }

    @Test
    void tellsAKeyThatTlsHasNoUseFor() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("DSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        X509Certificate certificate =
                CertificateBuilder.of(
                                new javax.security.auth.x500.X500Principal("CN=dsa"),
                                pair.getPublic(),
                                Chains.NOW,
                                Chains.NOW.plusSeconds(1))
                        .issuedBy(root.certificate(), root.keys().getPrivate());
        assertThat(failure(List.of(certificate), pair))
                .contains("has a key (DSA) that TLS 1.3 has no signature for");
    }

    @Test
    void namesTheFiles(@TempDir Path folder) throws Exception {
        Path certificates =
                Files.writeString(
                        folder.resolve("chain.pem"), Pem.write(Chains.certificates(leaf, lower)));
        Path key =
                Files.writeString(folder.resolve("key.pem"), Pem.write(upper.keys().getPrivate()));
        assertThat(
                        catchThrowableOfType(
                                        PkiException.class,
                                        () -> Identity.fromPem(certificates, key))
                                .getMessage())
                .isEqualTo(
                        "The private key in "
                                + key
                                + " does not belong to the certificate \"CN=a.test\" in "
                                + certificates
                                + " or any other one there: the key is EC, the certificate's is EC, but another one; "
                                + "name the key that the certificate was made for.");
    }

    @Test
    void readsBothFromOneFile(@TempDir Path folder) throws Exception {
        String text =
                Pem.write(Chains.certificates(upper, lower))
                        + Pem.write(leaf.keys().getPrivate())
                        + Pem.write(Chains.certificates(leaf));
        Path file = Files.writeString(folder.resolve("all.pem"), text);
        assertThat(Identity.fromPem(file, file).chain())
                .isEqualTo(Chains.certificates(leaf, lower, upper));
    }

    @Test
    void showsNothingOfTheKey() throws Exception {
        Identity identity = Identity.of(Chains.certificates(leaf), leaf.keys().getPrivate());
        assertThat(identity).hasToString("Identity[CN=a.test]");
        assertThat(identity.credential().toString()).isEqualTo("Credential[CN=a.test]");
    }
}
