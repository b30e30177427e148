package handclasp.tls;

/** Why a handshake is suspended. */
public enum WorkKind {
    CHOOSE_CONFIGURATION,
    CHOOSE_CREDENTIAL,
    KEY_AGREEMENT,
    SIGN,
    VERIFY_PEER
}
