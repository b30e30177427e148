package handclasp.tls.internal.jca;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.tls.CipherSuite;
import handclasp.tls.NamedGroup;
import handclasp.tls.SignatureScheme;
import handclasp.tls.crypto.CryptoProvider;
import handclasp.tls.crypto.HashAlgorithm;
import handclasp.tls.crypto.KeyExchange;
import handclasp.tls.crypto.RecordAlgorithm;
import handclasp.tls.crypto.Secret;
import handclasp.tls.crypto.SignatureAlgorithm;
import handclasp.tls.crypto.SuiteAlgorithms;
import handclasp.tls.crypto.TestKeys;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyPairGeneratorSpi;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Security;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JcaProvidersTest {
    @Test
    void aBrokenProviderAtTheHeadOfTheListDoesNoHarm() throws Exception {
        PublicKey key = TestKeys.ED25519.pair().getPublic();
        RelayProvider broken =
                new RelayProvider(
                        "Broken",
                        (type, algorithm) -> {
                            throw new IllegalStateException("asked for " + algorithm);
                        });
        for (String name : List.of("SUN", "SunJCE", "SunEC", "SunRsaSign")) {
            broken.offerAllOf(Security.getProvider(name));
        }
        Security.insertProviderAt(broken, 1);
        try {
            assertThat(Security.getProviders()[0]).isSameAs(broken);
            worksThroughout(new JcaCryptoProvider(JcaProviders.platform()), key);
            broken.offer("MessageDigest", "SHA-256");
            JcaHkdf hkdf =
                    new JcaHkdf(new DigestSource(HashAlgorithm.SHA256, JcaProviders.platform()));
            assertThat(hkdf.hmac(Secret.owning(new byte[1]), new byte[1])).hasSize(32);
        } finally {
            Security.removeProvider("Broken");
        }
    }

    private static void worksThroughout(CryptoProvider provider, PublicKey ed25519)
            throws Exception {
        assertThat(provider.cipherSuites()).hasSize(SuiteAlgorithms.all().size());
        assertThat(provider.signatureSchemes()).hasSize(14);
        byte[] record = new byte[18];
        for (CipherSuite suite : provider.cipherSuites()) {
            byte[] key = new byte[provider.keyLength(suite)];
            byte[] one = {1};
            RecordAlgorithm records = SuiteAlgorithms.of(suite).orElseThrow().records();
            if (!records.isAead()) {
                byte[] macKey = new byte[records.macKeyLength()];
                provider.cbcSealer(suite, key, macKey, true, new SecureRandom())
                        .seal(new byte[13], one, 0, 1, new byte[100], 0);
                continue;
            }
            provider.sealer(suite, key)
                    .seal(new byte[12], new byte[5], 0, 5, one, 0, 1, one, 1, record, 0);
        }
        assertThat(provider.hkdf(HashAlgorithm.SHA256).hmac(Secret.owning(new byte[1]), record))
                .hasSize(32);
        assertThat(provider.namedGroups()).hasSize(8);
        for (NamedGroup group : provider.namedGroups()) {
            KeyExchange exchange = provider.keyExchange(group);
            String name = group.isFiniteField() ? "SunJCE" : "SunEC";
            assertThat(exchange).hasToString(group + " by " + name);
            byte[] share = exchange.generate(new SecureRandom()).share();
            assertThat(exchange.encapsulate(share, new SecureRandom()).share())
                    .hasSameSizeAs(share);
        }
        assertThat(provider.verify(SignatureScheme.ED25519, ed25519, record, new byte[64]))
                .isFalse();
    }

    @Test
    void whatTheRuntimeLacksIsLeftOut() {
        assertThat(SignatureAlgorithm.fitting(TestKeys.P256.pair().getPublic())).isNotEmpty();
        Provider[] before = Security.getProviders();
        Provider curves = Security.getProvider("SunEC");
        Security.removeProvider("SunEC");
        try {
            CryptoProvider without = new JcaCryptoProvider(JcaProviders.platform());
            assertThat(without.cipherSuites()).hasSize(SuiteAlgorithms.all().size());
            assertThat(without.namedGroups()).isNotEmpty().allMatch(NamedGroup::isFiniteField);
            assertThat(without.signatureSchemes())
                    .isNotEmpty()
                    .allMatch(scheme -> scheme.toString().startsWith("rsa_"));
            RelayProvider offering = new RelayProvider("Curves", JcaProvidersTest::fromTheJdk);
            offering.offer("Signature", "SHA256withECDSA");
            CryptoProvider with = new JcaCryptoProvider(new JcaProviders(Optional.of(offering)));
            assertThat(with.signatureSchemes())
                    .as("keys in certificates are opaque without the runtime's own")
                    .isEqualTo(without.signatureSchemes());
        } finally {
            Security.insertProviderAt(curves, List.of(before).indexOf(curves) + 1);
        }
        assertThat(Security.getProviders()).containsExactly(before);
    }

    @Test
    void aProviderOfCurvesServesWhatItOffersAndTheJdkTheRest() throws Exception {
        RelayProvider curves =
                new RelayProvider("Curves", JcaProvidersTest::fromTheJdk).offerGroup("X25519");
        CryptoProvider provider = new JcaCryptoProvider(new JcaProviders(Optional.of(curves)));
        KeyExchange exchange = provider.keyExchange(NamedGroup.X25519);
        assertThat(exchange).hasToString("x25519 by Curves");
        assertThat(provider.keyExchange(NamedGroup.SECP256R1)).hasToString("secp256r1 by SunEC");
        assertThat(provider.deterministic()).isTrue();
        byte[] share = exchange.generate(new SecureRandom()).share();
        assertThat(exchange.encapsulate(share, new SecureRandom()).share()).hasSize(32);
    }

    @Test
    void aProviderOfCurvesThatLacksAPartOfAGroupIsPassedOver() {
        RelayProvider curves = new RelayProvider("Curves", JcaProvidersTest::fromTheJdk);
        curves.offer("KeyPairGenerator", "X25519");
        CryptoProvider provider = new JcaCryptoProvider(new JcaProviders(Optional.of(curves)));
        assertThat(provider.keyExchange(NamedGroup.X25519)).hasToString("x25519 by SunEC");
    }

    /** As Oracle's JDK says of KeyAgreement from a jar that is not signed. */
    @Test
    void aProviderOfCurvesThatTheRuntimeDoesNotTrustIsPassedOver() {
        RelayProvider curves =
                new RelayProvider(
                        "Curves",
                        (type, algorithm) -> {
                            if (type.equals("KeyAgreement")) {
                                throw new SecurityException("JCE cannot authenticate the provider");
                            }
                            return fromTheJdk(type, algorithm);
                        });
        curves.offerGroup("X25519");
        CryptoProvider provider = new JcaCryptoProvider(new JcaProviders(Optional.of(curves)));
        assertThat(provider.keyExchange(NamedGroup.X25519)).hasToString("x25519 by SunEC");
    }

    @Test
    void aProviderThatIgnoresTheRandomSourceIsNotDeterministic() {
        RelayProvider curves =
                new RelayProvider(
                        "Careless",
                        (type, algorithm) ->
                                type.equals("KeyPairGenerator")
                                        ? new Careless()
                                        : fromTheJdk(type, algorithm));
        curves.offerGroup("X25519");
        JcaProviders choice = new JcaProviders(Optional.of(curves));
        assertThat(new JcaCryptoProvider(choice).deterministic()).isFalse();
    }

    private static Object fromTheJdk(String type, String algorithm)
            throws GeneralSecurityException {
        return Security.getProvider("SunEC").getService(type, algorithm).newInstance(null);
    }

    /** Takes its randomness where it likes. */
    private static final class Careless extends KeyPairGeneratorSpi {
        @Override
        public void initialize(int size, SecureRandom random) {}

        @Override
        public void initialize(AlgorithmParameterSpec parameters, SecureRandom random) {}

        @Override
        public KeyPair generateKeyPair() {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("X25519", "SunEC");
                generator.initialize(NamedParameterSpec.X25519);
                return generator.generateKeyPair();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
