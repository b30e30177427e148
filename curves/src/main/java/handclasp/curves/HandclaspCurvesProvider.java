package handclasp.curves;

import java.security.Key;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The JCA provider {@code HandclaspCurves}: X25519, ECDH and ECDSA on P-256, and Ed25519, in pure Java.
 *
 * <table>
 *   <caption>Services</caption>
 *   <tr><td>KeyPairGenerator</td><td>EC (P-256), X25519, XDH, Ed25519, EdDSA</td></tr>
 *   <tr><td>KeyFactory</td><td>the same</td></tr>
 *   <tr><td>KeyAgreement</td><td>ECDH, X25519, XDH</td></tr>
 *   <tr><td>Signature</td><td>NONE-, SHA256-, SHA384- and SHA512withECDSA, each also
 *       inP1363Format; Ed25519, EdDSA</td></tr>
 * </table>
 *
 * <p>Use it for one object, {@code Signature.getInstance("Ed25519", new HandclaspCurvesProvider())}, or for
 * the whole program, {@code Security.insertProviderAt(new HandclaspCurvesProvider(), 1)}. The latter is safe
 * for programs with other curves: keys, parameters and encodings that are not this provider's are refused
 * where JCA then asks the next provider. That needs the key, or the parameters, to be the first thing that
 * JCA is told: a {@code Signature} for {@code SHA384withECDSA} that is asked for its provider before {@code
 * initSign} keeps this one, which refuses a key on P-384; the same holds of {@code KeyAgreement}, and of
 * {@code Signature} for {@code EdDSA} whose parameters are set before its key. A key pair generator for EC that
 * is never initialized makes a P-256 key.
 *
 * <p>Keys of other providers are taken where they can be exported, and else left to their providers.
 * Thread-safe.
 */
public final class HandclaspCurvesProvider extends Provider {

    /** The name under which the provider registers, {@value}. */
    public static final String NAME = "HandclaspCurves";

    private static final long serialVersionUID = 1L;

    /** A provider that is ready for use; it need not be registered. */
    public HandclaspCurvesProvider() {
        super(NAME, "0.1", "X25519, P-256 and Ed25519 in pure Java (Handclasp)");
        addKeys();
        addAgreements();
        addSignatures();
    }

    private interface Maker {
        Object make() throws NoSuchAlgorithmException;
    }

    private void addKeys() {
        List<String> ec = List.of("EllipticCurve", "1.2.840.10045.2.1", "OID.1.2.840.10045.2.1");
        List<String> x25519 = List.of("1.3.101.110", "OID.1.3.101.110");
        List<String> ed25519 = List.of("1.3.101.112", "OID.1.3.101.112");
        add("KeyPairGenerator", "EC", ec, CurveKeyPairGenerator.Ec::new);
        add("KeyPairGenerator", "X25519", x25519, CurveKeyPairGenerator.Xdh::new);
        add("KeyPairGenerator", "XDH", List.of(), CurveKeyPairGenerator.Xdh::new);
        add("KeyPairGenerator", "Ed25519", ed25519, CurveKeyPairGenerator.Ed::new);
        add("KeyPairGenerator", "EdDSA", List.of(), CurveKeyPairGenerator.Ed::new);
        add("KeyFactory", "EC", ec, CurveKeyFactory.Ec::new);
        add("KeyFactory", "X25519", x25519, CurveKeyFactory.Xdh::new);
        add("KeyFactory", "XDH", List.of(), CurveKeyFactory.Xdh::new);
        add("KeyFactory", "Ed25519", ed25519, CurveKeyFactory.Ed::new);
        add("KeyFactory", "EdDSA", List.of(), CurveKeyFactory.Ed::new);
    }

    private void add(String type, String algorithm, List<String> aliases, Maker maker) {
        putService(new CurveService(this, type, algorithm, aliases, key -> true, maker));
    }

    private void addAgreements() {
        agreement("ECDH", List.of(), EcPrivateKey::accepts, CurveKeyAgreement.Ecdh::new);
        agreement(
                "X25519",
                List.of("1.3.101.110", "OID.1.3.101.110"),
                XdhPrivateKey::accepts,
                CurveKeyAgreement.Xdh::new);
        agreement("XDH", List.of(), XdhPrivateKey::accepts, CurveKeyAgreement.Xdh::new);
    }

    private void agreement(String name, List<String> aliases, Predicate<Key> accepts, Maker maker) {
        putService(new CurveService(this, "KeyAgreement", name, aliases, accepts, maker));
    }

    private void addSignatures() {
        ecdsa("NONE", null, List.of());
        ecdsa("SHA256", "SHA-256", List.of("1.2.840.10045.4.3.2", "OID.1.2.840.10045.4.3.2"));
        ecdsa("SHA384", "SHA-384", List.of("1.2.840.10045.4.3.3", "OID.1.2.840.10045.4.3.3"));
        ecdsa("SHA512", "SHA-512", List.of("1.2.840.10045.4.3.4", "OID.1.2.840.10045.4.3.4"));
        Predicate<Key> accepts = key -> EdPublicKey.accepts(key) || EdPrivateKey.accepts(key);
        signature("Ed25519", List.of("1.3.101.112", "OID.1.3.101.112"), accepts, EdSignature::new);
        signature("EdDSA", List.of(), accepts, EdSignature::new);
    }

    private void ecdsa(String hash, @Nullable String digest, List<String> aliases) {
        Predicate<Key> accepts = key -> EcPublicKey.accepts(key) || EcPrivateKey.accepts(key);
        String name = hash + "withECDSA";
        signature(name, aliases, accepts, () -> new EcdsaSignature(digest, false));
        signature(
                name + "inP1363Format", List.of(), accepts, () -> new EcdsaSignature(digest, true));
    }

    private void signature(String name, List<String> aliases, Predicate<Key> accepts, Maker maker) {
        putService(new CurveService(this, "Signature", name, aliases, accepts, maker));
    }

    /** A service that is made without reflection and says which keys it can use. */
    private static final class CurveService extends Service {

        private final Predicate<Key> accepts;
        private final Maker maker;

        CurveService(
                Provider provider,
                String type,
                String algorithm,
                List<String> aliases,
                Predicate<Key> accepts,
                Maker maker) {
            super(provider, type, algorithm, "handclasp.curves", aliases, null);
            this.accepts = accepts;
            this.maker = maker;
        }

        @Override
        public Object newInstance(@Nullable Object parameter) throws NoSuchAlgorithmException {
            return maker.make();
        }

        @Override
        public boolean supportsParameter(@Nullable Object parameter) {
            return parameter == null || parameter instanceof Key key && accepts(key);
        }

        /** False of a key in a token whose methods throw, so that JCA goes on to the token's provider. */
        private boolean accepts(Key key) {
            try {
                return accepts.test(key);
            } catch (RuntimeException e) {
                return false;
            }
        }
    }
}
