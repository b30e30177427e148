package handclasp.pki;

import java.io.IOException;
import java.io.Reader;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.function.Supplier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.bc.BcPEMDecryptorProvider;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.util.io.pem.PemObject;

/** Private keys out of PEM blocks. */
final class PemKeys {
    private PemKeys() {}

    static PrivateKey read(PemBlocks blocks) throws PkiException {
        Object parsed = parse(blocks);
        if (isEncrypted(parsed)) {
            throw new PkiException(
                    "The private key in " + blocks.source() + " is encrypted; give its password.");
        }
        return privateKey(plain(parsed), blocks.source());
    }

    static PrivateKey read(PemBlocks blocks, Supplier<char[]> password) throws PkiException {
        Object parsed = parse(blocks);
        if (!isEncrypted(parsed)) {
            return privateKey(plain(parsed), blocks.source());
        }
        // Outside: that there is no password to be had is another failure than a wrong one.
        char[] given = password.get();
        try {
            return privateKey(decrypt(parsed, given), blocks.source());
        } catch (IOException | PKCSException | OperatorCreationException | RuntimeException e) {
            // Nothing in the formats tells a wrong password for sure: it shows as bad padding, or
            // as a key that is none.
            throw new PkiException(
                    "The password for the private key in " + blocks.source() + " is wrong.", e);
        }
    }

    private static Object parse(PemBlocks blocks) throws PkiException {
        PemObject block = blocks.privateKey();
        try (PEMParser parser = new OneBlock(block)) {
            return parser.readObject();
        } catch (IOException | RuntimeException e) {
            throw damaged(blocks.source(), e);
        }
    }

    private static boolean isEncrypted(Object parsed) {
        return parsed instanceof PEMEncryptedKeyPair
                || parsed instanceof PKCS8EncryptedPrivateKeyInfo;
    }

    private static PrivateKeyInfo plain(Object parsed) {
        return parsed instanceof PEMKeyPair pair
                ? pair.getPrivateKeyInfo()
                : (PrivateKeyInfo) parsed;
    }

    private static PrivateKeyInfo decrypt(Object parsed, char[] password)
            throws IOException, PKCSException, OperatorCreationException {
        if (parsed instanceof PEMEncryptedKeyPair pair) {
            return pair.decryptKeyPair(new BcPEMDecryptorProvider(password)).getPrivateKeyInfo();
        }
        // An instance of the provider for this one use: it knows every scheme of PKCS#5, and nobody
        // else sees it.
        return ((PKCS8EncryptedPrivateKeyInfo) parsed)
                .decryptPrivateKeyInfo(
                        new JceOpenSSLPKCS8DecryptorProviderBuilder()
                                .setProvider(new BouncyCastleProvider())
                                .build(password));
    }

    private static PrivateKey privateKey(PrivateKeyInfo info, String source) throws PkiException {
        String kind = info.getPrivateKeyAlgorithm().getAlgorithm().getId();
        try {
            return KeyFactory.getInstance(kind)
                    .generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
        } catch (NoSuchAlgorithmException e) {
            throw new PkiException(
                    ("The private key in %s is of a kind that this Java does not know (%s); use "
                                    + "an RSA, ECDSA, Ed25519 or Ed448 key.")
                            .formatted(source, kind),
                    e);
        } catch (InvalidKeySpecException | IOException e) {
            throw damaged(source, e);
        }
    }

    private static PkiException damaged(String source, Exception cause) {
        return new PkiException(
                "The private key in %s is damaged, or on a curve that this Java does not know."
                        .formatted(source),
                cause);
    }

    /** Hands one block, read already, to Bouncy Castle's parser, which would stumble over a foreign block before it. */
    private static final class OneBlock extends PEMParser {
        private final PemObject block;

        OneBlock(PemObject block) {
            super(Reader.nullReader());
            this.block = block;
        }

        @Override
        public PemObject readPemObject() {
            return block;
        }
    }
}
