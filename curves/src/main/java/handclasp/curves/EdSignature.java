package handclasp.curves;

import java.io.ByteArrayOutputStream;
import java.security.AlgorithmParameters;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.InvalidParameterException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.EdDSAParameterSpec;
import org.jspecify.annotations.Nullable;

/** Ed25519, Ed25519ctx and Ed25519ph as a JCA signature; the latter two by {@link EdDSAParameterSpec}. */
final class EdSignature extends SignatureSpi {

    private static final int MAX_CONTEXT = 255;

    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private byte[] prefix = Ed25519.noPrefix();
    private boolean prehash;
    private @Nullable EdPrivateKey privateKey;
    private @Nullable EdPublicKey publicKey;

    @Override
    protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
        forget();
        privateKey = EdPrivateKey.from(key);
    }

    @Override
    protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
        forget();
        publicKey = EdPublicKey.from(key);
    }

    /** First of all: a key that is refused leaves no other one behind. */
    private void forget() {
        privateKey = null;
        publicKey = null;
        message.reset();
    }

    @Override
    protected void engineUpdate(byte b) {
        message.write(b);
    }

    @Override
    protected void engineUpdate(byte[] bytes, int offset, int length) {
        message.write(bytes, offset, length);
    }

    private byte[] takeMessage() {
        byte[] bytes = message.toByteArray();
        message.reset();
        return prehash ? Ed25519.sha512().digest(bytes) : bytes;
    }

    @Override
    protected byte[] engineSign() throws SignatureException {
        EdPrivateKey key = privateKey;
        if (key == null) {
            throw new SignatureException("not initialized for signing");
        }
        byte[] bytes = takeMessage();
        Ed25519.Secret secret = secret(key);
        byte[] signature = Ed25519.sign(secret, prefix, bytes);
        secret.clear();
        if (key.isDestroyed()) {
            throw new SignatureException(CurveKey.DESTROYED);
        }
        return signature;
    }

    private static Ed25519.Secret secret(EdPrivateKey key) throws SignatureException {
        try {
            return key.secret();
        } catch (IllegalStateException e) {
            throw new SignatureException(CurveKey.DESTROYED, e);
        }
    }

    @Override
    protected boolean engineVerify(byte[] signature) throws SignatureException {
        EdPublicKey key = publicKey;
        if (key == null) {
            throw new SignatureException("not initialized for verification");
        }
        byte[] bytes = takeMessage();
        if (signature.length != Ed25519.SIGNATURE_LENGTH) {
            throw new SignatureException("a signature of Ed25519 has 64 bytes");
        }
        return Ed25519.verify(key.point(), key.bytes(), prefix, bytes, signature);
    }

    @Override
    protected void engineSetParameter(@Nullable AlgorithmParameterSpec parameters)
            throws InvalidAlgorithmParameterException {
        if (parameters == null) {
            return;
        }
        if (!(parameters instanceof EdDSAParameterSpec ed)) {
            throw new InvalidAlgorithmParameterException("EdDSA takes an EdDSAParameterSpec");
        }
        if (message.size() > 0) {
            throw new InvalidAlgorithmParameterException("parameters come before the message");
        }
        byte[] context = ed.getContext().orElse(null);
        if (context != null && context.length > MAX_CONTEXT) {
            throw new InvalidAlgorithmParameterException("a context has at most 255 bytes");
        }
        prehash = ed.isPrehash();
        prefix = prefix(prehash, context);
    }

    private static byte[] prefix(boolean prehash, byte @Nullable [] context) {
        if (context == null) {
            return prehash ? Ed25519.prefix(true, new byte[0]) : Ed25519.noPrefix();
        }
        return Ed25519.prefix(prehash, context);
    }

    @Override
    protected @Nullable AlgorithmParameters engineGetParameters() {
        return null;
    }

    @Override
    @Deprecated
    protected void engineSetParameter(String name, Object value) {
        throw new InvalidParameterException("there are no named parameters");
    }

    @Override
    @Deprecated
    protected Object engineGetParameter(String name) {
        throw new InvalidParameterException("there are no named parameters");
    }
}
