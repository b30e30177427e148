package handclasp.curves;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import handclasp.testkit.Shared;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.security.spec.XECPrivateKeySpec;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.crypto.KeyAgreement;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Project Wycheproof's vectors. "acceptable" ones may be refused or computed, but not computed wrongly; that
 * an all-zero secret and an invalid one are refused is required.
 */
class WycheproofTest {

    private static final Provider PROVIDER = new HandclaspCurvesProvider();

    /** A vector as seen by the code under test: an answer, or empty where it was refused. */
    private interface Subject {
        Optional<byte[]> answer(JsonNode group, JsonNode test) throws GeneralSecurityException;
    }

    @TestFactory
    Stream<DynamicTest> ecdhWithEncodedKeys() throws IOException {
        return agreements(
                "ecdh_secp256r1_test",
                612,
                (group, test) ->
                        agree(
                                "ECDH",
                                ecPrivate(test.get("private").asText()),
                                KeyFactory.getInstance("EC", PROVIDER)
                                        .generatePublic(
                                                new X509EncodedKeySpec(bytes(test, "public")))));
    }

    @TestFactory
    Stream<DynamicTest> ecdhWithEncodedPoints() throws IOException {
        return agreements(
                "ecdh_secp256r1_ecpoint_test",
                355,
                (group, test) -> {
                    byte[] point = bytes(test, "public");
                    if (point.length != 65 || point[0] != 4) {
                        return Optional.empty(); // compressed: this provider has no API for it
                    }
                    PublicKey key =
                            new EcPublicKey(
                                    Words.fromBigEndian(point, 1), Words.fromBigEndian(point, 33));
                    return agree("ECDH", ecPrivate(test.get("private").asText()), key);
                });
    }

    private static PrivateKey ecPrivate(String hex) throws GeneralSecurityException {
        return KeyFactory.getInstance("EC", PROVIDER)
                .generatePrivate(
                        new ECPrivateKeySpec(new BigInteger(hex, 16), EcPublicKey.PARAMETERS));
    }

    @TestFactory
    Stream<DynamicTest> x25519() throws IOException {
        return agreements(
                "x25519_test",
                518,
                (group, test) ->
                        agree(
                                "X25519",
                                KeyFactory.getInstance("XDH", PROVIDER)
                                        .generatePrivate(
                                                new XECPrivateKeySpec(
                                                        NamedParameterSpec.X25519,
                                                        bytes(test, "private"))),
                                new XdhPublicKey(bytes(test, "public"))));
    }

    @TestFactory
    Stream<DynamicTest> x25519WithEncodedKeys() throws IOException {
        return agreements(
                "x25519_asn_test",
                537,
                (group, test) -> {
                    KeyFactory factory = KeyFactory.getInstance("XDH", PROVIDER);
                    return agree(
                            "XDH",
                            factory.generatePrivate(
                                    new PKCS8EncodedKeySpec(bytes(test, "private"))),
                            factory.generatePublic(new X509EncodedKeySpec(bytes(test, "public"))));
                });
    }

    private static Optional<byte[]> agree(String name, PrivateKey own, PublicKey peer)
            throws GeneralSecurityException {
        KeyAgreement agreement = KeyAgreement.getInstance(name, PROVIDER);
        agreement.init(own);
        agreement.doPhase(peer, true);
        return Optional.of(agreement.generateSecret());
    }

    private static Stream<DynamicTest> agreements(String file, int count, Subject subject)
            throws IOException {
        return tests(
                file,
                count,
                (group, test) -> {
                    Optional<byte[]> answer = ask(subject, group, test);
                    String result = test.get("result").asText();
                    if (result.equals("valid")) {
                        assertThat(answer).isPresent();
                    }
                    if (result.equals("invalid") || flags(test).contains("ZeroSharedSecret")) {
                        assertThat(answer).isEmpty();
                    }
                    answer.ifPresent(secret -> assertThat(secret).isEqualTo(bytes(test, "shared")));
                });
    }

    @TestFactory
    Stream<DynamicTest> ecdsaWithSha256() throws IOException {
        return signatures("ecdsa_secp256r1_sha256_test", 484, "SHA256withECDSA", "EC");
    }

    @TestFactory
    Stream<DynamicTest> ecdsaWithSha512() throws IOException {
        return signatures("ecdsa_secp256r1_sha512_test", 554, "SHA512withECDSA", "EC");
    }

    @TestFactory
    Stream<DynamicTest> ed25519() throws IOException {
        return signatures("ed25519_test", 151, "Ed25519", "EdDSA");
    }

    private static Stream<DynamicTest> signatures(
            String file, int count, String algorithm, String keys) throws IOException {
        Subject subject =
                (group, test) -> {
                    PublicKey key =
                            KeyFactory.getInstance(keys, PROVIDER)
                                    .generatePublic(
                                            new X509EncodedKeySpec(bytes(group, "publicKeyDer")));
                    Signature verifier = Signature.getInstance(algorithm, PROVIDER);
                    verifier.initVerify(key);
                    verifier.update(bytes(test, "msg"));
                    return verifier.verify(bytes(test, "sig"))
                            ? Optional.of(new byte[0])
                            : Optional.empty();
                };
        return tests(
                file,
                count,
                (group, test) ->
                        assertThat(ask(subject, group, test).isPresent())
                                .isEqualTo(test.get("result").asText().equals("valid")));
    }

    private static Optional<byte[]> ask(Subject subject, JsonNode group, JsonNode test) {
        try {
            return subject.answer(group, test);
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private interface Check {
        void check(JsonNode group, JsonNode test);
    }

    /** One test per group, since a dynamic test has its cost; the count guards against a file half read. */
    private static Stream<DynamicTest> tests(String file, int count, Check check)
            throws IOException {
        Path path = Shared.require("vectors/wycheproof/" + file + ".json");
        JsonNode all = new ObjectMapper().readTree(path.toFile());
        assertThat(all.get("numberOfTests").asInt()).isEqualTo(count);
        return elements(all.get("testGroups"))
                .map(
                        group ->
                                dynamicTest(
                                        file + " from " + group.get("tests").get(0).get("tcId"),
                                        () ->
                                                elements(group.get("tests"))
                                                        .forEach(test -> one(check, group, test))));
    }

    private static void one(Check check, JsonNode group, JsonNode test) {
        try {
            check.check(group, test);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(test.get("tcId") + ": " + test.get("comment"), e);
        }
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static Set<String> flags(JsonNode test) {
        return Set.copyOf(elements(test.get("flags")).map(JsonNode::asText).toList());
    }

    private static byte[] bytes(JsonNode node, String field) {
        return Reference.hex(node.get(field).asText());
    }
}
