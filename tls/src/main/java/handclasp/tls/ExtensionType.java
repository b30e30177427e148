package handclasp.tls;

import java.util.Map;

/**
 * An extension's code point (RFC 9846 §4.3), known or not.
 *
 * @param code 0 to 65535
 */
public record ExtensionType(int code) {
    public static final ExtensionType SERVER_NAME = new ExtensionType(0);
    public static final ExtensionType STATUS_REQUEST = new ExtensionType(5);
    public static final ExtensionType SUPPORTED_GROUPS = new ExtensionType(10);
    public static final ExtensionType EC_POINT_FORMATS = new ExtensionType(11);
    public static final ExtensionType SIGNATURE_ALGORITHMS = new ExtensionType(13);
    public static final ExtensionType APPLICATION_LAYER_PROTOCOL_NEGOTIATION =
            new ExtensionType(16);
    public static final ExtensionType PADDING = new ExtensionType(21);
    public static final ExtensionType ENCRYPT_THEN_MAC = new ExtensionType(22);
    public static final ExtensionType EXTENDED_MASTER_SECRET = new ExtensionType(23);
    public static final ExtensionType SESSION_TICKET = new ExtensionType(35);
    public static final ExtensionType EARLY_DATA = new ExtensionType(42);
    public static final ExtensionType PRE_SHARED_KEY = new ExtensionType(41);
    public static final ExtensionType SUPPORTED_VERSIONS = new ExtensionType(43);
    public static final ExtensionType COOKIE = new ExtensionType(44);
    public static final ExtensionType PSK_KEY_EXCHANGE_MODES = new ExtensionType(45);
    public static final ExtensionType CERTIFICATE_AUTHORITIES = new ExtensionType(47);
    public static final ExtensionType SIGNATURE_ALGORITHMS_CERT = new ExtensionType(50);
    public static final ExtensionType KEY_SHARE = new ExtensionType(51);
    public static final ExtensionType RENEGOTIATION_INFO = new ExtensionType(0xff01);

    private static final Map<Integer, String> NAMES =
            Map.ofEntries(
                    Map.entry(0, "server_name"),
                    Map.entry(1, "max_fragment_length"),
                    Map.entry(5, "status_request"),
                    Map.entry(10, "supported_groups"),
                    Map.entry(11, "ec_point_formats"),
                    Map.entry(13, "signature_algorithms"),
                    Map.entry(14, "use_srtp"),
                    Map.entry(15, "heartbeat"),
                    Map.entry(16, "application_layer_protocol_negotiation"),
                    Map.entry(18, "signed_certificate_timestamp"),
                    Map.entry(19, "client_certificate_type"),
                    Map.entry(20, "server_certificate_type"),
                    Map.entry(21, "padding"),
                    Map.entry(22, "encrypt_then_mac"),
                    Map.entry(23, "extended_master_secret"),
                    Map.entry(27, "compress_certificate"),
                    Map.entry(28, "record_size_limit"),
                    Map.entry(34, "delegated_credential"),
                    Map.entry(35, "session_ticket"),
                    Map.entry(41, "pre_shared_key"),
                    Map.entry(42, "early_data"),
                    Map.entry(43, "supported_versions"),
                    Map.entry(44, "cookie"),
                    Map.entry(45, "psk_key_exchange_modes"),
                    Map.entry(47, "certificate_authorities"),
                    Map.entry(48, "oid_filters"),
                    Map.entry(49, "post_handshake_auth"),
                    Map.entry(50, "signature_algorithms_cert"),
                    Map.entry(51, "key_share"),
                    Map.entry(57, "quic_transport_parameters"),
                    Map.entry(58, "ticket_request"),
                    Map.entry(17513, "application_settings (old)"),
                    Map.entry(17613, "application_settings"),
                    Map.entry(65037, "encrypted_client_hello"),
                    Map.entry(65281, "renegotiation_info"));

    /** IANA's name, or the code in hexadecimal. */
    @Override
    public String toString() {
        return CodePoints.name(NAMES, code);
    }
}
