package handclasp.pki;

import java.io.IOException;
import java.io.Reader;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.util.io.pem.PemObject;
import org.jspecify.annotations.Nullable;

/** Private keys out of PEM blocks. */
final class PemKeys {
    private PemKeys() {}

    static PrivateKey read(PemBlocks blocks) throws PkiException {
        Object parsed = parse(blocks);
        if (isEncrypted(parsed)) {
            throw new PkiException(
                    "The private key in " + blocks.source() + " is encrypted; give its password.");
        }
        return privateKey(plain(parsed, blocks), blocks.source());
    }

    static PrivateKey read(PemBlocks blocks, Supplier<char[]> password) throws PkiException {
        Object parsed = parse(blocks);
        if (!isEncrypted(parsed)) {
            return privateKey(plain(parsed, blocks), blocks.source());
        }
        // Outside: that there is no password to be had is another failure than a wrong one.
        char[] given = password.get();
        return privateKey(decrypted(parsed, given, blocks.source()), blocks.source());
    }

    private static PrivateKeyInfo decrypted(Object parsed, char[] given, String source)
            throws PkiException {
        try (PasswordOctets octets = PasswordOctets.of(given)) {
            List<char[]> forms =
                    octets.isOf(given) ? List.of(given) : List.of(given, octets.characters());
            Exception last = null;
            for (char[] form : forms) {
                try {
                    return decrypt(parsed, form);
                } catch (IOException
                        | PKCSException
                        | OperatorCreationException
                        | RuntimeException e) {
                    switch (DecryptionFailure.of(e)) {
                        case UNKNOWN_ENCRYPTION -> throw unknownEncryption(source, e);
                        case DAMAGED -> throw damagedEncryption(source, e);
                        case WRONG_PASSWORD -> last = e;
                    }
                }
            }
            throw wrongPassword(source, last);
        }
    }

    private static PkiException unknownEncryption(String source, Exception cause) {
        return new PkiException(
                ("The private key in %s is encrypted in a way that this Java does not know; convert it with"
                                + " openssl pkcs8 -topk8 -v2 aes256.")
                        .formatted(source),
                cause);
    }

    private static PkiException damagedEncryption(String source, Exception cause) {
        return new PkiException(
                "The encrypted private key in %s is damaged: no password can open it."
                        .formatted(source),
                cause);
    }

    /** Nothing in the formats tells a wrong password for sure: it shows as bad padding, or as something that is no key. */
    private static PkiException wrongPassword(String source, @Nullable Exception cause) {
        String sentence = "The password for the private key in " + source + " is wrong.";
        return cause == null ? new PkiException(sentence) : new PkiException(sentence, cause);
    }

    private static Object parse(PemBlocks blocks) throws PkiException {
        PemObject block = blocks.privateKey();
        if (block.getType().equals("OPENSSH PRIVATE KEY")) {
            throw new PkiException(
                    "The private key in %1$s is in OpenSSH's own form; convert a copy of it with: ssh-keygen -p -m PKCS8 -f %1$s"
                            .formatted(blocks.source()));
        }
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

    private static PrivateKeyInfo plain(Object parsed, PemBlocks blocks) throws PkiException {
        PrivateKeyInfo info =
                parsed instanceof PEMKeyPair pair
                        ? pair.getPrivateKeyInfo()
                        : (PrivateKeyInfo) parsed;
        Optional<PemObject> curve = blocks.first("EC PARAMETERS");
        if (curve.isEmpty() || info.getPrivateKeyAlgorithm().getParameters() != null) {
            return info;
        }
        try {
            // SEC1 lets a key leave out its curve, which then stands in a block of its own.
            return new PrivateKeyInfo(
                    new AlgorithmIdentifier(
                            info.getPrivateKeyAlgorithm().getAlgorithm(),
                            ASN1Primitive.fromByteArray(curve.get().getContent())),
                    info.parsePrivateKey());
        } catch (IOException e) {
            throw damaged(blocks.source(), e);
        }
    }

    private static PrivateKeyInfo decrypt(Object parsed, char[] password)
            throws IOException, PKCSException, OperatorCreationException {
        if (parsed instanceof PEMEncryptedKeyPair pair) {
            // By way of JCA the password is UTF-8, as it is in OpenSSL where the terminal speaks
            // it.
            return pair.decryptKeyPair(
                            new JcePEMDecryptorProviderBuilder()
                                    .setProvider(new BouncyCastleProvider())
                                    .build(password))
                    .getPrivateKeyInfo();
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
