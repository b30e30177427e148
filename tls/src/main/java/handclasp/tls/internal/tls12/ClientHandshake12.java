package handclasp.tls.internal.tls12;

import handclasp.tls.ClientConfiguration;
import handclasp.tls.internal.handshake.ClientOffer;
import handclasp.tls.internal.handshake.Transcript;
import handclasp.tls.internal.message.ServerHello;

/** What a client keeps from the ServerHello on: its offer, and what the server chose of it. */
final class ClientHandshake12 {
    private final ClientOffer offer;
    private final ServerHello hello;
    private final Suite12 suite;
    private final ServerAnswers answers;

    ClientHandshake12(ClientOffer offer, ServerHello hello, Suite12 suite, ServerAnswers answers) {
        this.offer = offer;
        this.hello = hello;
        this.suite = suite;
        this.answers = answers;
    }

    ClientOffer offer() {
        return offer;
    }

    ClientConfiguration configuration() {
        return offer.configuration();
    }

    Transcript transcript() {
        return offer.transcript();
    }

    Suite12 suite() {
        return suite;
    }

    ServerAnswers answers() {
        return answers;
    }

    /** The session identifier that the server gave, 0 to 32 bytes. */
    byte[] sessionId() {
        return hello.legacySessionIdEcho();
    }

    Randoms randoms() {
        return new Randoms(offer.hello().random(), hello.random());
    }

    /** What the server's extensions say of the rest of the handshake. */
    record ServerAnswers(
            boolean extendedMasterSecret,
            boolean encryptThenMac,
            boolean ticketFollows,
            boolean statusFollows) {}
}
