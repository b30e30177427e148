package handclasp.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import handclasp.conformance.peer.Authority;
import handclasp.conformance.peer.CertificateKind;
import handclasp.conformance.peer.Chromium;
import handclasp.conformance.peer.Feature;
import handclasp.conformance.peer.FiledIdentity;
import handclasp.conformance.peer.Http;
import handclasp.conformance.peer.Setup;
import handclasp.pki.Purpose;
import handclasp.tls.Alert;
import handclasp.tls.CipherSuite;
import handclasp.tls.ClientAuthentication;
import handclasp.tls.Facts;
import handclasp.tls.NamedGroup;
import handclasp.tls.PeerAlert;
import handclasp.tls.RecordPadding;
import handclasp.tls.Role;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.SignatureScheme;
import handclasp.tls.TlsSocket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A browser that trusts our authority, and what its DevTools say of the connection beside what
 * Handclasp says. Chromium has neither Ed25519, Ed448 and RSA-PSS keys nor secp521r1 and x448.
 */
final class ChromiumTest {
    private static final List<NamedGroup> GROUPS =
            List.of(NamedGroup.X25519, NamedGroup.SECP256R1, NamedGroup.SECP384R1);
    private static final List<CertificateKind> KINDS =
            List.of(CertificateKind.RSA, CertificateKind.P256, CertificateKind.P384);
    private static final String CHANGE_CIPHER_SPEC = "< ChangeCipherSpec";
    private static final Bulk BULK = new Bulk(7);

    private static Chromium chromium;

