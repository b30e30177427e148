package handclasp.tls.internal.tls12;

import handclasp.tls.CipherSuite;
import handclasp.tls.ExtensionType;
import handclasp.tls.Fact;
import handclasp.tls.Incompatible;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.ServerName;
import handclasp.tls.TlsException;
import handclasp.tls.auth.Credential;
import handclasp.tls.internal.extension.ExtensionTable;
import handclasp.tls.internal.extension.Extensions;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.Transcript;
import handclasp.tls.internal.message.CertificateStatus;
import handclasp.tls.internal.message.ClientHello;
import handclasp.tls.internal.message.Form;
import handclasp.tls.internal.message.ServerHello;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** What a server keeps from the ClientHello on, and how it answers it. */
final class ServerHandshake12 {
    /** "DOWNGRD" and 1: a server that knows TLS 1.3 says so at the end of its random (RFC 9846 §4.2.3). */
    private static final byte[] DOWNGRADE = HexFormat.of().parseHex("444f574e47524401");

    private static final byte[] EMPTY = {};

    private final ServerConfiguration configuration;
    private final Transcript transcript;
    private final ClientHello hello;

    ServerHandshake12(ServerConfiguration configuration, Transcript transcript, ClientHello hello) {
        this.configuration = configuration;
        this.transcript = transcript;
        this.hello = hello;
    }

    ServerConfiguration configuration() {
        return configuration;
    }

    Transcript transcript() {
        return transcript;
    }

    ClientHello hello() {
        return hello;
    }

    Optional<ServerName> serverName() {
        return ExtensionTable.SERVER_NAME.in(hello.extensions()).flatMap(name -> name);
    }

    boolean extendedMasterSecret() {
        return hello.extensions().contains(ExtensionType.EXTENDED_MASTER_SECRET);
    }

    /** RFC 7366 §3: for suites with CBC only. */
    boolean encryptThenMac(Suite12 suite) {
        return hello.extensions().contains(ExtensionType.ENCRYPT_THEN_MAC)
                && !suite.records().isAead();
    }

    /** Whether the client takes tickets and this server gives them; without a bound master secret it gives none. */
    boolean givesTickets() {
        return configuration.ticketKeys().isPresent()
                && extendedMasterSecret()
                && hello.extensions().contains(ExtensionType.SESSION_TICKET);
    }

    /** What goes along of the certificate's status, if the client wants it. */
    Optional<CertificateStatus> status(Credential credential) {
        if (!hello.extensions().contains(ExtensionType.STATUS_REQUEST)) {
            return Optional.empty();
        }
        return configuration
                .certificateStatus()
                .flatMap(source -> source.statusOf(credential))
                .map(CertificateStatus::new);
    }

    /**
     * The protocol of ALPN, best of this server's.
     *
     * @throws TlsException with {@link Incompatible#APPLICATION_PROTOCOL}
     */
    Optional<String> applicationProtocol() throws TlsException {
        List<String> offered =
                ExtensionTable.APPLICATION_PROTOCOLS.in(hello.extensions()).orElse(List.of());
        List<String> ours = configuration.applicationProtocols();
        if (offered.isEmpty() || ours.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> common = ours.stream().filter(offered::contains).findFirst();
        if (common.isEmpty()) {
            throw TlsException.builder(Incompatible.APPLICATION_PROTOCOL)
                    .ours(ours)
                    .theirs(offered)
                    .build();
        }
        return common;
    }

    /**
     * The ServerHello of either handshake, and the facts in it.
     *
     * @param sessionId 0 to 32 bytes
     * @param ticketFollows whether a NewSessionTicket will come
     * @param statusFollows whether a CertificateStatus will come
     * @param resumed whether a session goes on: the name was used when it began (RFC 6066 §3)
     */
    ServerHello answer(
            Suite12 suite,
            byte[] sessionId,
            boolean ticketFollows,
            boolean statusFollows,
            boolean resumed,
            Optional<String> protocol,
            Effects effects) {
        effects.fact(new Fact.Suite(suite.cipherSuite()));
        effects.form(Form.of(suite.exchange()));
        transcript.hashWith(suite.hash());
        Extensions.Builder extensions = Extensions.builder();
        if (offersRenegotiationInfo()) {
            extensions.put(ExtensionTable.RENEGOTIATION_INFO, EMPTY);
        }
        if (extendedMasterSecret()) {
            extensions.put(ExtensionTable.EXTENDED_MASTER_SECRET, true);
            effects.fact(new Fact.ExtendedMasterSecret());
        }
        if (encryptThenMac(suite)) {
            extensions.put(ExtensionTable.ENCRYPT_THEN_MAC, true);
            effects.fact(new Fact.EncryptThenMac());
        }
        if (ticketFollows) {
            extensions.put(ExtensionTable.SESSION_TICKET_FOLLOWS, true);
        }
        if (statusFollows) {
            extensions.put(ExtensionTable.STATUS_FOLLOWS, true);
        }
        if (!resumed && serverName().isPresent()) {
            extensions.put(ExtensionTable.SERVER_NAME_USED, true);
        }
        if (hello.extensions().contains(ExtensionType.EC_POINT_FORMATS) && usesCurves(suite)) {
            extensions.put(ExtensionTable.EC_POINT_FORMATS, PointFormats.uncompressed());
        }
        protocol.ifPresent(
                name -> {
                    extensions.put(ExtensionTable.APPLICATION_PROTOCOL, name);
                    effects.fact(new Fact.ApplicationProtocol(name));
                });
        if (sessionId.length > 0) {
            effects.fact(new Fact.SessionId(HexFormat.of().formatHex(sessionId)));
        }
        return new ServerHello(
                ProtocolVersion.TLS_1_2,
                random(),
                sessionId,
                suite.cipherSuite(),
                0,
                extensions.build());
    }

    private boolean offersRenegotiationInfo() {
        return hello.extensions().contains(ExtensionType.RENEGOTIATION_INFO)
                || hello.cipherSuites().contains(CipherSuite.TLS_EMPTY_RENEGOTIATION_INFO_SCSV);
    }

    private static boolean usesCurves(Suite12 suite) {
        return Form.of(suite.exchange()) == Form.ECDHE;
    }

    private byte[] random() {
        byte[] random = new byte[ClientHello.RANDOM];
        configuration.random().nextBytes(random);
        if (configuration.protocolVersions().contains(ProtocolVersion.TLS_1_3)) {
            System.arraycopy(
                    DOWNGRADE, 0, random, random.length - DOWNGRADE.length, DOWNGRADE.length);
        }
        return random;
    }
}
