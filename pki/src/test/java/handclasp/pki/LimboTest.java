package handclasp.pki;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import handclasp.tls.Role;
import handclasp.tls.ServerName;
import handclasp.tls.TlsException;
import handclasp.tls.auth.PeerCertificates;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The verdicts of x509-limbo, a suite of chains that X.509 verifiers should agree on. Where this one does not, {@code
 * limbo-skips.txt} says why; an entry there whose case agrees after all fails too.
 */
class LimboTest {
    /** When the vectors were made, for cases that name no time. */
    private static final Instant MADE = Instant.parse("2026-11-24T12:00:00Z");

    /** Far beyond what any chain needs; a verifier that a peer can keep busy exceeds it. */
    private static final Duration LONGEST = Duration.ofSeconds(20);

    @TestFactory
    Stream<DynamicTest> verdicts() throws IOException {
        Map<String, String> skips = skips();
        List<JsonObject> cases = cases();
        Set<String> known = new HashSet<>();
        cases.forEach(limboCase -> known.add(limboCase.get("id").getAsString()));
        assertThat(known).as("cases that limbo-skips.txt names").containsAll(skips.keySet());
        return cases.stream()
                .map(
                        limboCase -> {
                            String id = limboCase.get("id").getAsString();
                            return DynamicTest.dynamicTest(
                                    id, () -> check(limboCase, Optional.ofNullable(skips.get(id))));
                        });
    }

    private static void check(JsonObject limboCase, Optional<String> skip) throws Exception {
        boolean wanted = limboCase.get("expected_result").getAsString().equals("SUCCESS");
        long start = System.nanoTime();
        Optional<String> refusal = refusal(limboCase);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONGEST);
        if (skip.isPresent()) {
            assertThat(refusal.isEmpty())
                    .as("agrees now: take it off limbo-skips.txt")
                    .isNotEqualTo(wanted);
            return;
        }
        assertThat(refusal.isEmpty())
                .as(
                        "%s%nours: %s",
                        limboCase.get("description").getAsString(), refusal.orElse("accepted"))
                .isEqualTo(wanted);
    }

    /** What is said against the chain, if only that a certificate of it cannot be read; empty if it is accepted. */
    private static Optional<String> refusal(JsonObject limboCase) {
        try {
            ChainVerifier verifier =
                    ChainVerifier.trusting(certificates(limboCase.get("trusted_certs")));
            List<X509Certificate> chain = new ArrayList<>();
            chain.addAll(
                    Pem.parseCertificates(
                            limboCase.get("peer_certificate").getAsString(),
                            "the peer's certificate"));
            chain.addAll(certificates(limboCase.get("untrusted_intermediates")));
            verifier.verify(
                    new PeerCertificates(
                            role(limboCase), chain, serverName(limboCase), time(limboCase)));
            return Optional.empty();
        } catch (TlsException e) {
            return Optional.of(e.error() + ": " + e.getMessage());
        } catch (PkiException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static Role role(JsonObject limboCase) {
        return Role.valueOf(limboCase.get("validation_kind").getAsString());
    }

    private static Optional<ServerName> serverName(JsonObject limboCase) {
        JsonElement name = limboCase.get("expected_peer_name");
        return name.isJsonNull()
                ? Optional.empty()
                : Optional.of(ServerName.of(name.getAsJsonObject().get("value").getAsString()));
    }

    private static Instant time(JsonObject limboCase) {
        JsonElement time = limboCase.get("validation_time");
        return time.isJsonNull() ? MADE : OffsetDateTime.parse(time.getAsString()).toInstant();
    }

    private static List<X509Certificate> certificates(JsonElement pems) throws PkiException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (JsonElement pem : pems.getAsJsonArray()) {
            certificates.addAll(Pem.parseCertificates(pem.getAsString(), "a certificate"));
        }
        return certificates;
    }

    private static List<JsonObject> cases() throws IOException {
        String text = Files.readString(Shared.require("vectors/x509-limbo/limbo.json"));
        return JsonParser.parseString(text)
                .getAsJsonObject()
                .getAsJsonArray("testcases")
                .asList()
                .stream()
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    /** Lines of an id, a space and a reason; what follows a # and empty lines do not count. */
    private static Map<String, String> skips() throws IOException {
        Map<String, String> skips = new LinkedHashMap<>();
        try (InputStream in = LimboTest.class.getResourceAsStream("/limbo-skips.txt")) {
            for (String line :
                    new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    int space = line.indexOf(' ');
                    assertThat(space).as("a reason in: " + line).isPositive();
                    skips.put(line.substring(0, space), line.substring(space + 1).strip());
                }
            }
        }
        return skips;
    }
}
