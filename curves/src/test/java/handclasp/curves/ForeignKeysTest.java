package handclasp.curves;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.SignatureSpi;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.XECPrivateKey;
import java.security.interfaces.XECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.KeyAgreement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys of other providers: those that throw where they are asked for what they keep, and those that answer. */
class ForeignKeysTest {

    private static final Provider OURS = new HandclaspCurvesProvider();

    /** A key in a token: whatever is asked throws, but its name and, where they are given, its parameters. */
    record Token(Class<? extends Key> kind, String algorithm, Object parameters) {
        Key key() {
            return (Key)
                    Proxy.newProxyInstance(
                            ForeignKeysTest.class.getClassLoader(),
                            new Class<?>[] {kind},
                            (proxy, method, arguments) ->
                                    switch (method.getName()) {
                                        case "getAlgorithm" -> algorithm;
                                        case "getFormat" -> "PKCS#8";
                                        case "isDestroyed" -> false;
                                        case "toString" -> "a key in a token";
                                        case "getParams" -> {
                                            if (parameters == null) {
                                                throw new UnsupportedOperationException("far away");
                                            }
                                            yield parameters;
                                        }
                                        default ->
                                                throw new UnsupportedOperationException("far away");
                                    });
        }
    }

    static List<Token> tokens() {
        List<Token> tokens = new ArrayList<>();
        for (Object ec : new Object[] {null, EcPublicKey.PARAMETERS}) {
            tokens.add(new Token(ECPrivateKey.class, "EC", ec));
            tokens.add(new Token(ECPublicKey.class, "EC", ec));
        }
        for (Object x : new Object[] {null, NamedParameterSpec.X25519}) {
            tokens.add(new Token(XECPrivateKey.class, "XDH", x));
            tokens.add(new Token(XECPublicKey.class, "XDH", x));
        }
        for (Object ed : new Object[] {null, NamedParameterSpec.ED25519}) {
            tokens.add(new Token(EdECPrivateKey.class, "EdDSA", ed));
            tokens.add(new Token(EdECPublicKey.class, "EdDSA", ed));
        }
        return tokens;
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void keysThatThrowAreRefusedAsKeysAre(Token token) throws Exception {
        Key key = token.key();
        for (Provider.Service service : OURS.getServices()) {
            boolean takesKeys =
                    service.getType().equals("Signature")
                            || service.getType().equals("KeyAgreement");
            assertThat(service.supportsParameter(key)).isEqualTo(!takesKeys);
        }
        KeyFactory factory = KeyFactory.getInstance(token.algorithm(), OURS);
        assertThatThrownBy(() -> factory.translateKey(key)).isInstanceOf(InvalidKeyException.class);
        for (String name : new String[] {"SHA256withECDSA", "EdDSA"}) {
            Signature signature = Signature.getInstance(name, OURS);
            assertThatThrownBy(
                            () -> {
                                if (key instanceof PrivateKey own) {
                                    signature.initSign(own);
                                } else {
                                    signature.initVerify((PublicKey) key);
                                }
                            })
                    .isInstanceOf(InvalidKeyException.class);
        }
        for (String name : new String[] {"ECDH", "XDH"}) {
            KeyAgreement agreement = KeyAgreement.getInstance(name, OURS);
            assertThatThrownBy(() -> agreement.init(key)).isInstanceOf(InvalidKeyException.class);
        }
    }

    /** The token's own signature. */
    static final class TokenSignature extends SignatureSpi {
        @Override
        protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
            throw new InvalidKeyException("signs only");
        }

        @Override
        protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
            if (!Proxy.isProxyClass(key.getClass())) {
                throw new InvalidKeyException("not in this token");
            }
        }

        @Override
        protected void engineUpdate(byte b) {}

        @Override
        protected void engineUpdate(byte[] bytes, int offset, int length) {}

        @Override
        protected byte[] engineSign() {
            return new byte[] {42};
        }

        @Override
        protected boolean engineVerify(byte[] signature) {
            return false;
        }

