package handclasp.tls.internal.jca;

import handclasp.tls.crypto.HashAlgorithm;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;

/**
 * Fresh digests of one algorithm, cloned from one that is never used itself: cheaper than asking JCA each time. Safe for
 * use by any number of threads.
 */
final class DigestSource {
    private final HashAlgorithm hash;
    private final MessageDigest unused;

    DigestSource(HashAlgorithm hash, JcaProviders providers) {
        this.hash = hash;
        try {
            this.unused = providers.digest(hash.jcaName());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime lacks " + hash.jcaName(), e);
        }
    }

    HashAlgorithm hash() {
        return hash;
    }

    /** What the hash function takes at once, in bytes (FIPS 180-4 §1). */
    int blockLength() {
        return switch (hash) {
            case SHA1, SHA256 -> 64;
            case SHA384, SHA512 -> 128;
        };
    }

    MessageDigest fresh() {
        return copy(unused);
    }

    static MessageDigest copy(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(
                    digest.getAlgorithm()
                            + " of "
                            + digest.getProvider().getName()
                            + " cannot be cloned",
                    e);
        }
    }
}
