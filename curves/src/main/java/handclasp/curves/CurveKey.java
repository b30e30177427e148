package handclasp.curves;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectStreamException;
import java.security.Key;
import java.security.KeyRep;
import java.security.MessageDigest;
import java.security.PrivateKey;

/**
 * What the keys of this provider share: equal encodings make equal keys, and what is serialized is the
 * encoding. Private keys say nothing of themselves in {@code toString} and {@code hashCode}.
 */
abstract sealed class CurveKey implements Key
        permits EcPublicKey, EcPrivateKey, XdhPublicKey, XdhPrivateKey, EdPublicKey, EdPrivateKey {

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
        return other instanceof Key key
                && isPrivate() == (key instanceof PrivateKey)
                && getFormat().equals(key.getFormat())
                && MessageDigest.isEqual(getEncoded(), key.getEncoded());
    }

    @Override
    public int hashCode() {
        return isPrivate() ? algorithm.hashCode() : java.util.Arrays.hashCode(getEncoded());
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
