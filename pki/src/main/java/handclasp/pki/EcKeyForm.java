package handclasp.pki;

import java.io.IOException;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/** Private keys on elliptic curves in PKCS#8. */
final class EcKeyForm {
    private EcKeyForm() {}

    /**
     * The same key with its public key (RFC 5915 §3), which the JDK leaves out; any other key, and one on a curve without a
     * well-known name, as it is.
     *
     * @param pkcs8 a PrivateKeyInfo
     */
    static byte[] withPublicKey(byte[] pkcs8) {
        PrivateKeyInfo info = PrivateKeyInfo.getInstance(pkcs8);
        boolean onNamedCurve =
                info.getPrivateKeyAlgorithm()
                                .getAlgorithm()
                                .equals(X9ObjectIdentifiers.id_ecPublicKey)
                        && info.getPrivateKeyAlgorithm().getParameters()
                                instanceof ASN1ObjectIdentifier;
        if (!onNamedCurve) {
            return pkcs8;
        }
        X9ECParameters curve =
                CustomNamedCurves.getByOID(
                        (ASN1ObjectIdentifier) info.getPrivateKeyAlgorithm().getParameters());
        try {
            ECPrivateKey key = ECPrivateKey.getInstance(info.parsePrivateKey());
            return curve == null || key.getPublicKey() != null
                    ? pkcs8
                    : new PrivateKeyInfo(info.getPrivateKeyAlgorithm(), withPublicKey(key, curve))
                            .getEncoded();
        } catch (IOException e) {
            throw new IllegalArgumentException("a key on an elliptic curve that is none", e);
        }
    }

    private static ECPrivateKey withPublicKey(ECPrivateKey key, X9ECParameters curve) {
        ECPoint point = new FixedPointCombMultiplier().multiply(curve.getG(), key.getKey());
        return new ECPrivateKey(
                curve.getN().bitLength(),
                key.getKey(),
                new DERBitString(point.normalize().getEncoded(false)),
                null);
    }
}
