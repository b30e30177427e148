package handclasp.curves;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A private key of Ed25519, 32 bytes; expanded when first used. Thread-safe. */
final class EdPrivateKey extends CurveKey implements EdECPrivateKey {

    private static final long serialVersionUID = 1L;

    private final transient byte[] seed;
    private transient Ed25519.@Nullable Secret secret;
    private transient boolean destroyed;

    /** Borrowed for good. */
    EdPrivateKey(byte[] seed) throws InvalidKeyException {
        super("EdDSA");
        if (seed.length != Ed25519.KEY_LENGTH) {
            throw new InvalidKeyException("a private key of Ed25519 has 32 bytes");
        }
        this.seed = seed;
    }

    static EdPrivateKey decode(byte[] encoded) throws InvalidKeyException {
        try {
            return new EdPrivateKey(Encodings.readCurvePrivate(Encodings.ED25519, encoded));
        } catch (Der.Malformed e) {
            throw new InvalidKeyException("not a private key of Ed25519: " + e.getMessage(), e);
        }
    }

    static boolean accepts(Key key) {
        return key instanceof EdPrivateKey own
                ? !own.isDestroyed()
                : key instanceof EdECPrivateKey ed
                        && EdPublicKey.isEd25519(ed.getParams())
                        && ed.getBytes().isPresent();
    }

    static EdPrivateKey from(@Nullable Key key) throws InvalidKeyException {
        return key instanceof EdPrivateKey own ? alive(own) : reading(() -> read(key));
    }

    private static EdPrivateKey read(@Nullable Key key) throws InvalidKeyException {
        if (key instanceof EdECPrivateKey ed && EdPublicKey.isEd25519(ed.getParams())) {
            Optional<byte[]> bytes = ed.getBytes();
            if (bytes.isPresent()) {
                return new EdPrivateKey(bytes.get().clone());
            }
        }
        throw new InvalidKeyException("not a private key of Ed25519 that can be exported");
    }

    /** A copy, for the caller to clear. */
    synchronized Ed25519.Secret secret() {
        return expanded().copy();
    }

    synchronized EdPublicKey publicKey() {
        return new EdPublicKey(expanded());
    }

    private Ed25519.Secret expanded() {
        requireAlive(this);
        Ed25519.Secret known = secret;
        if (known == null) {
            known = new Ed25519.Secret(seed);
            secret = known;
        }
        return known;
    }

    @Override
    public synchronized Optional<byte[]> getBytes() {
        return destroyed ? Optional.empty() : Optional.of(seed.clone());
    }

    @Override
    public NamedParameterSpec getParams() {
        return NamedParameterSpec.ED25519;
    }

    @Override
    public synchronized byte[] getEncoded() {
        requireAlive(this);
        return Encodings.writeCurvePrivate(Encodings.ED25519, seed);
    }

    @Override
    public synchronized void destroy() {
        destroyed = true;
        Arrays.fill(seed, (byte) 0);
        if (secret != null) {
            secret.clear();
            secret = null;
        }
    }

    @Override
    public synchronized boolean isDestroyed() {
        return destroyed;
    }
}
