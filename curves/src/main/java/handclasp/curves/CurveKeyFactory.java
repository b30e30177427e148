package handclasp.curves;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactorySpi;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.XECPrivateKey;
import java.security.interfaces.XECPublicKey;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Keys from encodings, specifications and other providers' keys. What is not on this provider's curve is
 * refused, upon which {@code KeyFactory.getInstance(name)} turns to the next provider by itself.
 */
abstract sealed class CurveKeyFactory extends KeyFactorySpi {

    abstract PublicKey decodePublic(byte[] encoded) throws InvalidKeyException;

    abstract PrivateKey decodePrivate(byte[] encoded) throws InvalidKeyException;

    abstract @Nullable PublicKey publicFrom(KeySpec spec) throws InvalidKeyException;

    abstract @Nullable PrivateKey privateFrom(KeySpec spec) throws InvalidKeyException;

    abstract Key translate(Key key) throws InvalidKeyException;

    /** The specification of a translated key that has this class, if it is one of this algorithm's. */
    abstract @Nullable KeySpec describe(Key key, Class<?> wanted);

    @Override
    protected PublicKey engineGeneratePublic(KeySpec spec) throws InvalidKeySpecException {
        try {
            PublicKey key =
                    spec instanceof X509EncodedKeySpec encoded
                            ? decodePublic(encoded.getEncoded())
                            : publicFrom(spec);
            if (key != null) {
                return key;
            }
        } catch (InvalidKeyException e) {
            throw new InvalidKeySpecException(e.getMessage(), e);
        }
        throw new InvalidKeySpecException("not a public key specification of this provider");
    }

    @Override
    protected PrivateKey engineGeneratePrivate(KeySpec spec) throws InvalidKeySpecException {
        try {
            PrivateKey key =
                    spec instanceof PKCS8EncodedKeySpec encoded
                            ? decode(encoded)
                            : privateFrom(spec);
            if (key != null) {
                return key;
            }
        } catch (InvalidKeyException e) {
            throw new InvalidKeySpecException(e.getMessage(), e);
        }
        throw new InvalidKeySpecException("not a private key specification of this provider");
    }

    private PrivateKey decode(PKCS8EncodedKeySpec encoded) throws InvalidKeyException {
        byte[] copy = encoded.getEncoded();
        try {
            return decodePrivate(copy);
        } finally {
            Arrays.fill(copy, (byte) 0);
        }
    }

    @Override
    protected <T extends KeySpec> T engineGetKeySpec(Key key, Class<T> wanted)
            throws InvalidKeySpecException {
        try {
            Key own = translate(key);
            KeySpec spec = encodedSpec(own, wanted);
            if (spec == null) {
                spec = describe(own, wanted);
            }
            if (spec != null) {
                return wanted.cast(spec);
            }
        } catch (InvalidKeyException e) {
            throw new InvalidKeySpecException(e.getMessage(), e);
        }
        throw new InvalidKeySpecException("cannot describe this key as " + wanted.getName());
    }

    private static @Nullable KeySpec encodedSpec(Key key, Class<?> wanted) {
        if (key instanceof PublicKey) {
            return wanted.isAssignableFrom(X509EncodedKeySpec.class)
                    ? new X509EncodedKeySpec(key.getEncoded())
                    : null;
        }
        return wanted.isAssignableFrom(PKCS8EncodedKeySpec.class)
                ? new PKCS8EncodedKeySpec(key.getEncoded())
                : null;
    }

    @Override
    protected Key engineTranslateKey(@Nullable Key key) throws InvalidKeyException {
        if (key == null) {
            throw new InvalidKeyException("there is no key");
        }
        return translate(key);
    }

    static final class Ec extends CurveKeyFactory {
        @Override
        PublicKey decodePublic(byte[] encoded) throws InvalidKeyException {
            return EcPublicKey.decode(encoded);
        }

        @Override
        PrivateKey decodePrivate(byte[] encoded) throws InvalidKeyException {
            return EcPrivateKey.decode(encoded);
        }

        @Override
        @Nullable PublicKey publicFrom(KeySpec spec) throws InvalidKeyException {
            return spec instanceof ECPublicKeySpec ec && EcPublicKey.isP256(ec.getParams())
                    ? EcPublicKey.of(ec.getW())
                    : null;
        }

