package handclasp.tls.internal.handshake;

import handclasp.tls.CipherSuite;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.ServerName;
import handclasp.tls.TlsConfiguration;
import handclasp.tls.TlsException;
import handclasp.tls.crypto.HashAlgorithm;
import handclasp.tls.crypto.Secret;
import handclasp.tls.crypto.SuiteAlgorithms;
import handclasp.tls.internal.wire.WireReader;
import handclasp.tls.internal.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What an end keeps of a handshake to resume it (RFC 5246 §7.2.1, §F.1.4; RFC 5077 §4): all that was settled then and
 * stays settled. It holds a secret and is closed after use.
 */
public final class Session implements AutoCloseable {
    private static final int FORMAT = 2;

    /** No ticket lives longer, in TLS 1.3 (RFC 9846 §4.7.1). */
    private static final Duration MAX_LIFETIME = Duration.ofDays(7);

    /** Chains are bounded where they come in; this bounds what a store may hold. */
    private static final int MAX_CHAIN = 0xffffff;

    private final ProtocolVersion version;
    private final CipherSuite suite;
    private final Secret secret;
    private final boolean extendedMasterSecret;
    private final Optional<ServerName> serverName;
    private final byte[] trust;
    private final Instant until;
    private final List<X509Certificate> peerCertificates;
    private final List<X509Certificate> verifiedChain;
    private final byte[] id;
    private final byte[] ticket;
    private final Instant issued;
    private final long ageAdd;
    private final long maxEarlyData;
    private final Optional<String> applicationProtocol;

    private Session(Builder from) {
        version = from.version;
        suite = from.suite;
        secret = from.secret;
        extendedMasterSecret = from.extendedMasterSecret;
        serverName = from.serverName;
        trust = from.trust;
        until = from.until;
        peerCertificates = List.copyOf(from.peerCertificates);
        verifiedChain = List.copyOf(from.verifiedChain);
        id = from.id;
        ticket = from.ticket;
        issued = from.issued;
        ageAdd = from.ageAdd;
        maxEarlyData = from.maxEarlyData;
        applicationProtocol = from.applicationProtocol;
    }

    /**
     * A session that begins.
     *
     * @param secret taken over: the master secret in TLS 1.2, the ticket's key in TLS 1.3
     */
    public static Builder begin(
            ProtocolVersion version,
            CipherSuite suite,
            Secret secret,
            TlsConfiguration configuration) {
        Builder builder = new Builder(version, suite, secret);
        builder.trust = TrustSettings.of(configuration);
        builder.until = configuration.clock().instant().plus(configuration.sessionLifetime());
        return builder;
    }

    public ProtocolVersion version() {
        return version;
    }

    public CipherSuite suite() {
        return suite;
    }

    /** Borrowed until this is closed. */
    public Secret secret() {
        return secret;
    }

    /** Whether its master secret is bound to its handshake (RFC 7627). */
    public boolean extendedMasterSecret() {
        return extendedMasterSecret;
    }

    /** The name the client asked for. */
    public Optional<ServerName> serverName() {
        return serverName;
    }

    /** When it ends. */
    public Instant until() {
        return until;
    }

    /** What the peer showed, as sent. */
    public List<X509Certificate> peerCertificates() {
        return peerCertificates;
    }

    /** As it was verified then. */
    public List<X509Certificate> verifiedChain() {
        return verifiedChain;
    }

    /** The identifier that the server gave it, 0 to 32 bytes; not to be changed. */
    public byte[] id() {
        return id;
    }

    /** At a client, the server's ticket, or nothing; not to be changed. */
    public byte[] ticket() {
        return ticket;
    }

    /** In TLS 1.3, when the ticket was given, in whole milliseconds. */
    public Instant issued() {
        return issued;
    }

    /** In TLS 1.3, what hides the ticket's age, 32 bits. */
    public long ageAdd() {
        return ageAdd;
    }

    /** In TLS 1.3, how many bytes of early data the ticket allows; 0 for none. */
    public long maxEarlyData() {
        return maxEarlyData;
    }

