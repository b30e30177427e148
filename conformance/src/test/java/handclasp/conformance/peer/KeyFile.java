package handclasp.conformance.peer;

import handclasp.testkit.TestIdentity;
import java.io.IOException;
import java.security.interfaces.ECPrivateKey;
import java.util.Base64;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * Private keys in PEM as other programs can read them. GnuTLS takes no key on an elliptic curve
 * without its public key, an optional field (RFC 5915 §3) that the JDK leaves out.
 */
final class KeyFile {
    private KeyFile() {}

    static String pem(TestIdentity identity) throws IOException {
        if (!(identity.privateKey() instanceof ECPrivateKey key)) {
            return identity.keyPem();
        }
        SubjectPublicKeyInfo publicKey =
                SubjectPublicKeyInfo.getInstance(
                        identity.certificate().getPublicKey().getEncoded());
        DERBitString point = new DERBitString(publicKey.getPublicKeyData().getBytes());
        ASN1ObjectIdentifier curve =
                ASN1ObjectIdentifier.getInstance(publicKey.getAlgorithm().getParameters());
        PrivateKeyInfo whole =
                new PrivateKeyInfo(
                        publicKey.getAlgorithm(),
                        new org.bouncycastle.asn1.sec.ECPrivateKey(
                                key.getParams().getOrder().bitLength(), key.getS(), point, curve));
        String base64 =
                Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(whole.getEncoded());
        return "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n";
    }
}