        @Override
        @Deprecated
        protected void engineSetParameter(String name, Object value) {}

        @Override
        @Deprecated
        protected Object engineGetParameter(String name) {
            return null;
        }
    }

    private static final class TokenProvider extends Provider {
        private static final long serialVersionUID = 1L;

        TokenProvider() {
            super("Token", "1", "for tests");
            putService(
                    new Service(this, "Signature", "SHA256withECDSA", "token", null, null) {
                        @Override
                        public Object newInstance(Object parameter) {
                            return new TokenSignature();
                        }
                    });
        }
    }

    static List<Token> signingTokens() {
        return tokens().stream().filter(token -> token.kind() == ECPrivateKey.class).toList();
    }

    @ParameterizedTest
    @MethodSource("signingTokens")
    void theTokensProviderIsStillFoundWithThisOneRegisteredFirst(Token token) throws Exception {
        Security.addProvider(new TokenProvider());
        Security.insertProviderAt(OURS, 1);
        try {
            Signature signer = Signature.getInstance("SHA256withECDSA");
            signer.initSign((PrivateKey) token.key());
            assertThat(signer.getProvider().getName()).isEqualTo("Token");
            assertThat(signer.sign()).containsExactly(42);
        } finally {
            Security.removeProvider(OURS.getName());
            Security.removeProvider("Token");
        }
    }

    /** Each answer leaves the secret on the heap once more. */
    @Test
    void theValueIsAskedForOnce() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        ECPrivateKey counting =
                (ECPrivateKey)
                        Proxy.newProxyInstance(
                                ForeignKeysTest.class.getClassLoader(),
                                new Class<?>[] {ECPrivateKey.class},
                                (proxy, method, arguments) ->
                                        switch (method.getName()) {
                                            case "getS" -> {
                                                asked.incrementAndGet();
                                                yield BigInteger.TEN;
                                            }
                                            case "getParams" -> EcPublicKey.PARAMETERS;
                                            case "getAlgorithm" -> "EC";
                                            default -> null;
                                        });
        EcPrivateKey.from(counting);
        assertThat(asked).hasValue(1);
    }

    @Test
    void theCopyOfAnEncodingIsCleared() throws Exception {
        for (String name : new String[] {"EC", "X25519", "Ed25519"}) {
            byte[] encoded =
                    KeyPairGenerator.getInstance(name, OURS)
                            .generateKeyPair()
                            .getPrivate()
                            .getEncoded();
            List<byte[]> copies = new ArrayList<>();
            KeyFactory.getInstance(name, OURS)
                    .generatePrivate(
                            new PKCS8EncodedKeySpec(encoded) {
                                @Override
                                public byte[] getEncoded() {
                                    byte[] copy = super.getEncoded();
                                    copies.add(copy);
                                    return copy;
                                }
                            });
            assertThat(copies).isNotEmpty().containsOnly(new byte[encoded.length]);
        }
    }

    /**
     * The exception to "takes nothing away" (docs/curves.md): whoever makes JCA decide before it sees the key gets the
     * first provider, and that one has one curve.
     */
    @Test
    void aProviderThatIsPinnedBeforeTheKeyIsKnownRefusesOtherCurves() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", "SunEC");
        generator.initialize(new ECGenParameterSpec("secp384r1"));
        KeyPair pair = generator.generateKeyPair();
        Security.insertProviderAt(OURS, 1);
        try {
            Signature free = Signature.getInstance("SHA384withECDSA");
            free.initSign(pair.getPrivate());
            assertThat(free.getProvider().getName()).isEqualTo("SunEC");
            Signature pinned = Signature.getInstance("SHA384withECDSA");
            assertThat(pinned.getProvider()).isSameAs(OURS);
            assertThatThrownBy(() -> pinned.initSign(pair.getPrivate()))
                    .isInstanceOf(InvalidKeyException.class);
        } finally {
            Security.removeProvider(OURS.getName());
        }
    }
}
