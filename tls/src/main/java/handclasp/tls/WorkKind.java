package handclasp.tls;

/** Why a handshake is suspended. */
public enum WorkKind {
    CHOOSE_CONFIGURATION,
    CHOOSE_CREDENTIAL,
    LOOK_UP_SESSION,
    LOOK_UP_PSK,
    CHECK_REPLAY,
    KEY_AGREEMENT,
    DECRYPT,
    SIGN,
    VERIFY_PEER,
    STORE_SESSION
}
