package handclasp.curves;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectStreamException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyRep;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the keys of this provider share: equal encodings make equal keys, and what is serialized is the
 * encoding. Private keys say nothing of themselves in {@code toString} and {@code hashCode}; one that was
 * destroyed equals nothing but itself.
 *
 * <p>What a private key lends out is a copy made under the key's lock, so that destroying it while another
 * thread computes with it never puts zeros into a computation: a signature with half its secrets gone would
 * give the other half away.
 */
abstract sealed class CurveKey implements Key
        permits EcPublicKey, EcPrivateKey, XdhPublicKey, XdhPrivateKey, EdPublicKey, EdPrivateKey {

    static final String DESTROYED = "the private key was destroyed";

    private static final long serialVersionUID = 1L;

    private final String algorithm;

    CurveKey(String algorithm) {
        this.algorithm = algorithm;
    }

    @Override
    public String getAlgorithm() {
        return algorithm;
    }

    @Override
    public String getFormat() {
        return isPrivate() ? "PKCS#8" : "X.509";
    }

    private boolean isPrivate() {
        return this instanceof PrivateKey;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof Key key)
                || isPrivate() != (key instanceof PrivateKey)
                || !getFormat().equals(key.getFormat())) {
            return false;
        }
        byte[] own = encodingOf(this);
        byte[] theirs = encodingOf(key);
        boolean same = own != null && theirs != null && MessageDigest.isEqual(own, theirs);
        if (own != null && isPrivate()) {
            Arrays.fill(own, (byte) 0);
        }
        return same;
    }

    /** Null where there is none: a key that was destroyed, or that stays in a token. */
    private static byte @Nullable [] encodingOf(Key key) {
        try {
            return key.getEncoded();
        } catch (RuntimeException e) {
            return null;
        }
    }

    /** Makes a key of this provider from what another provider's key says of itself. */
    interface Reading<K> {
        K read() throws InvalidKeyException;
    }

    /** Keys in tokens, or in a service far away, may throw anything where they are asked for their value. */
    static <K> K reading(Reading<K> reading) throws InvalidKeyException {
        try {
            return reading.read();
        } catch (RuntimeException e) {
            throw new InvalidKeyException("the key cannot be exported from its provider", e);
        }
    }

    static void requireAlive(PrivateKey key) {
        if (key.isDestroyed()) {
            throw new IllegalStateException(DESTROYED);
        }
    }

    /** Refuses a destroyed key where a computation begins. */
    static <K extends PrivateKey> K alive(K key) throws InvalidKeyException {
        if (key.isDestroyed()) {
            throw new InvalidKeyException(DESTROYED);
        }
        return key;
    }

    @Override
    public int hashCode() {
        return isPrivate() ? algorithm.hashCode() : Arrays.hashCode(getEncoded());
    }

    @Override
    public String toString() {
        return algorithm + (isPrivate() ? " private key" : " public key");
    }

    Object writeReplace() throws ObjectStreamException {
        return new KeyRep(
                isPrivate() ? KeyRep.Type.PRIVATE : KeyRep.Type.PUBLIC,
                algorithm,
                getFormat(),
                getEncoded());
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("keys are serialized as java.security.KeyRep");
    }
}
