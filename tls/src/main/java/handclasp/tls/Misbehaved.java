package handclasp.tls;

/** The peer's messages can be read but break a rule of the protocol. */
public enum Misbehaved implements TlsError {
    NOT_TLS(
            Alert.UNEXPECTED_MESSAGE,
            "the first bytes are not a TLS record",
            "RFC 9846 §5.1",
            "Check that the peer speaks TLS on this port."),
    RECORD_TYPE(
            Alert.UNEXPECTED_MESSAGE,
            "a record has a type that is not legal here",
            "RFC 9846 §5, RFC 5246 §6.2.1",
            Remedies.DEFECT),
    RECORD_OVERFLOW(
            Alert.RECORD_OVERFLOW,
            "a record is longer than allowed",
            "RFC 9846 §5.1, §5.2, RFC 5246 §6.2",
            Remedies.DEFECT),
    BAD_RECORD_MAC(
            Alert.BAD_RECORD_MAC,
            "a record could not be decrypted",
            "RFC 9846 §5.2, RFC 5246 §6.2.3",
            Remedies.DAMAGED),
    NO_CONTENT_TYPE(
            Alert.UNEXPECTED_MESSAGE,
            "an encrypted record holds nothing but padding",
            "RFC 9846 §5.4",
            Remedies.DEFECT),
    EMPTY_RECORD(
            Alert.UNEXPECTED_MESSAGE,
            "a handshake or alert record is empty",
            "RFC 9846 §5.1, §5.4, RFC 5246 §6.2.1",
            Remedies.DEFECT),
    BAD_CHANGE_CIPHER_SPEC(
            Alert.UNEXPECTED_MESSAGE,
            "a ChangeCipherSpec is not the single byte 1, or came protected in TLS 1.3",
            "RFC 9846 §5, RFC 5246 §7.1",
            Remedies.DEFECT),
    INTERLEAVED(
            Alert.UNEXPECTED_MESSAGE,
            "another record came in the middle of a handshake message",
            "RFC 9846 §5.1",
            Remedies.DEFECT),
    KEY_CHANGE_INSIDE_RECORD(
            Alert.UNEXPECTED_MESSAGE,
            "a message before a change of keys does not end with its record",
            "RFC 9846 §5.1",
            Remedies.DEFECT),
    MESSAGE_TOO_LONG(
            Alert.ILLEGAL_PARAMETER,
            "a handshake message is longer than this end accepts",
            "limit handshakeMessageSize",
            "Send a shorter certificate chain, or raise the limit."),
    TOO_MANY_EXTENSIONS(
            Alert.ILLEGAL_PARAMETER,
            "a message has more extensions than this end accepts",
            "limit of extensions in a message",
            "Send fewer extensions."),
    TOO_MANY_CERTIFICATES(
            Alert.ILLEGAL_PARAMETER,
            "the peer's chain has more certificates than this end accepts",
            "limit certificates",
            "Send only the certificates between the peer's own and an authority, or raise the limit."),
    FLOOD(
            Alert.UNEXPECTED_MESSAGE,
            "too many records or messages that carry nothing",
            "limits of this end",
            "The peer has a defect or is hostile; raise the limit only if it must be so."),
    DUPLICATE_EXTENSION(
            Alert.ILLEGAL_PARAMETER,
            "an extension stands twice in a message",
            "RFC 9846 §4.3, RFC 5246 §7.4.1.4",
            Remedies.DEFECT),
    EXTENSION_IN_WRONG_MESSAGE(
            Alert.ILLEGAL_PARAMETER,
            "an extension stands in a message that may not carry it",
            "RFC 9846 §4.3",
            Remedies.DEFECT),
    UNSOLICITED_EXTENSION(
            Alert.UNSUPPORTED_EXTENSION,
            "an extension answers a request that was not made",
            "RFC 9846 §4.3, RFC 5246 §7.4.1.4",
            Remedies.DEFECT),
    MISSING_EXTENSION(
            Alert.MISSING_EXTENSION,
            "a mandatory extension is missing",
            "RFC 9846 §9.2",
            Remedies.DEFECT),
    PRE_SHARED_KEY_NOT_LAST(
            Alert.ILLEGAL_PARAMETER,
            "pre_shared_key is not the last extension",
            "RFC 9846 §4.3.11",
            Remedies.DEFECT),
    PSK_BINDERS_DISAGREE(
            Alert.ILLEGAL_PARAMETER,
            "pre_shared_key has not one binder for each identity",
            "RFC 9846 §4.3.11",
            Remedies.DEFECT),
    BAD_BINDER(
            Alert.DECRYPT_ERROR,
            "the binder of a pre-shared key does not match the handshake",
            "RFC 9846 §4.3.11.2",
            "The two ends hold different keys under one identity, or the handshake was changed on the way."),
    ILLEGAL_SELECTED_IDENTITY(
            Alert.ILLEGAL_PARAMETER,
            "the server chose a pre-shared key that it could not choose",
            "RFC 9846 §4.3.11",
            Remedies.DEFECT),
    ILLEGAL_EARLY_DATA(
            Alert.ILLEGAL_PARAMETER,
            "early_data stands where it must not",
            "RFC 9846 §4.3.10",
            Remedies.DEFECT),
    EARLY_DATA_TOO_LONG(
            Alert.UNEXPECTED_MESSAGE,
            "more early data came than was allowed",
            "RFC 9846 §4.3.10, §4.7.1",
            Remedies.DEFECT),
    ILLEGAL_COMPRESSION(
            Alert.ILLEGAL_PARAMETER,
            "legacy_compression_methods is not the one method 0",
            "RFC 9846 §4.2.2, §4.2.3",
            Remedies.DEFECT),
    ILLEGAL_LEGACY_VERSION(
            Alert.PROTOCOL_VERSION,
            "legacy_version is not 0x0303",
            "RFC 9846 §4.2.2, §4.2.3",
            Remedies.DEFECT),
    SESSION_ID_NOT_ECHOED(
            Alert.ILLEGAL_PARAMETER,
            "legacy_session_id_echo is not what the client sent",
            "RFC 9846 §4.2.3",
            "Something between client and server may be answering in its place."),
    SUITE_NOT_OFFERED(
            Alert.ILLEGAL_PARAMETER,
            "the server chose a cipher suite that was not offered",
            "RFC 9846 §4.2.3, RFC 5246 §7.4.1.3",
            Remedies.DEFECT),
    VERSION_NOT_OFFERED(
            Alert.ILLEGAL_PARAMETER,
            "the server chose a version that was not offered",
            "RFC 9846 §4.3.1",
            Remedies.DEFECT),
    DOWNGRADE(
            Alert.ILLEGAL_PARAMETER,
            "the server's random says that it knows TLS 1.3, yet an older version was chosen",
            "RFC 9846 §4.2.3",
            "Something between client and server changes their hellos: find it and remove it."),
    GROUP_NOT_OFFERED(
            Alert.ILLEGAL_PARAMETER,
            "a key share is of a group that was not offered",
            "RFC 9846 §4.3.8, RFC 8422 §5.4",
            Remedies.DEFECT),
    KEY_SHARE_INVALID(
            Alert.ILLEGAL_PARAMETER,
            "a key share is not a valid public value of its group",
            "RFC 9846 §4.3.8, §7.4, RFC 8422 §5.11, RFC 7919 §5.1",
            Remedies.DEFECT),
    KEY_SHARES_DISAGREE_WITH_GROUPS(
            Alert.ILLEGAL_PARAMETER,
            "key_share does not follow supported_groups",
            "RFC 9846 §4.3.8",
            Remedies.DEFECT),
    RETRY_CHANGES_NOTHING(
            Alert.ILLEGAL_PARAMETER,
            "the HelloRetryRequest asks for nothing new",
            "RFC 9846 §4.2.4",
            Remedies.DEFECT),
    RETRY_NOT_KEPT(
            Alert.ILLEGAL_PARAMETER,
            "the ServerHello does not keep what the HelloRetryRequest chose",
            "RFC 9846 §4.2.4",
            Remedies.DEFECT),
    SECOND_CLIENT_HELLO_DIFFERS(
            Alert.ILLEGAL_PARAMETER,
            "the second ClientHello differs where it must not",
            "RFC 9846 §4.2.2",
            Remedies.DEFECT),
    ALPN_NOT_OFFERED(
            Alert.ILLEGAL_PARAMETER,
            "the server chose an application protocol that was not offered",
            "RFC 7301 §3.1",
            Remedies.DEFECT),
    ILLEGAL_SERVER_NAME(
            Alert.ILLEGAL_PARAMETER,
            "server_name is not a valid host name",
            "RFC 6066 §3",
            Remedies.DEFECT),
    ILLEGAL_CERTIFICATE_CONTEXT(
            Alert.ILLEGAL_PARAMETER,
            "certificate_request_context is not the expected one",
            "RFC 9846 §4.4.2, §4.5.1",
            Remedies.DEFECT),
    SIGNATURE_SCHEME_NOT_OFFERED(
            Alert.ILLEGAL_PARAMETER,
            "the handshake is signed with a scheme that was not offered or does not fit the key",
            "RFC 9846 §4.5.2, RFC 5246 §7.4.3, RFC 9155",
            Remedies.DEFECT),
    BAD_SIGNATURE(
            Alert.DECRYPT_ERROR,
            "the signature of the handshake is wrong",
            "RFC 9846 §4.5.2, RFC 5246 §7.4.3, §7.4.8",
            "The peer does not hold the key of its certificate, or the handshake was changed on the way."),
    BAD_FINISHED(
            Alert.DECRYPT_ERROR,
            "Finished does not match the handshake",
            "RFC 9846 §4.5.3, RFC 5246 §7.4.9",
            "The handshake was changed on the way, or the peer has a defect."),
    ILLEGAL_KEY_UPDATE(
            Alert.ILLEGAL_PARAMETER,
            "request_update is neither 0 nor 1",
            "RFC 9846 §4.7.3",
            Remedies.DEFECT),
    ILLEGAL_CURVE_TYPE(
            Alert.ILLEGAL_PARAMETER,
            "ServerKeyExchange describes a curve instead of naming it",
            "RFC 8422 §5.4",
            Remedies.DEFECT),
    ILLEGAL_POINT_FORMATS(
            Alert.ILLEGAL_PARAMETER,
            "ec_point_formats lacks the uncompressed format",
            "RFC 8422 §5.1.2",
            Remedies.DEFECT),
    WRONG_SUITE_FOR_VERSION(
            Alert.ILLEGAL_PARAMETER,
            "the server chose a cipher suite of another version",
            "RFC 9846 §4.2.3, RFC 5246 §7.4.1.3",
            Remedies.DEFECT),
    WRONG_KEY_FOR_SUITE(
            Alert.ILLEGAL_PARAMETER,
            "the server's certificate has a key that the cipher suite cannot use",
            "RFC 5246 §7.4.2",
            "Give the server a certificate that fits its cipher suites."),
    RENEGOTIATION_INFO_NOT_EMPTY(
            Alert.HANDSHAKE_FAILURE,
            "renegotiation_info speaks of an earlier handshake in the first one",
            "RFC 5746 §3.4, §3.6",
            "Something between client and server may be splicing connections: find it and remove it."),
    SESSION_ID_NOT_OFFERED(
            Alert.ILLEGAL_PARAMETER,
            "the server resumes a session that was not offered",
            "RFC 5246 §7.4.1.3, RFC 9846 §D.1",
            Remedies.DEFECT),
    RESUMPTION_CHANGES_SESSION(
            Alert.ILLEGAL_PARAMETER,
            "the server resumes a session but changes what was settled in it",
            "RFC 5246 §7.4.1.3",
            Remedies.DEFECT),
    EXTENDED_MASTER_SECRET_CHANGES(
            Alert.HANDSHAKE_FAILURE,
            "a session is resumed with extended_master_secret in one handshake and without in the other",
            "RFC 7627 §5.3",
            "Let every server of this name, and the client, use the same version of their TLS library."),
    DIFFIE_HELLMAN_GROUP_UNKNOWN(
            Alert.HANDSHAKE_FAILURE,
            "the server uses a finite-field group that this end does not know to be safe",
            "RFC 7919 §1, RFC 10015",
            "Use ECDHE, or one of the groups of RFC 7919, on the server."),
    DIFFIE_HELLMAN_GROUP_SMALL(
            Alert.INSUFFICIENT_SECURITY,
            "the server uses a finite-field group of too few bits",
            "RFC 7919 §3, RFC 9325 §4.2",
            "Use ECDHE, or a group of 2048 bits or more, on the server.");

    private final Description description;

    Misbehaved(Alert alert, String summary, String rule, String remedy) {
        description = new Description(alert, summary, rule, remedy);
    }

    @Override
    public Description description() {
        return description;
    }
}
