package handclasp.tls.internal.tls12;

import handclasp.tls.CipherSuite;
import handclasp.tls.ExtensionType;
import handclasp.tls.Fact;
import handclasp.tls.Incompatible;
import handclasp.tls.Misbehaved;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.Resumption;
import handclasp.tls.TlsException;
import handclasp.tls.internal.extension.ExtensionTable;
import handclasp.tls.internal.extension.Extensions;
import handclasp.tls.internal.extension.Place;
import handclasp.tls.internal.handshake.Authenticated;
import handclasp.tls.internal.handshake.ClientOffer;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.Session;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.message.Form;
import handclasp.tls.internal.message.Input;
import handclasp.tls.internal.message.ServerHello;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Where a client's handshake becomes one of TLS 1.2: the ServerHello (RFC 5246 §7.4.1.3). */
public final class ClientStart12 {
    private ClientStart12() {}

    /** Goes on after a ServerHello that chose TLS 1.2. */
    public static State onServerHello(ClientOffer offer, Input.Message input, Effects effects)
            throws TlsException {
        // The shares were for TLS 1.3.
        offer.close();
        ServerHello hello = (ServerHello) input.value();
        checkChoice(offer, hello);
        Extensions extensions = hello.extensions();
        extensions.requireRequested(offer.requested(), Place.SERVER_HELLO_12);
        extensions.requireInPlace(Place.SERVER_HELLO_12);
        checkRenegotiationInfo(offer, extensions);
        PointFormats.check(extensions);

        Suite12 suite = new Suite12(offer.configuration().crypto(), hello.cipherSuite());
        ClientHandshake12 handshake =
                new ClientHandshake12(offer, hello, suite, answers(offer, suite, extensions));
        effects.fact(new Fact.Version(ProtocolVersion.TLS_1_2));
        effects.fact(new Fact.Suite(hello.cipherSuite()));
        effects.form(Form.of(suite.exchange()));
        tellAnswers(handshake, effects);
        applicationProtocol(offer, extensions, effects);
        offer.transcript().keepMessages();
        offer.transcript().hashWith(suite.hash());
        offer.transcript().add(input.bytes());
        return isResumed(handshake)
                ? resume(handshake, offer.sessions().offered().orElseThrow(), effects)
                : begin(handshake);
    }

    private static void checkChoice(ClientOffer offer, ServerHello hello) throws TlsException {
        CipherSuite suite = hello.cipherSuite();
        if (!offer.configuration().cipherSuites().contains(suite)) {
            throw TlsException.builder(Misbehaved.SUITE_NOT_OFFERED)
                    .ours(offer.configuration().cipherSuites())
                    .theirs(suite)
                    .build();
        }
        if (!suite.version().equals(Optional.of(ProtocolVersion.TLS_1_2))) {
            throw TlsException.of(Misbehaved.WRONG_SUITE_FOR_VERSION, suite + " in TLS 1.2");
        }
        if (hello.legacyCompressionMethod() != 0) {
            throw TlsException.of(Misbehaved.ILLEGAL_COMPRESSION);
        }
    }

    private static void checkRenegotiationInfo(ClientOffer offer, Extensions extensions)
            throws TlsException {
        Optional<byte[]> info = ExtensionTable.RENEGOTIATION_INFO.in(extensions);
        if (info.isPresent() && info.get().length > 0) {
            throw TlsException.of(Misbehaved.RENEGOTIATION_INFO_NOT_EMPTY);
        }
        if (info.isEmpty() && !offer.configuration().renegotiationIndicationOptional()) {
            throw TlsException.of(Incompatible.RENEGOTIATION_INDICATION);
        }
    }

