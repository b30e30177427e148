package handclasp.tls.internal.tls13;

import handclasp.tls.ExtensionType;
import handclasp.tls.Role;
import handclasp.tls.TlsException;
import handclasp.tls.auth.Credential;
import handclasp.tls.internal.extension.Extensions;
import handclasp.tls.internal.extension.Place;
import handclasp.tls.internal.handshake.CertificateChains;
import handclasp.tls.internal.handshake.Transcript;
import handclasp.tls.internal.message.Certificate;
import handclasp.tls.internal.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;

/** What client and server share of Certificate and CertificateVerify (RFC 9846 §4.5.1, §4.5.2). */
final class CertificateMessages {
    private CertificateMessages() {}

    /** The Certificate message of a credential. */
    static Certificate of(byte[] context, Credential credential) throws TlsException {
        List<Certificate.Entry> entries =
                CertificateChains.encode(credential).stream()
                        .map(der -> new Certificate.Entry(der, Extensions.NONE))
                        .toList();
        return new Certificate(context, entries);
    }

    /**
     * The chain of a message, as sent; empty if it holds none.
     *
     * @param requested extensions that an entry may answer
     */
    static List<X509Certificate> chain(
            Certificate message, List<ExtensionType> requested, int limit) throws TlsException {
        for (Certificate.Entry entry : message.entries()) {
            entry.extensions().requireRequested(requested, Place.CERTIFICATE);
        }
        return CertificateChains.read(
                message.entries().stream().map(Certificate.Entry::data).toList(), limit);
    }

    /** What CertificateVerify signs: 64 spaces, a context string, a zero, the transcript's hash. */
    static byte[] signedContent(Role signer, Transcript transcript) {
        byte[] spaces = new byte[64];
        Arrays.fill(spaces, (byte) ' ');
        String who = signer == Role.SERVER ? "server" : "client";
        String context = "TLS 1.3, " + who + " CertificateVerify";
        return new WireWriter()
                .bytes(spaces)
                .bytes(context.getBytes(StandardCharsets.US_ASCII))
                .u8(0)
                .bytes(transcript.value())
                .toByteArray();
    }
}
