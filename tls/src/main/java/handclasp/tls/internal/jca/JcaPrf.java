package handclasp.tls.internal.jca;

import handclasp.tls.crypto.HashAlgorithm;
import handclasp.tls.crypto.Prf;
import handclasp.tls.crypto.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** P_hash (RFC 5246 §5) on a digest of JCA. */
final class JcaPrf implements Prf {
    private final DigestSource digests;

    JcaPrf(DigestSource digests) {
        this.digests = digests;
    }

    @Override
    public HashAlgorithm hash() {
        return digests.hash();
    }

    @Override
    public Secret compute(Secret secret, String label, byte[] seed, int length) {
        if (length < 1) {
            throw new IllegalArgumentException("a PRF gives at least one byte, not " + length);
        }
        byte[] name = label.getBytes(StandardCharsets.US_ASCII);
        byte[] output = new byte[length];
        byte[] a = new byte[hash().length()];
        byte[] block = new byte[hash().length()];
        try (Hmac hmac = new Hmac(digests.fresh(), digests.blockLength(), secret.bytes())) {
            hmac.update(name);
            hmac.update(seed);
            hmac.finish(a, 0);
            for (int done = 0; done < length; done += block.length) {
                hmac.update(a);
                hmac.update(name);
                hmac.update(seed);
                hmac.finish(block, 0);
                System.arraycopy(block, 0, output, done, Math.min(block.length, length - done));
                hmac.update(a);
                hmac.finish(a, 0);
            }
        }
        Arrays.fill(a, (byte) 0);
        Arrays.fill(block, (byte) 0);
        return Secret.owning(output);
    }
}
