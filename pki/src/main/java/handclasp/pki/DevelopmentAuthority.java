package handclasp.pki;

import handclasp.tls.ServerName;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An authority for development on one machine: a root that a person may trust without fear, because it can certify only
 * names and addresses that development uses (name constraints), an intermediate, and certificates for servers and clients.
 *
 * <p>It lives in the folder {@code authority} of a state directory, which only its owner may read: {@code root.pem} to
 * trust, {@code root.key}, {@code intermediate.pem} and {@code server.pem}, the latter two with their keys. Root and keys
 * are made once, all at the same moment, and never overwritten; processes that start at once share what the first one
 * made. The root is valid for ten years and the intermediate for three; the latter is renewed in time as long as {@code
 * root.key} is there, which is needed for nothing else. All keys are ECDSA P-256.
 *
 * <p>Thread-safe.
 */
public final class DevelopmentAuthority {
    /** A server's certificate that ends sooner is made anew. */
    static final Duration RENEW_BEFORE = Duration.ofDays(30);

    private final AuthorityFolder folder;
    private final InstantSource clock;

    private DevelopmentAuthority(AuthorityFolder folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /**
     * The authority in a state directory; both are made if they are not there.
     *
     * @throws PkiException if the directory cannot be used, or the authority in it is damaged, incomplete or expired:
     *     nothing is changed then, and the message says what to do
     */
    public static DevelopmentAuthority open(Path directory, InstantSource clock)
            throws PkiException {
        return new DevelopmentAuthority(AuthorityFolder.open(directory, clock.instant()), clock);
    }

    /** The root, to be trusted. */
    public X509Certificate rootCertificate() {
        return folder.root();
    }

    /** The root's file, for programs that want one, such as {@code curl --cacert}. */
    public Path rootFile() {
        return folder.rootFile();
    }

    /** The root's SHA-256, by which people compare it: {@code AA:BB:…}, 32 bytes. */
    public String fingerprint() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(folder.root().getEncoded());
            return HexFormat.ofDelimiter(":").withUpperCase().formatHex(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate that cannot be hashed", e);
        }
    }

    /**
     * What a server on this host needs: a certificate for localhost, 127.0.0.1, ::1 and the host's own name. Kept as by
     * {@link #serverIdentity(Collection)}.
     */
    public Identity serverIdentity() throws PkiException {
        List<String> names =
                DevelopmentNames.ofThisHost().stream()
                        .filter(name -> NamePermission.allows(folder.root(), name))
                        .toList();
        return serverIdentity(names);
    }

    /**
     * A server's certificate for these names, valid for 397 days at most. The last one is kept and used again, until the
     * names change or less than 30 days are left.
     *
     * @param names DNS names, which may start with the wildcard {@code *.}, and IP addresses; at least one
     * @throws PkiException if a name is none, or is not for development, or the certificate cannot be kept
     */
    public Identity serverIdentity(Collection<String> names) throws PkiException {
        Set<String> wanted = new LinkedHashSet<>();
        for (String name : names) {
            wanted.add(permitted(name));
        }
        if (wanted.isEmpty()) {
            throw new PkiException("A server's certificate needs at least one name.");
        }
        Optional<Identity> kept = folder.server().filter(identity -> isCurrent(identity, wanted));
        if (kept.isPresent()) {
            return kept.get();
        }
        Identity made = folder.intermediate().issueServer(wanted, clock.instant());
        folder.keepServer(made);
        return made;
    }

    /**
     * A client's certificate, valid for 397 days at most; made anew by each call and not kept.
     *
     * @param commonName who the client is, at most 64 characters
     * @throws PkiException if the name is empty or too long
     */
    public Identity clientIdentity(String commonName) throws PkiException {
        return folder.intermediate().issueClient(commonName, clock.instant());
    }

    private boolean isCurrent(Identity identity, Set<String> names) {
        Instant now = clock.instant();
        X509Certificate certificate = identity.certificate();
        return !certificate.getNotBefore().toInstant().isAfter(now)
                && certificate.getNotAfter().toInstant().isAfter(now.plus(RENEW_BEFORE))
                && identity.chain().contains(folder.intermediate().certificate())
                && SubjectNames.texts(certificate).equals(names);
    }

    /** The name in the form in which certificates show it. */
    private String permitted(String name) throws PkiException {
        String normal = normal(name);
        if (!NamePermission.allows(folder.root(), normal)) {
            throw new PkiException(
                    ("The development authority may not certify %s, only %s; use a certificate "
                                    + "of another authority for it.")
                            .formatted(normal, DevelopmentNames.words()));
        }
        return normal;
    }

    private static String normal(String name) throws PkiException {
        boolean wildcard = name.startsWith("*.");
        try {
            ServerName server = ServerName.of(wildcard ? name.substring(2) : name);
            if (!server.isAddress()) {
                return (wildcard ? "*." : "") + server.value();
            }
            Optional<byte[]> address =
                    wildcard ? Optional.empty() : IpAddress.parse(server.value());
            return IpAddress.text(address.orElseThrow(() -> new IllegalArgumentException(name)));
        } catch (IllegalArgumentException e) {
            throw new PkiException(
                    "A certificate cannot be for %s: it is neither a DNS name nor an IP address."
                            .formatted(Text.quoted(name)),
                    e);
        }
    }
}
