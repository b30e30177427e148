package handclasp.pki;

import handclasp.tls.BadCertificate;
import handclasp.tls.TlsException;
import handclasp.tls.auth.CertificateVerifier;
import handclasp.tls.auth.PeerCertificates;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * Believes a peer whose certificate a trusted authority stands behind: RFC 5280 by the JDK's PKIX, with the purpose (TLS
 * server or client) and, for a server, its name by RFC 9525.
 *
 * <p>The certificates may come in any order and with others that do not matter. An anchor need not be a root: an
 * intermediate or the peer's own certificate that is among the anchors is trusted as it is, and nothing above it is
 * looked at (as the JDK does it, and OpenSSL with {@code -partial_chain}); but it too must be in its validity, fit for
 * its use and of sufficient strength, and its own name constraints and path length hold.
 *
 * <p>Names: only the subject alternative names count, never the common name; a wildcard is good for exactly one label,
 * the left-most. Signatures with MD5 or SHA-1 and RSA keys below 2048 bits are refused, except that an anchor's own
 * signature does not matter. Whether a certificate was revoked is not asked.
 *
 * <p>The work is bounded: 32 certificates, 8 intermediates in a path, 8 paths. Immutable and thread-safe.
 */
public final class ChainVerifier implements CertificateVerifier {
    private final TrustAnchors anchors;
    private volatile @Nullable String settings;

    private ChainVerifier(Collection<X509Certificate> anchors) {
        this.anchors = new TrustAnchors(anchors);
    }

    /** Trusts these certificates and what they certify. */
    public static ChainVerifier trusting(Collection<X509Certificate> anchors) {
        return new ChainVerifier(anchors);
    }

    /**
     * Trusts the authorities that this Java trusts: the file that {@code javax.net.ssl.trustStore} names, else {@code
     * lib/security/cacerts} of the JVM.
     *
     * @throws PkiException if that file cannot be read
     */
    public static ChainVerifier system() throws PkiException {
        return new ChainVerifier(SystemAnchors.read());
    }

    /** One that trusts these certificates too. */
    public ChainVerifier alsoTrusting(Collection<X509Certificate> more) {
        List<X509Certificate> all = new ArrayList<>(anchors.certificates());
        all.addAll(more);
        return new ChainVerifier(all);
    }

    /** The certificates that it trusts as they are. */
    public List<X509Certificate> anchors() {
        return List.copyOf(anchors.certificates());
    }

    @Override
    public List<X500Principal> authorities() {
        return anchors.names();
    }

    /** The anchors are all that tells two of these apart, so that is what the name says. */
    @Override
    public Optional<String> settings() {
        String known = settings;
        if (known == null) {
            known = "anchors " + digest(anchors.certificates());
            settings = known;
        }
        return Optional.of(known);
    }

    private static String digest(Collection<X509Certificate> certificates) {
        try {
            List<String> each = new ArrayList<>();
            for (X509Certificate certificate : certificates) {
                each.add(HexFormat.of().formatHex(sha256(certificate.getEncoded())));
            }
            Collections.sort(each);
            byte[] all = String.join(" ", each).getBytes(StandardCharsets.US_ASCII);
            return HexFormat.of().formatHex(sha256(all));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate cannot be encoded", e);
        }
    }

    private static byte[] sha256(byte[] bytes) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }

    @Override
    public List<X509Certificate> verify(PeerCertificates peer) throws TlsException {
        if (peer.chain().isEmpty()) {
            throw TlsException.of(BadCertificate.REQUIRED);
        }
        PathFinder.Found found = PathFinder.find(anchors, peer.chain());
        if (found.paths().isEmpty()) {
            throw UnknownAuthority.explain(found, peer);
        }
        TrustedPath path = firstGood(found.paths(), peer);
        if (peer.serverName().isPresent()) {
            PeerName.check(path.leaf(), peer.serverName().get());
        }
        return path.all();
    }

    /** The first path that holds, or the reason why the most promising one does not. */
    private static TrustedPath firstGood(List<TrustedPath> paths, PeerCertificates peer)
            throws TlsException {
        @Nullable TlsException first = null;
        for (TrustedPath path : paths) {
            try {
                PathChecks.check(path, peer);
                return path;
            } catch (TlsException e) {
                first = first == null ? e : first;
            }
        }
        throw Objects.requireNonNull(first);
    }
}