    /** In TLS 1.3, the application protocol of the connection that gave the ticket, which is that of early data. */
    public Optional<String> applicationProtocol() {
        return applicationProtocol;
    }

    /** Whether it may be resumed under this configuration now. */
    public boolean holdsFor(TlsConfiguration configuration) {
        return isOf(configuration) && configuration.clock().instant().isBefore(until);
    }

    /**
     * Whether it was made under these settings. What was offered in time is gone on with, however long the answer took.
     */
    boolean isOf(TlsConfiguration configuration) {
        return Arrays.equals(trust, TrustSettings.of(configuration))
                && configuration.protocolVersions().contains(version)
                && configuration.cipherSuites().stream().anyMatch(this::goesOnIn);
    }

    /** In TLS 1.3 the hash must stay, in TLS 1.2 the whole suite (RFC 9846 §4.7.1, RFC 5246 §7.4.1.3). */
    private boolean goesOnIn(CipherSuite other) {
        if (!version.equals(ProtocolVersion.TLS_1_3)) {
            return other.equals(suite);
        }
        return other.version().equals(suite.version()) && hash(other).equals(hash(suite));
    }

    private static Optional<HashAlgorithm> hash(CipherSuite suite) {
        return SuiteAlgorithms.of(suite).map(SuiteAlgorithms::hash);
    }

    /** For a store or a ticket. */
    public Secret encode() throws TlsException {
        List<byte[]> sent = CertificateChains.encode(peerCertificates);
        List<byte[]> verified = CertificateChains.encode(verifiedChain);
        byte[] name =
                serverName.map(ServerName::value).orElse("").getBytes(StandardCharsets.US_ASCII);
        WireWriter out = new WireWriter();
        out.u8(FORMAT)
                .u16(version.code())
                .u16(suite.code())
                .vector(1, secret.bytes())
                .u8(extendedMasterSecret ? 1 : 0)
                .u8(serverName.filter(ServerName::isAddress).isPresent() ? 1 : 0)
                .vector(1, name)
                .bytes(trust)
                .u32(until.getEpochSecond() >>> 32)
                .u32(until.getEpochSecond())
                .vector(1, id)
                .vector(2, ticket)
                .block(3, list -> sent.forEach(each -> list.vector(3, each)))
                .block(3, list -> verified.forEach(each -> list.vector(3, each)));
        if (version.equals(ProtocolVersion.TLS_1_3)) {
            writeTicket(out);
        }
        return out.toSecret();
    }

