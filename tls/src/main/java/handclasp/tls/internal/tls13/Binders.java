package handclasp.tls.internal.tls13;

import handclasp.tls.TlsException;
import handclasp.tls.crypto.CryptoProvider;
import handclasp.tls.crypto.Secret;
import handclasp.tls.internal.extension.ExtensionTable;
import handclasp.tls.internal.extension.Extensions;
import handclasp.tls.internal.extension.OfferedPsks;
import handclasp.tls.internal.extension.PskIdentity;
import handclasp.tls.internal.handshake.BinderProof;
import handclasp.tls.internal.handshake.PreSharedKey;
import handclasp.tls.internal.handshake.Transcript;
import handclasp.tls.internal.message.ClientHello;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What binds a pre-shared key to the hello that offers it (RFC 9846 §4.3.11.2). */
public final class Binders {
    private Binders() {}

    /** Puts the extension at the end, with binders of the right length and no content. */
    public static void putPlaceholders(
            Extensions.Builder extensions, List<PreSharedKey> keys, Instant now) {
        extensions.put(
                ExtensionTable.PRE_SHARED_KEYS,
                new OfferedPsks(
                        keys.stream()
                                .map(key -> new PskIdentity(key.identity(), key.obfuscatedAge(now)))
                                .toList(),
                        keys.stream().map(key -> new byte[key.hash().length()]).toList()));
    }

    /**
     * The hello with its binders.
     *
     * @param transcript before it
     */
    public static ClientHello fill(
            ClientHello hello,
            List<PreSharedKey> keys,
            Transcript transcript,
            CryptoProvider crypto) {
        OfferedPsks offered = ExtensionTable.PRE_SHARED_KEYS.in(hello.extensions()).orElseThrow();
        byte[] encoded = hello.encode();
        int length = encoded.length - offered.bindersLength();
        List<byte[]> binders = new ArrayList<>();
        for (PreSharedKey key : keys) {
            byte[] hash = transcript.valueWith(key.hash(), encoded, length);
            binders.add(binder(key, hash, crypto));
        }
        return hello.with(
                hello.extensions().toBuilder()
                        .put(
                                ExtensionTable.PRE_SHARED_KEYS,
                                new OfferedPsks(offered.identities(), binders))
                        .build());
    }

    /**
     * Checks one binder of a hello.
     *
     * @param transcript before it
     * @param bytes the hello as it came
     * @throws TlsException with {@link handclasp.tls.Misbehaved#BAD_BINDER}
     */
    static BinderProof check(
            PreSharedKey key,
            OfferedPsks offered,
            int index,
            Transcript transcript,
            byte[] bytes,
            CryptoProvider crypto)
            throws TlsException {
        int length = bytes.length - offered.bindersLength();
        byte[] hash = transcript.valueWith(key.hash(), bytes, length);
        return BinderProof.check(key, binder(key, hash, crypto), offered.binders().get(index));
    }

    private static byte[] binder(PreSharedKey key, byte[] hash, CryptoProvider crypto) {
        Suite13 suite = Suite13.ofHash(crypto, key.hash());
        try (KeySchedule.EarlySecret early = KeySchedule.earlySecret(suite, key.secret());
                Secret binderKey = early.binderKey(key.isExternal())) {
            return suite.verifyData(binderKey, hash);
        }
    }
}
