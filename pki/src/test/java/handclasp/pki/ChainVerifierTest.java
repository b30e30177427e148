package handclasp.pki;

import static handclasp.pki.Chains.AS_IT_IS;
import static handclasp.pki.Chains.NOW;
import static handclasp.pki.Chains.certificates;
import static handclasp.pki.Chains.client;
import static handclasp.pki.Chains.root;
import static handclasp.pki.Chains.selfSigned;
import static handclasp.pki.Chains.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import handclasp.pki.Chains.Holder;
import handclasp.tls.Alert;
import handclasp.tls.BadCertificate;
import handclasp.tls.Role;
import handclasp.tls.ServerName;
import handclasp.tls.SignatureScheme;
import handclasp.tls.TlsException;
import handclasp.tls.auth.PeerCertificates;
import java.io.ByteArrayInputStream;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChainVerifierTest {
    private static final String NAME = "www.example.com";

    private final Holder root = root("Root");
    private final Holder intermediate = root.intermediate("Intermediate");
    private final Holder leaf = intermediate.server(NAME);
    private final ChainVerifier verifier = ChainVerifier.trusting(certificates(root));

    ChainVerifierTest() throws Exception {}

    private TlsException refusal(ChainVerifier by, PeerCertificates peer) {
        TlsException refusal = catchThrowableOfType(TlsException.class, () -> by.verify(peer));
        assertThat(refusal).as("a refusal").isNotNull();
        assertThat(refusal.getMessage())
                .doesNotContainPattern("[\\p{Cntrl}]")
                .hasSizeLessThan(1500);
        assertThat(refusal.getStackTrace()).isEmpty();
        return refusal;
    }

    private void refused(BadCertificate error, String words, PeerCertificates peer) {
        TlsException refusal = refusal(verifier, peer);
        assertThat(refusal.error()).as(refusal.getMessage()).isEqualTo(error);
        assertThat(refusal.getMessage()).contains(words);
    }

    @Test
    void acceptsAChainUpToItsRoot() throws Exception {
        assertThat(verifier.verify(server(NAME, leaf, intermediate)))
                .isEqualTo(certificates(leaf, intermediate, root));
    }

    @ParameterizedTest
    @EnumSource(KeyKind.class)
    void acceptsEveryKindOfKeyInEveryPlace(KeyKind kind) throws Exception {
        Holder issuer =
                root.issue(
                        "Issuer " + kind,
                        kind,
                        builder -> builder.authority().keyUses(List.of(KeyUse.CERTIFICATE_SIGN)));
        Holder server =
                issuer.issue("Server " + kind, kind, builder -> builder.names(List.of(NAME)));
        assertThat(verifier.verify(server(NAME, server, issuer))).hasSize(3);
    }

    @Test
    void findsThePathWhateverTheOrderAndTheExtras() throws Exception {
        Holder second = intermediate.intermediate("Second");
        Holder server = second.server(NAME);
        Holder otherRoot = root("Another root");
        List<X509Certificate> rest =
                new ArrayList<>(
                        certificates(
                                second,
                                intermediate,
                                root,
                                otherRoot,
                                otherRoot.server("other.example"),
                                leaf,
                                otherRoot.intermediate("Intermediate")));
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(rest, new Random(seed));
            List<X509Certificate> chain = new ArrayList<>(List.of(server.certificate()));
            chain.addAll(rest);
            PeerCertificates peer =
                    new PeerCertificates(Role.SERVER, chain, Optional.of(ServerName.of(NAME)), NOW);
            assertThat(verifier.verify(peer))
                    .isEqualTo(certificates(server, second, intermediate, root));
        }
    }

    @Test
    void triesTheNextPathWhenOneFails() throws Exception {
        // The same intermediate, certified once by an authority that is not trusted any more in
        // time, once by ours.
        CertificateBuilder expired =
                CertificateBuilder.of(
                                new X500Principal("CN=Intermediate"),
                                intermediate.keys().getPublic(),
                                NOW.minus(Duration.ofDays(20)),
                                NOW.minus(Duration.ofDays(1)))
                        .authority();
        Holder old =
                new Holder(
                        expired.issuedBy(root.certificate(), root.keys().getPrivate()),
                        intermediate.keys());
        assertThat(verifier.verify(server(NAME, leaf, old, intermediate)))
                .isEqualTo(certificates(leaf, intermediate, root));
    }

    @Test
    void trustsAnIntermediateThatIsAnAnchor() throws Exception {
        ChainVerifier partial = ChainVerifier.trusting(certificates(intermediate));
        assertThat(partial.verify(server(NAME, leaf))).isEqualTo(certificates(leaf, intermediate));
        assertThat(partial.verify(server(NAME, leaf, intermediate, root)))
                .isEqualTo(certificates(leaf, intermediate));
    }

    @Test
    void trustsThePeersOwnCertificateThatIsAnAnchor() throws Exception {
        Holder own = selfSigned(NAME, AS_IT_IS);
        for (Holder anchor : List.of(leaf, own)) {
            ChainVerifier pinned = ChainVerifier.trusting(certificates(anchor));
            assertThat(pinned.verify(server(NAME, anchor))).isEqualTo(certificates(anchor));
            assertThat(refusal(pinned, server("other.example", anchor)).error())
                    .isEqualTo(BadCertificate.WRONG_NAME);
            assertThat(
                            refusal(pinned, server(NAME, NOW.plus(Duration.ofDays(200)), anchor))
                                    .error())
                    .isEqualTo(BadCertificate.EXPIRED);
        }
        assertThat(refusal(ChainVerifier.trusting(certificates(leaf)), client(leaf)).error())
                .isEqualTo(BadCertificate.WRONG_USAGE);
    }

    @Test
    void combinesAnchors() throws Exception {
        Holder other = root("Other");
        Holder server = other.server(NAME);
        assertThat(refusal(verifier, server(NAME, server)).error())
                .isEqualTo(BadCertificate.UNKNOWN_AUTHORITY);
        ChainVerifier both = verifier.alsoTrusting(certificates(other));
        assertThat(both.verify(server(NAME, server))).hasSize(2);
        assertThat(both.verify(server(NAME, leaf, intermediate))).hasSize(3);
        assertThat(both.anchors()).containsExactlyElementsOf(certificates(root, other));
        assertThat(both.authorities())
                .containsExactly(new X500Principal("CN=Root"), new X500Principal("CN=Other"));
    }

    @Test
    void knowsThePublicAuthoritiesOfThisJava() throws Exception {
        ChainVerifier system = ChainVerifier.system();
        assertThat(system.anchors()).hasSizeGreaterThan(50);
        assertThat(refusal(system, server(NAME, leaf, intermediate)).error())
                .isEqualTo(BadCertificate.UNKNOWN_AUTHORITY);
    }

    @Test
    void saysWhenAnIntermediateIsMissing() {
        refused(
                BadCertificate.UNKNOWN_AUTHORITY,
                "the issuer of \"CN=www.example.com\" is \"CN=Intermediate\", which is not trusted, and no certificate "
                        + "for it was sent: an intermediate certificate is missing",
                server(NAME, leaf));
    }

    @Test
    void saysWhenACertificateIsSelfSigned() throws Exception {
        Holder own = selfSigned(NAME, AS_IT_IS);
        refused(
                BadCertificate.UNKNOWN_AUTHORITY,
                "\"CN=www.example.com\" is self-signed",
                server(NAME, own));
        assertThat(refusal(verifier, server(NAME, own)).error().alert())
                .isEqualTo(Alert.UNKNOWN_CA);
    }

    @Test
    void saysWhichRootIsNotTrusted() throws Exception {
        Holder other = root("Stranger");
        refused(
                BadCertificate.UNKNOWN_AUTHORITY,
                "the chain ends at the root \"CN=Stranger\", which is not trusted",
                server(NAME, other.server(NAME), other));
    }

    @Test
    void tellsAnAuthorityThatWasMadeAnewFromABrokenSignature() throws Exception {
        Holder again = root("Root");
        refused(
                BadCertificate.UNKNOWN_AUTHORITY,
                "another key than the one of this name",
                server(NAME, again.server(NAME)));
        refused(
                BadCertificate.UNKNOWN_AUTHORITY,
                "another key",
                server(NAME, again.server(NAME), again));
    }

    @Test
    void refusesWhatHasExpired() throws Exception {
        refused(
                BadCertificate.EXPIRED,
                "\"CN=www.example.com\" expired on 2027-03-04 12:00:00 UTC, 3 days ago",
                server(NAME, NOW.plus(Duration.ofDays(103)), leaf, intermediate));
        // The certificate's last second counts in full.
        assertThat(
                        verifier.verify(
                                server(
                                        NAME,
                                        NOW.plus(Duration.ofDays(100)).plusMillis(999),
                                        leaf,
                                        intermediate)))
                .hasSize(3);
        refused(
                BadCertificate.EXPIRED,
                "1 second ago",
                server(NAME, NOW.plus(Duration.ofDays(100)).plusSeconds(1), leaf, intermediate));
    }

    @Test
    void refusesWhatIsNotValidYet() {
        refused(
                BadCertificate.NOT_YET_VALID,
                "\"CN=www.example.com\" is valid from 2026-11-14 12:00:00 UTC, in 2 days",
                server(NAME, NOW.minus(Duration.ofDays(12)), leaf, intermediate));
    }

    @Test
    void refusesAnExpiredRoot() throws Exception {
        KeyPair pair = KeyKind.EC_P256.generate();
        X509Certificate old =
                CertificateBuilder.of(
                                new X500Principal("CN=Old root"),
                                pair.getPublic(),
                                NOW.minus(Duration.ofDays(20)),
                                NOW.minus(Duration.ofHours(5)))
                        .authority()
                        .selfSigned(pair.getPrivate());
        Holder server = new Holder(old, pair).server(NAME);
        TlsException refusal = refusal(ChainVerifier.trusting(List.of(old)), server(NAME, server));
        assertThat(refusal.error()).isEqualTo(BadCertificate.EXPIRED);
        assertThat(refusal)
                .hasMessageContaining("\"CN=Old root\" expired")
                .hasMessageContaining("5 hours ago");
    }

    @Test
    void refusesAnotherName() throws Exception {
        refused(
                BadCertificate.WRONG_NAME,
                "this end: asked for example.org; the peer: certified for www.example.com",
                server("example.org", leaf, intermediate));
        Holder many =
                root.server(
                        "a.example",
                        builder ->
                                builder.names(
                                        List.of("b.example", "*.c.example", "10.0.0.1", "::1")));
        refused(
                BadCertificate.WRONG_NAME,
                "certified for a.example, b.example, *.c.example, 10.0.0.1, ::1",
                server("d.example", many));
    }

    @Test
    void namesOnlyAFewOfManyNames() throws Exception {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            names.add("host" + i + ".example");
        }
        Holder many = root.server("a.example", builder -> builder.names(names));
        refused(BadCertificate.WRONG_NAME, " and 293 more", server("d.example", many));
    }

    @Test
    void ignoresTheCommonName() throws Exception {
        Holder server = root.issue(NAME, KeyKind.EC_P256, AS_IT_IS);
        refused(
                BadCertificate.WRONG_NAME,
                "certified for no DNS name or IP address (the subject \"CN=www.example.com\" does not count)",
                server(NAME, server));
    }

    @Test
    void refusesAClientsCertificateOfAServerAndTheOtherWayRound() throws Exception {
        Holder user =
                root.issue(
                        "alice",
                        KeyKind.ED25519,
                        builder -> builder.purposes(List.of(Purpose.CLIENT)));
        assertThat(verifier.verify(client(user))).hasSize(2);
        refused(
                BadCertificate.WRONG_USAGE,
                "the extended key usage of \"CN=www.example.com\" is serverAuth, and a TLS client needs clientAuth",
                client(leaf, intermediate));
        refused(
                BadCertificate.WRONG_USAGE,
                "is clientAuth, and a TLS server needs serverAuth",
                server(NAME, user));
    }

    @Test
    void refusesAnIntermediateForAnotherPurpose() throws Exception {
        Holder signing =
                root.intermediate(
                        "Code", builder -> builder.purposes(List.of(Purpose.CODE_SIGNING)));
        refused(
                BadCertificate.WRONG_USAGE,
                "the extended key usage of \"CN=Code\" is codeSigning",
                server(NAME, signing.server(NAME), signing));
        Holder any = root.intermediate("Any", builder -> builder.purposes(List.of(Purpose.ANY)));
        assertThat(verifier.verify(server(NAME, any.server(NAME), any))).hasSize(3);
    }

    @Test
    void refusesAKeyThatMayNotSign() throws Exception {
        Holder server =
                root.issue(
                        NAME,
                        KeyKind.RSA_2048,
                        builder ->
                                builder.names(List.of(NAME))
                                        .keyUses(List.of(KeyUse.KEY_ENCIPHERMENT)));
        refused(
                BadCertificate.WRONG_USAGE,
                "does not include digitalSignature",
                server(NAME, server));
    }

    /** In the RSA key exchange of TLS 1.2 the key decrypts, and need not be for signatures (RFC 5246 §7.4.2). */
    @Test
    void aKeyThatEnciphersNeedNotSign() throws Exception {
        Holder enciphers =
                root.issue(
                        NAME,
                        KeyKind.RSA_2048,
                        builder ->
                                builder.names(List.of(NAME))
                                        .keyUses(List.of(KeyUse.KEY_ENCIPHERMENT)));
        Holder signs =
                root.issue(
                        NAME,
                        KeyKind.RSA_2048,
                        builder ->
                                builder.names(List.of(NAME))
                                        .keyUses(List.of(KeyUse.DIGITAL_SIGNATURE)));

        assertThat(verifier.verify(enciphering(server(NAME, enciphers)))).hasSize(2);
        refused(
                BadCertificate.WRONG_USAGE,
                "does not include keyEncipherment",
                enciphering(server(NAME, signs)));
    }

    private static PeerCertificates enciphering(PeerCertificates peer) {
        return new PeerCertificates(
                peer.role(),
                peer.chain(),
                peer.serverName(),
                peer.time(),
                PeerCertificates.KeyUse.KEY_ENCIPHERMENT);
    }

    @Test
    void refusesAnIssuerThatIsNoAuthority() throws Exception {
        Holder fake = leaf.server("victim.example");
        refused(
                BadCertificate.WRONG_USAGE,
                "\"CN=www.example.com\" signed \"CN=victim.example\", but is no certificate authority",
                server("victim.example", fake, leaf, intermediate));
        Holder noSigning =
                root.issue(
                        "Half",
                        KeyKind.EC_P256,
                        builder -> builder.authority().keyUses(List.of(KeyUse.DIGITAL_SIGNATURE)));
        refused(
                BadCertificate.WRONG_USAGE,
                "its key usage does not allow to sign certificates",
                server(NAME, noSigning.server(NAME), noSigning));
    }

    @Test
    void refusesWhatAPinnedLeafIssued() throws Exception {
        TlsException refusal =
                refusal(
                        ChainVerifier.trusting(certificates(leaf)),
                        server("victim.example", leaf.server("victim.example")));
        assertThat(refusal.error()).isEqualTo(BadCertificate.WRONG_USAGE);
    }

    @Test
    void refusesABrokenSignature() throws Exception {
        byte[] bytes = leaf.certificate().getEncoded();
        bytes[bytes.length - 1] ^= 1;
        X509Certificate broken = X509.certificate(new ByteArrayInputStream(bytes));
        refused(
                BadCertificate.CORRUPT,
                "the signature on \"CN=www.example.com\" is not that of its issuer \"CN=Intermediate\"",
                server(NAME, new Holder(broken, leaf.keys()), intermediate));
    }

    @Test
    void refusesSha1() throws Exception {
        Holder sha1 =
                intermediate.server(
                        NAME,
                        builder ->
                                builder.signedWith(
                                        SignatureScheme.named("ecdsa_sha1").orElseThrow()));
        refused(
                BadCertificate.WEAK,
                "\"CN=www.example.com\" is signed with SHA-1",
                server(NAME, sha1, intermediate));
        Holder weakIntermediate =
                root.intermediate(
                        "Weak",
                        builder ->
                                builder.signedWith(
                                        SignatureScheme.named("ecdsa_sha1").orElseThrow()));
        refused(
                BadCertificate.WEAK,
                "\"CN=Weak\" is signed with SHA-1",
                server(NAME, weakIntermediate.server(NAME), weakIntermediate));
    }

    @Test
    void doesNotMindHowARootSignedItself() throws Exception {
        Holder old =
                root(
                        "Old",
                        builder ->
                                builder.signedWith(
                                        SignatureScheme.named("ecdsa_sha1").orElseThrow()));
        assertThat(
                        ChainVerifier.trusting(certificates(old))
                                .verify(server(NAME, old.server(NAME), old)))
                .hasSize(2);
    }

    @Test
    void refusesShortKeys() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        KeyPair pair = generator.generateKeyPair();
        X509Certificate certificate =
                CertificateBuilder.of(
                                new X500Principal("CN=Short"),
                                pair.getPublic(),
                                NOW,
                                NOW.plus(Duration.ofDays(1)))
                        .names(List.of(NAME))
                        .issuedBy(root.certificate(), root.keys().getPrivate());
        refused(
                BadCertificate.WEAK,
                "the key of \"CN=Short\" has only 1024 bits of RSA, 2048 are needed",
                server(NAME, new Holder(certificate, pair)));
    }

    @Test
    void refusesAnUnknownCriticalExtension() throws Exception {
        Holder odd =
                root.server(
                        NAME, builder -> builder.extension("1.2.3.4.5", true, new byte[] {5, 0}));
        refused(
                BadCertificate.UNSUPPORTED,
                "\"CN=www.example.com\" has a critical extension that is not known here, 1.2.3.4.5",
                server(NAME, odd));
        Holder harmless =
                root.server(
                        NAME, builder -> builder.extension("1.2.3.4.5", false, new byte[] {5, 0}));
        assertThat(verifier.verify(server(NAME, harmless))).hasSize(2);
    }

    @Test
    void refusesNamesThatAnAuthorityMayNotCertify() throws Exception {
        Holder constrained =
                root.intermediate(
                        "Narrow",
                        builder ->
                                builder.nameConstraints(
                                        List.of("example.org"), List.of("bad.example.org")));
        assertThat(
                        verifier.verify(
                                server(
                                        "www.example.org",
                                        constrained.server("www.example.org"),
                                        constrained)))
                .hasSize(3);
        refused(
                BadCertificate.UNACCEPTABLE,
                "an authority above \"CN=www.example.com\" is not allowed to certify \"www.example.com\" (name constraints)",
                server(NAME, constrained.server(NAME), constrained));
        Holder wildcard = constrained.server("*.example.org");
        assertThat(verifier.verify(server("good.example.org", wildcard, constrained))).hasSize(3);
        // A wildcard reaches where its authority may not.
        refused(
                BadCertificate.UNACCEPTABLE,
                "is not allowed to certify \"bad.example.org\"",
                server("bad.example.org", wildcard, constrained));
    }

    @Test
    void keepsTheConstraintsOfAnAnchor() throws Exception {
        Holder constrained =
                root(
                        "Narrow root",
                        builder ->
                                builder.nameConstraints(List.of("test", "10.0.0.0/8"), List.of()));
        ChainVerifier narrow = ChainVerifier.trusting(certificates(constrained));
        assertThat(narrow.verify(server("a.test", constrained.server("a.test")))).hasSize(2);
        assertThat(narrow.verify(server("10.1.2.3", constrained.server("10.1.2.3")))).hasSize(2);
        for (String name : List.of(NAME, "192.0.2.1", "::1")) {
            Holder server = constrained.server(name, builder -> builder.names(List.of("a.test")));
            assertThat(refusal(narrow, server(name, server)).error())
                    .isEqualTo(BadCertificate.UNACCEPTABLE);
        }
    }

    /** Blocks of one authority are met with those of the next, each with each. */
    @Test
    void boundsTheProductOfNameConstraints() throws Exception {
        Holder first = root.intermediate("First", builder -> constrain(builder, 17));
        Holder second = first.intermediate("Second", builder -> constrain(builder, 17));
        Holder third = second.intermediate("Third", builder -> constrain(builder, 17));
        assertThat(verifier.verify(server(NAME, second.server(NAME), second, first))).hasSize(4);
        refused(
                BadCertificate.UNACCEPTABLE,
                "more names and name constraints than anyone compares",
                server(NAME, third.server(NAME), third, second, first));
    }

    private static CertificateBuilder constrain(CertificateBuilder builder, int blocks) {
        List<String> permitted = new ArrayList<>();
        for (int i = 0; i < blocks; i++) {
            permitted.add("10." + i + ".0.0/16");
        }
        return builder.nameConstraints(permitted, List.of());
    }

    @Test
    void boundsTheWorkOfNameConstraints() throws Exception {
        List<String> excluded = new ArrayList<>();
        for (int i = 0; i < 900; i++) {
            excluded.add("x" + i + ".example");
        }
        Holder constrained =
                root.intermediate("Many", builder -> builder.nameConstraints(List.of(), excluded));
        assertThat(verifier.verify(server(NAME, constrained.server(NAME), constrained))).hasSize(3);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            names.add("y" + i + ".example");
        }
        refused(
                BadCertificate.UNACCEPTABLE,
                "more names and name constraints than anyone compares",
                server(
                        NAME,
                        constrained.server(NAME, builder -> builder.names(names)),
                        constrained));
    }

    @Test
    void refusesAPathThatAnAuthorityForbids() throws Exception {
        Holder last =
                root.issue(
                        "Last",
                        KeyKind.EC_P256,
                        builder -> builder.authority(0).keyUses(List.of(KeyUse.CERTIFICATE_SIGN)));
        Holder below = last.intermediate("Below");
        refused(
                BadCertificate.UNACCEPTABLE,
                "\"CN=Last\" allows 0 intermediate authorities below itself, and there are 1",
                server(NAME, below.server(NAME), below, last));
        Holder shortRoot = root("Short root", builder -> builder.authority(0));
        Holder under = shortRoot.intermediate("Under");
        assertThat(
                        refusal(
                                ChainVerifier.trusting(certificates(shortRoot)),
                                server(NAME, under.server(NAME), under)))
                .hasMessageContaining("\"CN=Short root\" allows 0");
    }

    @Test
    void refusesAnEndlessChain() throws Exception {
        List<Holder> chain = new ArrayList<>();
        Holder issuer = root;
        for (int i = 0; i < PathFinder.MAX_INTERMEDIATES; i++) {
            issuer = issuer.intermediate("Intermediate " + i);
            chain.add(0, issuer);
        }
        Holder longest = issuer.server(NAME);
        assertThat(verifier.verify(server(NAME, with(longest, chain))))
                .hasSize(PathFinder.MAX_INTERMEDIATES + 2);
        issuer = issuer.intermediate("One too many");
        chain.add(0, issuer);
        refused(
                BadCertificate.UNKNOWN_AUTHORITY,
                "longer than 8 intermediate certificates",
                server(NAME, with(issuer.server(NAME), chain)));
    }

    @Test
    void isNotKeptBusyByManyCertificatesOfOneName() throws Exception {
        // Each could have issued each: the number of paths grows with the factorial.
        List<Holder> crowd = new ArrayList<>();
        Holder same = root("Same");
        for (int i = 0; i < 40; i++) {
            crowd.add(
                    new Holder(
                            CertificateBuilder.of(
                                            new X500Principal("CN=Same"),
                                            same.keys().getPublic(),
                                            NOW.minusSeconds(10),
                                            NOW.plusSeconds(100 + i))
                                    .authority()
                                    .selfSigned(same.keys().getPrivate()),
                            same.keys()));
        }
        long start = System.nanoTime();
        refused(
                BadCertificate.UNKNOWN_AUTHORITY,
                "too many branches",
                server(NAME, with(same.server(NAME), crowd)));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void keepsTerminalsSafeFromNamesInCertificates() throws Exception {
        Holder evil = root.server("x\u001b[2J\u202eevil.example");
        TlsException refusal = refusal(verifier, server(NAME, evil));
        assertThat(refusal.getMessage()).doesNotContain("\u001b").doesNotContain("\u202e");
        assertThat(refusal.diagnosis().theirs().orElse(""))
                .doesNotContain("\u001b")
                .doesNotContain("\u202e");
        Holder issuer = root("Evil\u001b]0;\u2066root");
        TlsException unknown = refusal(verifier, server(NAME, issuer.server(NAME), issuer));
        assertThat(unknown.diagnosis().happened())
                .doesNotContain("\u001b")
                .doesNotContain("\u2066");
    }

    private static Holder[] with(Holder leaf, List<Holder> rest) {
        List<Holder> all = new ArrayList<>(List.of(leaf));
        all.addAll(rest);
        return all.toArray(Holder[]::new);
    }
}
