package handclasp.tls;

/** Remedies that many errors share. */
final class Remedies {
    static final String DEFECT =
            "The peer has a defect: capture the handshake and report it to its makers.";
    static final String DAMAGED =
            "The bytes were damaged or forged on the way, or the two ends disagree about the keys.";

    private Remedies() {}
}
