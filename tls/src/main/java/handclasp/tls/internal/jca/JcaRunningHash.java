package handclasp.tls.internal.jca;

import handclasp.tls.crypto.RunningHash;
import java.security.MessageDigest;

/** A digest whose value is that of a copy, so that it can go on. */
final class JcaRunningHash implements RunningHash {
    private final MessageDigest digest;

    JcaRunningHash(MessageDigest digest) {
        this.digest = digest;
    }

    @Override
    public void update(byte[] input, int offset, int length) {
        digest.update(input, offset, length);
    }

    @Override
    public byte[] value() {
        return DigestSource.copy(digest).digest();
    }

    @Override
    public RunningHash fork() {
        return new JcaRunningHash(DigestSource.copy(digest));
    }
}
