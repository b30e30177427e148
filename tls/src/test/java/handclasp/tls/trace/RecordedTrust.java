package handclasp.tls.trace;

import handclasp.tls.BadCertificate;
import handclasp.tls.TlsException;
import handclasp.tls.auth.CertificateVerifier;
import handclasp.tls.auth.PeerCertificates;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/** Believes one certificate of a trace, which is its own issuer, while it is valid. */
public final class RecordedTrust implements CertificateVerifier {
    private final X509Certificate trusted;
    private final List<PeerCertificates> asked = new ArrayList<>();

    public RecordedTrust(X509Certificate trusted) {
        this.trusted = trusted;
    }

    /** What it was asked, in turn. */
    public List<PeerCertificates> asked() {
        return asked;
    }

    /** One for all traces, of which one resumes what another began. */
    @Override
    public Optional<String> settings() {
        return Optional.of("RFC 8448");
    }

    @Override
    public List<X509Certificate> verify(PeerCertificates peer) throws TlsException {
        asked.add(peer);
        if (!peer.chain().equals(List.of(trusted))) {
            throw TlsException.of(BadCertificate.UNKNOWN_AUTHORITY, "it is not the trace's");
        }
        try {
            trusted.checkValidity(Date.from(peer.time()));
        } catch (CertificateException e) {
            throw TlsException.of(BadCertificate.EXPIRED, "at " + peer.time());
        }
        return peer.chain();
    }
}
