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
            "RFC 9846 §5",
            Remedies.DEFECT),
    RECORD_OVERFLOW(
            Alert.RECORD_OVERFLOW,
            "a record is longer than allowed",
            "RFC 9846 §5.1, §5.2",
            Remedies.DEFECT),
    BAD_RECORD_MAC(
            Alert.BAD_RECORD_MAC,
            "a record could not be decrypted",
            "RFC 9846 §5.2",
            Remedies.DAMAGED),
    NO_CONTENT_TYPE(
            Alert.UNEXPECTED_MESSAGE,
            "an encrypted record holds nothing but padding",
            "RFC 9846 §5.4",
            Remedies.DEFECT),
    EMPTY_RECORD(
            Alert.UNEXPECTED_MESSAGE,
            "a handshake or alert record is empty",
            "RFC 9846 §5.1, §5.4",
            Remedies.DEFECT),
    BAD_CHANGE_CIPHER_SPEC(
            Alert.UNEXPECTED_MESSAGE,
            "a ChangeCipherSpec is not the single byte 1 in the clear",
            "RFC 9846 §5",
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
            "RFC 9846 §4.3",
            Remedies.DEFECT),
    EXTENSION_IN_WRONG_MESSAGE(
            Alert.ILLEGAL_PARAMETER,
            "an extension stands in a message that may not carry it",
            "RFC 9846 §4.3",
            Remedies.DEFECT),
    UNSOLICITED_EXTENSION(
            Alert.UNSUPPORTED_EXTENSION,
            "an extension answers a request that was not made",
            "RFC 9846 §4.3",
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
            "RFC 9846 §4.2.3",
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
            "RFC 9846 §4.3.8",
            Remedies.DEFECT),
    KEY_SHARE_INVALID(
            Alert.ILLEGAL_PARAMETER,
            "a key share is not a valid public value of its group",
            "RFC 9846 §4.3.8, §7.4",
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
            "CertificateVerify uses a signature scheme that was not offered or does not fit the key",
            "RFC 9846 §4.5.2",
            Remedies.DEFECT),
    BAD_SIGNATURE(
            Alert.DECRYPT_ERROR,
            "the signature of CertificateVerify is wrong",
            "RFC 9846 §4.5.2",
            "The peer does not hold the key of its certificate, or the handshake was changed on the way."),
    BAD_FINISHED(
            Alert.DECRYPT_ERROR,
            "Finished does not match the handshake",
            "RFC 9846 §4.5.3",
            "The handshake was changed on the way, or the peer has a defect."),
    ILLEGAL_KEY_UPDATE(
            Alert.ILLEGAL_PARAMETER,
            "request_update is neither 0 nor 1",
            "RFC 9846 §4.7.3",
            Remedies.DEFECT);

    private final Description description;

    Misbehaved(Alert alert, String summary, String rule, String remedy) {
        description = new Description(alert, summary, rule, remedy);
    }

    @Override
    public Description description() {
        return description;
    }
}