        @Override
        @Nullable PrivateKey privateFrom(KeySpec spec) throws InvalidKeyException {
            return spec instanceof ECPrivateKeySpec ec && EcPublicKey.isP256(ec.getParams())
                    ? EcPrivateKey.of(ec.getS())
                    : null;
        }

        @Override
        Key translate(Key key) throws InvalidKeyException {
            return key instanceof PrivateKey ? EcPrivateKey.from(key) : EcPublicKey.from(key);
        }

        @Override
        @Nullable KeySpec describe(Key key, Class<?> wanted) {
            if (key instanceof ECPublicKey ec) {
                return wanted.isAssignableFrom(ECPublicKeySpec.class)
                        ? new ECPublicKeySpec(ec.getW(), ec.getParams())
                        : null;
            }
            return key instanceof ECPrivateKey ec && wanted.isAssignableFrom(ECPrivateKeySpec.class)
                    ? new ECPrivateKeySpec(ec.getS(), ec.getParams())
                    : null;
        }
    }

    static final class Xdh extends CurveKeyFactory {
        @Override
        PublicKey decodePublic(byte[] encoded) throws InvalidKeyException {
            return XdhPublicKey.decode(encoded);
        }

        @Override
        PrivateKey decodePrivate(byte[] encoded) throws InvalidKeyException {
            return XdhPrivateKey.decode(encoded);
        }

        @Override
        @Nullable PublicKey publicFrom(KeySpec spec) throws InvalidKeyException {
            return spec instanceof XECPublicKeySpec x && XdhPublicKey.isX25519(x.getParams())
                    ? XdhPublicKey.of(x.getU())
                    : null;
        }

        @Override
        @Nullable PrivateKey privateFrom(KeySpec spec) throws InvalidKeyException {
            return spec instanceof XECPrivateKeySpec x && XdhPublicKey.isX25519(x.getParams())
                    ? new XdhPrivateKey(x.getScalar())
                    : null;
        }

        @Override
        Key translate(Key key) throws InvalidKeyException {
            return key instanceof PrivateKey ? XdhPrivateKey.from(key) : XdhPublicKey.from(key);
        }

        @Override
        @Nullable KeySpec describe(Key key, Class<?> wanted) {
            if (key instanceof XECPublicKey x) {
                return wanted.isAssignableFrom(XECPublicKeySpec.class)
                        ? new XECPublicKeySpec(x.getParams(), x.getU())
                        : null;
            }
            return key instanceof XECPrivateKey x
                            && wanted.isAssignableFrom(XECPrivateKeySpec.class)
                    ? new XECPrivateKeySpec(x.getParams(), x.getScalar().orElseThrow())
                    : null;
        }
    }

    static final class Ed extends CurveKeyFactory {
        @Override
        PublicKey decodePublic(byte[] encoded) throws InvalidKeyException {
            return EdPublicKey.decode(encoded);
        }

        @Override
        PrivateKey decodePrivate(byte[] encoded) throws InvalidKeyException {
            return EdPrivateKey.decode(encoded);
        }

        @Override
        @Nullable PublicKey publicFrom(KeySpec spec) throws InvalidKeyException {
            return spec instanceof EdECPublicKeySpec ed && EdPublicKey.isEd25519(ed.getParams())
                    ? EdPublicKey.of(ed.getPoint())
                    : null;
        }

        @Override
        @Nullable PrivateKey privateFrom(KeySpec spec) throws InvalidKeyException {
            return spec instanceof EdECPrivateKeySpec ed && EdPublicKey.isEd25519(ed.getParams())
                    ? new EdPrivateKey(ed.getBytes())
                    : null;
        }

        @Override
        Key translate(Key key) throws InvalidKeyException {
            return key instanceof PrivateKey ? EdPrivateKey.from(key) : EdPublicKey.from(key);
        }

        @Override
        @Nullable KeySpec describe(Key key, Class<?> wanted) {
            if (key instanceof EdECPublicKey ed) {
                return wanted.isAssignableFrom(EdECPublicKeySpec.class)
                        ? new EdECPublicKeySpec(ed.getParams(), ed.getPoint())
                        : null;
            }
            return key instanceof EdECPrivateKey ed
                            && wanted.isAssignableFrom(EdECPrivateKeySpec.class)
                    ? new EdECPrivateKeySpec(ed.getParams(), ed.getBytes().orElseThrow())
                    : null;
        }
    }
}
