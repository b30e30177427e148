package handclasp.pki;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.bouncycastle.util.io.pem.PemObject;

/**
 * Certificates and private keys in PEM (RFC 7468), as people have them: any number of blocks in a file, in any order,
 * with LF or CRLF, with text between them. Files of more than 8 MiB are refused. Thread-safe: it keeps nothing.
 */
public final class Pem {
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private Pem() {}

    /**
     * All certificates of a file, in the order of the file.
     *
     * @return at least one
     * @throws PkiException if the file cannot be read, is not PEM, or holds no certificate or a damaged one
     */
    public static List<X509Certificate> certificates(Path file) throws PkiException {
        return certificates(PemBlocks.read(file));
    }

    /**
     * All certificates of a text.
     *
     * @param source what error messages call it
     */
    public static List<X509Certificate> parseCertificates(String text, String source)
            throws PkiException {
        return certificates(PemBlocks.parse(text, source));
    }

    /**
     * The first private key of a file: PKCS#8, SEC1 ({@code EC PRIVATE KEY}) or PKCS#1 ({@code RSA PRIVATE KEY}).
     *
     * @throws PkiException as {@link #privateKey(Path, Supplier)}, and if the key is encrypted
     */
    public static PrivateKey privateKey(Path file) throws PkiException {
        return PemKeys.read(PemBlocks.read(file));
    }

    /**
     * The first private key of a file, which may be encrypted.
     *
     * @param password asked only if the key is encrypted; what it gives stays the caller's, to be wiped
     * @throws PkiException if the file cannot be read, is not PEM, holds no private key or one of an unsupported kind,
     *     or the password is wrong
     */
    public static PrivateKey privateKey(Path file, Supplier<char[]> password) throws PkiException {
        return PemKeys.read(PemBlocks.read(file), password);
    }

    /**
     * The first private key of a text, which must not be encrypted.
     *
     * @param source what error messages call it
     */
    public static PrivateKey parsePrivateKey(String text, String source) throws PkiException {
        return PemKeys.read(PemBlocks.parse(text, source));
    }

    /** Certificates as PEM, one block each, in this order. */
    public static String write(Collection<X509Certificate> certificates) {
        StringBuilder text = new StringBuilder();
        for (X509Certificate certificate : certificates) {
            text.append(block("CERTIFICATE", encoded(certificate)));
        }
        return text.toString();
    }

    /**
     * A private key as unencrypted PKCS#8 in PEM: a secret, to be kept from other users and from logs. A key on an elliptic
     * curve has its public key beside it (RFC 5915 §3): GnuTLS reads none without.
     *
     * @throws PkiException if the key cannot leave where it is, such as a token
     */
    public static String write(PrivateKey key) throws PkiException {
        byte[] encoded = key.getEncoded();
        if (encoded == null || !"PKCS#8".equals(key.getFormat())) {
            throw new PkiException("The private key cannot be exported from where it is kept.");
        }
        return block("PRIVATE KEY", EcKeyForm.withPublicKey(encoded));
    }

    private static List<X509Certificate> certificates(PemBlocks blocks) throws PkiException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (PemObject block : blocks.certificates()) {
            certificates.add(certificate(block, blocks.source(), certificates.size() + 1));
        }
        return List.copyOf(certificates);
    }

    private static X509Certificate certificate(PemObject block, String source, int number)
            throws PkiException {
        try {
            return X509.certificate(new ByteArrayInputStream(block.getContent()));
        } catch (CertificateException e) {
            throw new PkiException(
                    "Certificate number " + number + " in " + source + " is damaged.", e);
        }
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("a certificate that has no encoding", e);
        }
    }

    private static String block(String type, byte[] content) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(type, LINES.encodeToString(content), type);
    }
}