    private void writeTicket(WireWriter out) {
        out.u32(issued.toEpochMilli() >>> 32)
                .u32(issued.toEpochMilli())
                .u32(ageAdd)
                .u32(maxEarlyData)
                .vector(1, applicationProtocol.orElse("").getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void readTicket(WireReader in, Builder builder) throws TlsException {
        builder.issued = Instant.ofEpochMilli(in.u32("issued") << 32 | in.u32("issued"));
        builder.ageAdd = in.u32("ticket_age_add");
        builder.maxEarlyData = in.u32("max_early_data_size");
        byte[] name = in.vector("protocol", 1, 0, 255);
        builder.applicationProtocol =
                name.length == 0
                        ? Optional.empty()
                        : Optional.of(new String(name, StandardCharsets.ISO_8859_1));
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @param encoded borrowed until return
     * @throws TlsException if it is of another release of this library, or no session at all
     */
    public static Session decode(Secret encoded) throws TlsException {
        WireReader in = WireReader.over(encoded.bytes(), 0);
        if (in.u8("format") != FORMAT) {
            throw TlsException.of(
                    handclasp.tls.Malformed.ILLEGAL_ENCODING, "a session of another format");
        }
        ProtocolVersion version = in.code16("version", ProtocolVersion::new);
        CipherSuite suite = in.code16("cipher_suite", CipherSuite::new);
        Builder builder =
                new Builder(version, suite, Secret.owning(in.vector("secret", 1, 1, 255)));
        builder.extendedMasterSecret = in.u8("extended_master_secret") == 1;
        boolean address = in.u8("address") == 1;
        String name = new String(in.vector("name", 1, 0, 255), StandardCharsets.US_ASCII);
        builder.serverName =
                name.isEmpty() ? Optional.empty() : Optional.of(new ServerName(name, address));
        builder.trust = in.opaque("trust", TrustSettings.LENGTH);
        builder.until = Instant.ofEpochSecond(in.u32("until") << 32 | in.u32("until"));
        builder.id = in.vector("id", 1, 0, 32);
        builder.ticket = in.vector("ticket", 2, 0, 0xffff);
        builder.peerCertificates = chain(in);
        builder.verifiedChain = chain(in);
        if (version.equals(ProtocolVersion.TLS_1_3)) {
            readTicket(in, builder);
        }
        in.finish("session");
        return new Session(builder);
    }

    private static List<X509Certificate> chain(WireReader in) throws TlsException {
        List<byte[]> encoded =
                in.list(
                        "certificates",
                        3,
                        0,
                        MAX_CHAIN,
                        each -> each.vector("certificate", 3, 1, MAX_CHAIN));
        return CertificateChains.read(encoded, Integer.MAX_VALUE);
    }

    /** Wipes the secret. */
    @Override
    public void close() {
        secret.close();
    }

    /** Nothing that would help to use it. */
    @Override
    public String toString() {
        return "Session[" + version + ", " + suite + "]";
    }

    /** Collects what a handshake settled. Not thread-safe. */
    public static final class Builder {
        private final ProtocolVersion version;
        private final CipherSuite suite;
        private final Secret secret;
        private boolean extendedMasterSecret;
        private Optional<ServerName> serverName = Optional.empty();
        private byte[] trust = {};
        private Instant until = Instant.MIN;
        private List<X509Certificate> peerCertificates = new ArrayList<>();
        private List<X509Certificate> verifiedChain = new ArrayList<>();
        private byte[] id = {};
        private byte[] ticket = {};
        private Instant issued = Instant.EPOCH;
        private long ageAdd;
        private long maxEarlyData;
        private Optional<String> applicationProtocol = Optional.empty();

        private Builder(ProtocolVersion version, CipherSuite suite, Secret secret) {
            this.version = version;
            this.suite = suite;
            this.secret = secret;
        }

        public Builder extendedMasterSecret(boolean used) {
            extendedMasterSecret = used;
            return this;
        }

        public Builder serverName(Optional<ServerName> name) {
            serverName = name;
            return this;
        }

        /** The peer's certificates also bound the session's life: it ends before the first of them does. */
        public Builder peer(List<X509Certificate> sent, List<X509Certificate> verified) {
            peerCertificates = sent;
            verifiedChain = verified;
            for (X509Certificate certificate : verified) {
                until = earlier(until, certificate.getNotAfter().toInstant());
            }
            return this;
        }

        /** It ends then at the latest. */
        public Builder until(Instant end) {
            until = earlier(until, end);
            return this;
        }

        public Builder id(byte[] sessionId) {
            id = sessionId;
            return this;
        }

        /** @param lifetime that the server hints at; zero if it does not */
        public Builder ticket(byte[] bytes, Duration lifetime, Instant now) {
            ticket = bytes;
            if (!lifetime.isZero()) {
                until = earlier(until, now.plus(lifetime));
            }
            return this;
        }

        /**
         * What TLS 1.3 says of a ticket.
         *
         * @param when it was given, or came
         * @param add 32 bits that hide its age
         * @param early how many bytes of early data it allows
         */
        public Builder given(Instant when, long add, long early) {
            issued = Instant.ofEpochMilli(when.toEpochMilli());
            ageAdd = add;
            maxEarlyData = early;
            until = earlier(until, when.plus(MAX_LIFETIME));
            return this;
        }

        public Builder applicationProtocol(Optional<String> name) {
            applicationProtocol = name;
            return this;
        }

        public Session build() {
            return new Session(this);
        }

        private static Instant earlier(Instant one, Instant other) {
            return one.isBefore(other) ? one : other;
        }
    }
}
