package handclasp.tls.internal.tls13;

import handclasp.tls.BadCertificate;
import handclasp.tls.ExtensionType;
import handclasp.tls.Misbehaved;
import handclasp.tls.Role;
import handclasp.tls.TlsException;
import handclasp.tls.auth.Credential;
import handclasp.tls.internal.extension.Extensions;
import handclasp.tls.internal.extension.Place;
import handclasp.tls.internal.handshake.Transcript;
import handclasp.tls.internal.message.Certificate;
import handclasp.tls.internal.wire.WireWriter;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What client and server share of Certificate and CertificateVerify (RFC 9846 §4.5.1, §4.5.2). */
final class CertificateMessages {
    private CertificateMessages() {}

    /** The Certificate message of a credential. */
    static Certificate of(byte[] context, Credential credential) throws TlsException {
        List<Certificate.Entry> entries = new ArrayList<>();
        for (X509Certificate certificate : credential.chain()) {
            try {
                entries.add(new Certificate.Entry(certificate.getEncoded(), Extensions.NONE));
            } catch (CertificateEncodingException e) {
                throw TlsException.builder(handclasp.tls.WorkFailed.CREDENTIAL).cause(e).build();
            }
        }
        return new Certificate(context, entries);
    }

    /**
     * The chain of a message, as sent; empty if it holds none.
     *
     * @param requested extensions that an entry may answer
     */
    static List<X509Certificate> chain(
            Certificate message, List<ExtensionType> requested, int limit) throws TlsException {
        if (message.entries().size() > limit) {
            throw TlsException.of(
                    Misbehaved.TOO_MANY_CERTIFICATES,
                    message.entries().size() + ", at most " + limit);
        }
        List<X509Certificate> chain = new ArrayList<>();
        for (Certificate.Entry entry : message.entries()) {
            entry.extensions().requireRequested(requested, Place.CERTIFICATE);
            chain.add(parse(entry.data(), chain.size()));
        }
        return chain;
    }

    private static X509Certificate parse(byte[] der, int index) throws TlsException {
        try {
            ByteArrayInputStream in = new ByteArrayInputStream(der);
            var certificate =
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509").generateCertificate(in);
            // The factory also takes PEM and ignores what follows; on the wire only DER is legal.
            if (in.available() == 0 && Arrays.equals(certificate.getEncoded(), der)) {
                certificate.getPublicKey();
                return certificate;
            }
        } catch (CertificateException e) {
            throw TlsException.of(
                    BadCertificate.CORRUPT,
                    "certificate " + index + " of the chain is not readable X.509");
        } catch (RuntimeException e) {
            // Keys that the JDK cannot make sense of surface as various unchecked exceptions.
            throw TlsException.of(
                    BadCertificate.UNSUPPORTED,
                    "the key of certificate " + index + " of the chain");
        }
        throw TlsException.of(
                BadCertificate.CORRUPT, "certificate " + index + " of the chain is not DER");
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
