package handclasp.pki;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A file that a person named: read with a bound, or a sentence that says why not. */
final class InputFile {
    /** In bytes. The largest bundles of public authorities are below 1 MiB. */
    static final int MAX_SIZE = 8 << 20;

    private static final int FIRST_OF_DER = 0x30;
    private static final int[] FIRST_OF_JKS = {0xfe, 0xed, 0xfe, 0xed};

    private InputFile() {}

    static byte[] read(Path file) throws PkiException {
        if (Files.notExists(file)) {
            throw new PkiException("There is no file " + file + ".");
        }
        if (Files.isDirectory(file)) {
            throw new PkiException(file + " is a folder; name a file in it.");
        }
        byte[] bytes;
        // The size is found by reading: a pipe such as <(command) has none.
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_SIZE + 1);
        } catch (IOException e) {
            throw new PkiException(
                    "%s cannot be read%s"
                            .formatted(
                                    file,
                                    (Files.isReadable(file)
                                            ? "."
                                            : ": this user has no permission to.")),
                    e);
        }
        if (bytes.length > MAX_SIZE) {
            throw new PkiException(
                    "%s is larger than %s MiB, so it is hardly a file of certificates or keys."
                            .formatted(file, MAX_SIZE >> 20));
        }
        return bytes;
    }

    /**
     * As text. PEM is ASCII; what stands around its blocks may be in any encoding, and some Windows shells write all of
     * it in UTF-16.
     */
    static String text(byte[] bytes) {
        String text = new String(bytes, encoding(bytes));
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private static Charset encoding(byte[] bytes) {
        boolean marked =
                startsWith(bytes, 0xff, 0xfe)
                        || startsWith(bytes, 0xfe, 0xff)
                        || startsWith(bytes, 0xef, 0xbb, 0xbf);
        if (!marked) {
            return StandardCharsets.ISO_8859_1;
        }
        return startsWith(bytes, 0xef) ? StandardCharsets.UTF_8 : StandardCharsets.UTF_16;
    }

    /** Why this file holds no PEM, with a command that makes PEM of it where there is one. */
    static PkiException notPem(Path file, byte[] bytes) {
        if (bytes.length == 0) {
            return new PkiException(file + " is empty.");
        }
        if (startsWith(bytes, FIRST_OF_JKS)) {
            return new PkiException(
                    ("%1$s is a Java keystore, not PEM; make a PKCS#12 file of it with: keytool "
                                    + "-importkeystore -srckeystore %1$s -destkeystore %1$s.p12 -deststoretype "
                                    + "pkcs12")
                            .formatted(file));
        }
        if (startsWith(bytes, FIRST_OF_DER)) {
            String what =
                    switch (DerKind.of(bytes)) {
                        case CERTIFICATE ->
                                "%1$s is a certificate in binary (DER), not PEM; convert it "
                                        + "with: openssl x509 -inform der -in %1$s -out %1$s.pem";
                        case PKCS12 ->
                                "%1$s is a PKCS#12 file, not PEM; use it as PKCS#12, or "
                                        + "convert it with: openssl pkcs12 -in %1$s -nodes -out %1$s.pem";
                        case OTHER ->
                                "%1$s is in binary (DER), not PEM; if it is a key, convert it "
                                        + "with: openssl pkey -inform der -in %1$s -out %1$s.pem";
                    };
            return new PkiException(what.formatted(file));
        }
        return new PkiException(file + " holds no PEM: no line in it starts with \"-----BEGIN\".");
    }

    static boolean isPkcs12(byte[] bytes) {
        return startsWith(bytes, FIRST_OF_DER) && DerKind.of(bytes) == DerKind.PKCS12;
    }

    private static boolean startsWith(byte[] bytes, int... prefix) {
        byte[] wanted = new byte[prefix.length];
        for (int i = 0; i < prefix.length; i++) {
            wanted[i] = (byte) prefix[i];
        }
        return bytes.length >= wanted.length
                && Arrays.equals(bytes, 0, wanted.length, wanted, 0, wanted.length);
    }
}