    private static ClientHandshake12.ServerAnswers answers(
            ClientOffer offer, Suite12 suite, Extensions extensions) throws TlsException {
        boolean extended = extensions.contains(ExtensionType.EXTENDED_MASTER_SECRET);
        if (!extended && offer.configuration().extendedMasterSecretRequired()) {
            throw TlsException.of(Incompatible.EXTENDED_MASTER_SECRET);
        }
        // RFC 7366 §3: for suites with CBC only.
        boolean encryptThenMac =
                extensions.contains(ExtensionType.ENCRYPT_THEN_MAC) && !suite.records().isAead();
        return new ClientHandshake12.ServerAnswers(
                extended,
                encryptThenMac,
                extensions.contains(ExtensionType.SESSION_TICKET),
                extensions.contains(ExtensionType.STATUS_REQUEST));
    }

    private static void tellAnswers(ClientHandshake12 handshake, Effects effects) {
        if (handshake.answers().extendedMasterSecret()) {
            effects.fact(new Fact.ExtendedMasterSecret());
        }
        if (handshake.answers().encryptThenMac()) {
            effects.fact(new Fact.EncryptThenMac());
        }
        if (handshake.sessionId().length > 0) {
            effects.fact(new Fact.SessionId(HexFormat.of().formatHex(handshake.sessionId())));
        }
    }

    private static void applicationProtocol(
            ClientOffer offer, Extensions extensions, Effects effects) throws TlsException {
        Optional<String> protocol = ExtensionTable.APPLICATION_PROTOCOL.in(extensions);
        if (protocol.isEmpty()) {
            return;
        }
        List<String> offered = offer.configuration().applicationProtocols();
        if (!offered.contains(protocol.get())) {
            throw TlsException.builder(Misbehaved.ALPN_NOT_OFFERED)
                    .ours(offered)
                    .theirs(protocol.get())
                    .build();
        }
        effects.fact(new Fact.ApplicationProtocol(protocol.get()));
    }

    /** The server resumes by repeating the identifier, with a ticket too (RFC 5077 §3.4). */
    private static boolean isResumed(ClientHandshake12 handshake) throws TlsException {
        byte[] ours = handshake.offer().hello().legacySessionId();
        if (ours.length == 0 || !Arrays.equals(ours, handshake.sessionId())) {
            return false;
        }
        if (handshake.offer().sessions().offered().isEmpty()) {
            // It was made up for middleboxes, so no server can know it.
            throw TlsException.of(Misbehaved.SESSION_ID_NOT_OFFERED);
        }
        return true;
    }

    private static State begin(ClientHandshake12 handshake) {
        handshake.offer().sessions().close();
        return new WaitCertificate12(handshake);
    }

    private static State resume(ClientHandshake12 handshake, Session session, Effects effects)
            throws TlsException {
        if (!session.suite().equals(handshake.suite().cipherSuite())) {
            throw TlsException.builder(Misbehaved.RESUMPTION_CHANGES_SESSION)
                    .ours(session.suite())
                    .theirs(handshake.suite().cipherSuite())
                    .build();
        }
        if (!handshake.answers().extendedMasterSecret()) {
            // Only sessions with it are ever kept, so the server has dropped it.
            throw TlsException.of(Misbehaved.EXTENDED_MASTER_SECRET_CHANGES);
        }
        handshake.transcript().forgetMessages();
        Authenticated server = Authenticated.resumed(session, handshake.configuration());
        Resumption by = session.ticket().length > 0 ? Resumption.TICKET : Resumption.SESSION_ID;
        effects.fact(new Fact.Resumed(by));
        effects.fact(new Fact.PeerCertificates(session.peerCertificates()));
        if (!server.verifiedChain().isEmpty()) {
            effects.fact(new Fact.VerifiedChain(server.verifiedChain()));
        }
        Keys12 keys =
                Keys12.resumed(
                        handshake.suite(),
                        session.secret(),
                        handshake.randoms(),
                        handshake.answers().encryptThenMac(),
                        handshake.configuration(),
                        effects);
        return new ClientEnding12(
                        handshake, keys, server, session.peerCertificates(), Optional.of(session))
                .begin();
    }
}