    @BeforeAll
    static void start() throws Exception {
        chromium = Chromium.trusting(KINDS.stream().map(Authority::of).toList());
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    /** Each pair of suite, group and kind. */
    static Stream<Arguments> cells() {
        List<Arguments> cells = new ArrayList<>();
        for (int i = 0; i < KINDS.size(); i++) {
            for (int j = 0; j < GROUPS.size(); j++) {
                CipherSuite suite = Setup.ALL_SUITES.get((i + j) % Setup.ALL_SUITES.size());
                cells.add(arguments(KINDS.get(i), GROUPS.get(j), suite));
            }
        }
        return cells.stream();
    }

    /** A site whose page is what this connection settled. */
    private static String serve(TlsSocket socket) throws IOException {
        String served = "";
        for (String head = Http.readHead(socket.inputStream());
                !head.isEmpty();
                head = Http.readHead(socket.inputStream())) {
            String path = Http.path(head);
            served += path + " ";
            switch (path) {
                case "/" -> answer(socket, "text/html", page(socket.facts()));
                case "/bulk" -> {
                    socket.outputStream().write(Http.ok("application/octet-stream", Bulk.SIZE));
                    BULK.writeTo(socket.outputStream());
                }
                case "/digest" -> answer(socket, "text/plain", Bulk.sha256(socket.inputStream()));
                case "/update" -> {
                    socket.updateKeys(true);
                    answer(socket, "text/plain", "updated");
                }
                default -> answer(socket, "text/plain", path);
            }
        }
        return served;
    }

    private static void answer(TlsSocket socket, String type, String body) throws IOException {
        socket.outputStream().write(Http.ok(type, body.length()));
        socket.outputStream().write(body.getBytes(StandardCharsets.US_ASCII));
    }

    private static String page(Facts facts) {
        return "<!doctype html><title>Handclasp</title>"
                + facts.version().orElseThrow()
                + "; "
                + facts.cipherSuite().orElseThrow()
                + "; "
                + facts.namedGroup().orElseThrow()
                + "; "
                + facts.ownSignatureScheme().orElseThrow()
                + "; "
                + facts.applicationProtocol().orElse("no ALPN")
                + "; "
                + facts.serverName().orElseThrow()
                + "; "
                + (facts.retried() ? "retried" : "at once");
    }

    @ParameterizedTest(name = "certificate {0}, {1}, {2}")
    @MethodSource("cells")
    void theBrowsersSecurityDetailsAgreeWithOurs(
            CertificateKind kind, NamedGroup group, CipherSuite suite) throws Exception {
        FiledIdentity identity = Authority.of(kind).server(kind);
        ServerConfiguration configuration =
                Handclasp.server(identity)
                        .cipherSuites(List.of(suite))
                        .namedGroups(List.of(group))
                        .applicationProtocols(List.of("http/1.1"))
                        .build();
        try (Handclasp.Server<String> server =
                Handclasp.serve(configuration, ChromiumTest::serve)) {
            JsonObject response = chromium.visit("https://localhost:" + server.port() + "/");
            JsonObject details = response.getAsJsonObject("securityDetails");
            assertThat(response.get("securityState").getAsString()).isEqualTo("secure");
            assertThat(chromium.evaluate("document.body.innerText"))
                    .isEqualTo(
                            "%s; %s; %s; %s; %s; localhost; %s"
                                    .formatted(
                                            details.get("protocol").getAsString(),
                                            suite(details),
                                            group(details),
                                            signature(details),
                                            response.get("protocol").getAsString(),
                                            group.equals(NamedGroup.X25519)
                                                    ? "at once"
                                                    : "retried"));
            assertThat(suite(details)).isEqualTo(suite);
            assertThat(group(details)).isEqualTo(group);
            assertThat(signature(details)).isIn(kind.schemes());
            compare(details, identity.certificate());
            assertThat(server.watches())
                    .allSatisfy(watch -> assertThat(watch.changes()).contains(CHANGE_CIPHER_SPEC));
            Evidence.proved(
                    chromium,
                    Role.CLIENT,
                    Feature.of(suite),
                    Feature.of(group),
                    Feature.of(kind),
                    Feature.SECURITY_DETAILS,
                    Feature.COMPATIBILITY_MODE,
                    Feature.ALPN,
                    Feature.SERVER_NAME);
            if (!group.equals(NamedGroup.X25519)) {
                Evidence.proved(chromium, Role.CLIENT, Feature.RETRY);
            }
        }
    }

    /** Such as {@code AES_128_GCM}; in TLS 1.3 that leaves one suite. */
    private static CipherSuite suite(JsonObject details) {
        String cipher = details.get("cipher").getAsString();
        return Setup.ALL_SUITES.stream()
                .filter(suite -> suite.toString().startsWith("TLS_" + cipher + "_"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(details.toString()));
    }

    private static NamedGroup group(JsonObject details) {
        return NamedGroup.named(details.get("keyExchangeGroup").getAsString()).orElseThrow();
    }

    private static SignatureScheme signature(JsonObject details) {
        return new SignatureScheme(details.get("serverSignatureAlgorithm").getAsInt());
    }

    private static void compare(JsonObject details, X509Certificate certificate)
            throws CertificateParsingException {
        assertThat("CN=" + details.get("subjectName").getAsString())
                .isEqualTo(certificate.getSubjectX500Principal().getName());
        assertThat("CN=" + details.get("issuer").getAsString())
                .isEqualTo(certificate.getIssuerX500Principal().getName());
        assertThat(Instant.ofEpochSecond(details.get("validTo").getAsLong()))
                .isEqualTo(certificate.getNotAfter().toInstant());
        List<String> names =
                details.getAsJsonArray("sanList").asList().stream()
                        .map(JsonElement::getAsString)
                        .toList();
        assertThat(names).hasSameSizeAs(certificate.getSubjectAlternativeNames());
        assertThat(names).contains("localhost", "127.0.0.1");
    }

    /** The upload is slow: each piece of it goes through several of the browser's processes. */
    @Test
    void thePageMovesSixtyFourMebibytesEachWay() throws Exception {
        FiledIdentity identity = Authority.any().server(CertificateKind.P256);
        try (Handclasp.Server<String> server =
                Handclasp.serve(Handclasp.server(identity).build(), ChromiumTest::serve)) {
            chromium.visit("https://localhost:" + server.port() + "/");
            String hashes =
                    chromium.evaluate(
                            """
                            (async () => {
                                const bytes = await (await fetch('/bulk')).arrayBuffer();
                                const digest = await crypto.subtle.digest('SHA-256', bytes);
                                const hash = Array.from(new Uint8Array(digest))
                                    .map(b => b.toString(16).padStart(2, '0')).join('');
                                const answer = await fetch('/digest', {method: 'POST', body: bytes});
                                return bytes.byteLength + ' ' + hash + ' ' + await answer.text();
                            })()
                            """);
            String hash = BULK.sha256();
            assertThat(hashes).isEqualTo(Bulk.SIZE + " " + hash + " " + hash);
            Evidence.proved(chromium, Role.CLIENT, Feature.LONG_BODY, Feature.BULK);
        }
    }

    /**
     * The browser's answer rides before its next request on that connection, and it may hold others
     * open; so it is asked for as many things at once as it has connections.
     */
    @Test
    void theBrowserAnswersOurKeyUpdateAndReadsPaddedRecords() throws Exception {
        FiledIdentity identity = Authority.any().server(CertificateKind.P256);
        ServerConfiguration configuration =
                Handclasp.server(identity).padding(RecordPadding.toMultipleOf(512)).build();
        try (Handclasp.Server<String> server =
                Handclasp.serve(configuration, ChromiumTest::serve)) {
            chromium.visit("https://localhost:" + server.port() + "/");
            String heard =
                    chromium.evaluate(
                            """
                            (async () => {
                                const first = await (await fetch('/update')).text();
                                const after = await Promise.all([1, 2, 3, 4, 5, 6].map(
                                    async n => (await fetch('/after' + n)).text()));
                                return first + ' ' + after.join(' ');
                            })()
                            """);
            assertThat(heard).isEqualTo("updated /after1 /after2 /after3 /after4 /after5 /after6");
            Watch updated =
                    server.watches().stream()
                            .filter(watch -> watch.count("> KeyUpdate") > 0)
                            .findFirst()
                            .orElseThrow();
            assertThat(updated.count("< KeyUpdate")).as("%s", updated).isEqualTo(1);
            Evidence.proved(chromium, Role.CLIENT, Feature.KEY_UPDATE_BY_US, Feature.PADDING_BY_US);
        }
    }

    // What the browser refuses.

    static Stream<Arguments> faults() {
        Authority authority = Authority.any();
        Instant now = Instant.now();
        Duration day = Duration.ofDays(1);
        return Stream.of(
                arguments(
                        "net::ERR_CERT_AUTHORITY_INVALID",
                        Authority.stranger().server(CertificateKind.P256),
                        Feature.UNKNOWN_AUTHORITY),
                arguments(
                        "net::ERR_CERT_COMMON_NAME_INVALID",
                        authority.file(authority.issue().names("elsewhere.test")),
                        Feature.WRONG_NAME),
                arguments(
                        "net::ERR_CERT_DATE_INVALID",
                        authority.file(
                                authority
                                        .issue()
                                        .names("localhost")
                                        .validity(now.minus(day).minus(day), now.minus(day))),
                        Feature.EXPIRED),
                arguments(
                        "net::ERR_CERT_DATE_INVALID",
                        authority.file(
                                authority
                                        .issue()
                                        .names("localhost")
                                        .validity(now.plus(day), now.plus(day).plus(day))),
                        Feature.NOT_YET_VALID),
                arguments(
                        "net::ERR_CERT_INVALID",
                        authority.file(
                                authority.issue().names("localhost").purposes(Purpose.CLIENT)),
                        Feature.WRONG_USAGE));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("faults")
    void theBrowserRefusesOurCertificate(String error, FiledIdentity identity, Feature feature)
            throws Exception {
        try (Handclasp.Server<String> server =
                Handclasp.serve(Handclasp.server(identity).build(), ChromiumTest::serve)) {
            assertThat(chromium.refuse("https://localhost:" + server.port() + "/"))
                    .isEqualTo(error);
            assertThat(server.next().failure().error())
                    .isEqualTo(new PeerAlert(Alert.CERTIFICATE_UNKNOWN));
            Evidence.proved(chromium, Role.CLIENT, feature);
        }
    }

    @Test
    void theBrowserHasNoClientCertificate() throws Exception {
        FiledIdentity identity = Authority.any().server(CertificateKind.P256);
        ServerConfiguration wants =
                Handclasp.server(identity)
                        .verifier(Authority.any().verifier())
                        .clientAuthentication(ClientAuthentication.WANT)
                        .build();
        try (Handclasp.Server<String> server = Handclasp.serve(wants, ChromiumTest::serve)) {
            chromium.visit("https://localhost:" + server.port() + "/");
            Evidence.proved(chromium, Role.CLIENT, Feature.CLIENT_CERTIFICATE_OPTIONAL);
        }
        ServerConfiguration needs =
                wants.toBuilder().clientAuthentication(ClientAuthentication.NEED).build();
        try (Handclasp.Server<String> server = Handclasp.serve(needs, ChromiumTest::serve)) {
            assertThat(refusalHeard(server.port())).isEqualTo("net::ERR_BAD_SSL_CLIENT_AUTH_CERT");
            Evidence.proved(chromium, Role.CLIENT, Feature.CLIENT_CERTIFICATE_MISSING);
        }
    }

    /**
     * The browser's handshake is complete before the server's refusal arrives. If that comes, and the connection with it
     * ends, before the browser has begun to read, it says so and not why; then it is asked again.
     */
    private static String refusalHeard(int port) throws InterruptedException {
        String error = "";
        for (int i = 0; i < 10; i++) {
            error = chromium.refuse("https://localhost:" + port + "/");
            if (!error.equals("net::ERR_SOCKET_NOT_CONNECTED")) {
                return error;
            }
        }
        return error;
    }
}
