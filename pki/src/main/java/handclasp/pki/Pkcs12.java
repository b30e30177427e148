package handclasp.pki;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Identities in PKCS#12 files (RFC 7292), often called .p12 or .pfx. Thread-safe: it keeps nothing. */
public final class Pkcs12 {
    private Pkcs12() {}

    /**
     * The first private key of a file, with its certificates.
     *
     * @param password of the file and the key; stays the caller's, to be wiped
     * @throws PkiException if the file cannot be read, is not PKCS#12, holds no private key, or the password is wrong
     */
    public static Identity read(Path file, char[] password) throws PkiException {
        KeyStore store = load(file, password);
        try {
            for (String alias : Collections.list(store.aliases())) {
                if (store.getKey(alias, password) instanceof PrivateKey key) {
                    return Identity.of(
                            certificates(store, alias), " in " + file, key, " in " + file);
                }
            }
        } catch (UnrecoverableKeyException e) {
            throw wrongPassword(file, e);
        } catch (GeneralSecurityException e) {
            throw new PkiException(file + " cannot be used: " + e.getMessage() + ".", e);
        }
        throw new PkiException(
                file
                        + " holds no private key, only certificates; export it again together with its key.");
    }

    private static KeyStore load(Path file, char[] password) throws PkiException {
        byte[] bytes = InputFile.read(file);
        if (!InputFile.isPkcs12(bytes)) {
            throw new PkiException(
                    "%s is not a PKCS#12 file%s"
                            .formatted(
                                    file,
                                    (InputFile.text(bytes).contains("-----BEGIN ")
                                            ? " but PEM; use it as PEM."
                                            : ".")));
        }
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(bytes), password);
            return store;
        } catch (IOException e) {
            // The JDK's way of saying that the integrity check failed, which a wrong password
            // makes.
            throw e.getCause() instanceof UnrecoverableKeyException
                    ? wrongPassword(file, e)
                    : damaged(file, e);
        } catch (GeneralSecurityException e) {
            throw damaged(file, e);
        }
    }

    /** The key's chain first, then whatever else the file holds: some programs store intermediates apart. */
    private static List<X509Certificate> certificates(KeyStore store, String alias)
            throws GeneralSecurityException {
        List<Certificate> found = new ArrayList<>(chain(store, alias));
        for (String other : Collections.list(store.aliases())) {
            Optional.ofNullable(store.getCertificate(other)).ifPresent(found::add);
        }
        return found.stream()
                .filter(X509Certificate.class::isInstance)
                .map(X509Certificate.class::cast)
                .distinct()
                .toList();
    }

    private static List<Certificate> chain(KeyStore store, String alias)
            throws GeneralSecurityException {
        Certificate[] chain = store.getCertificateChain(alias);
        return chain == null ? List.of() : Arrays.asList(chain);
    }

    private static PkiException wrongPassword(Path file, Exception cause) {
        return new PkiException("The password for " + file + " is wrong.", cause);
    }

    private static PkiException damaged(Path file, Exception cause) {
        return new PkiException(
                file + " is damaged, or encrypted in a way that this Java does not know.", cause);
    }
}
