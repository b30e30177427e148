package handclasp.tls.internal.extension;

import static handclasp.tls.internal.extension.Place.CERTIFICATE;
import static handclasp.tls.internal.extension.Place.CERTIFICATE_REQUEST;
import static handclasp.tls.internal.extension.Place.CLIENT_HELLO;
import static handclasp.tls.internal.extension.Place.ENCRYPTED_EXTENSIONS;
import static handclasp.tls.internal.extension.Place.HELLO_RETRY_REQUEST;
import static handclasp.tls.internal.extension.Place.NEW_SESSION_TICKET;
import static handclasp.tls.internal.extension.Place.SERVER_HELLO;
import static handclasp.tls.internal.extension.Place.SERVER_HELLO_12;

import handclasp.tls.ExtensionType;
import handclasp.tls.Misbehaved;
import handclasp.tls.NamedGroup;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.ServerName;
import handclasp.tls.SignatureScheme;
import handclasp.tls.TlsException;
import handclasp.tls.internal.wire.WireReader;
import handclasp.tls.internal.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import javax.security.auth.x500.X500Principal;

/** Every extension this library knows, and the one table of which message may carry it (RFC 9846 §4.3). */
public final class ExtensionTable {
    /** RFC 6066 §3; an address in place of a name counts as no name. Absent: the client asks for no name. */
    public static final Extension<Optional<ServerName>> SERVER_NAME =
            Extension.of(
                            0,
                            ExtensionTable::readServerName,
                            ExtensionTable::writeServerName,
                            CLIENT_HELLO)
                    .absentMeans(Optional.empty());

    /** The server used the name (RFC 6066 §3). Absent: it did not. */
    public static final Extension<Boolean> SERVER_NAME_USED =
            flag(0, ENCRYPTED_EXTENSIONS, SERVER_HELLO_12);

    /** RFC 9261 lets a CertificateRequest carry it; nothing is made of it. */
    private static final Extension<byte[]> SERVER_NAME_REQUESTED =
            Extension.of(0, in -> in.rest("server_name"), WireWriter::bytes, CERTIFICATE_REQUEST);

    /** RFC 9846 §4.3.7. */
    public static final Extension<List<NamedGroup>> SUPPORTED_GROUPS =
            codes(
                    10,
                    "named_group_list",
                    2,
                    0xffff,
                    NamedGroup::new,
                    NamedGroup::code,
                    CLIENT_HELLO,
                    ENCRYPTED_EXTENSIONS);

    /** RFC 9846 §4.3.3. */
    public static final Extension<List<SignatureScheme>> SIGNATURE_ALGORITHMS =
            codes(
                    13,
                    "supported_signature_algorithms",
                    2,
                    0xfffe,
                    SignatureScheme::new,
                    SignatureScheme::code,
                    CLIENT_HELLO,
                    CERTIFICATE_REQUEST);

    /** RFC 9846 §4.3.3. Absent: the same as signature_algorithms. */
    public static final Extension<List<SignatureScheme>> SIGNATURE_ALGORITHMS_CERT =
            codes(
                    50,
                    "supported_signature_algorithms",
                    2,
                    0xfffe,
                    SignatureScheme::new,
                    SignatureScheme::code,
                    CLIENT_HELLO,
                    CERTIFICATE_REQUEST);

    /** RFC 7301 §3.1. Absent: no application protocol is negotiated. */
    public static final Extension<List<String>> APPLICATION_PROTOCOLS =
            Extension.of(
                            16,
                            in ->
                                    in.list(
                                            "protocol_name_list",
                                            2,
                                            2,
                                            0xffff,
                                            ExtensionTable::readProtocolName),
                            ExtensionTable::writeProtocolNames,
                            CLIENT_HELLO)
                    .absentMeans(List.of());

    /** The one protocol the server chose (RFC 7301 §3.1). Absent: none. */
    public static final Extension<String> APPLICATION_PROTOCOL =
            Extension.of(
                    16,
                    in ->
                            in.block(
                                    "protocol_name_list",
                                    2,
                                    2,
                                    0xffff,
                                    ExtensionTable::readProtocolName),
                    (out, name) -> writeProtocolNames(out, List.of(name)),
                    ENCRYPTED_EXTENSIONS,
                    SERVER_HELLO_12);

    /** RFC 9846 §4.3.1. Absent: an older client, whose legacy_version counts. */
    public static final Extension<List<ProtocolVersion>> SUPPORTED_VERSIONS =
            codes(
                    43,
                    "versions",
                    1,
                    254,
                    ProtocolVersion::new,
                    ProtocolVersion::code,
                    CLIENT_HELLO);

    /** RFC 9846 §4.3.1. Absent: TLS 1.2 or older. */
    public static final Extension<ProtocolVersion> SELECTED_VERSION =
            Extension.of(
                    43,
                    in -> in.code16("selected_version", ProtocolVersion::new),
                    (out, version) -> out.u16(version.code()),
                    SERVER_HELLO,
                    HELLO_RETRY_REQUEST);

    /** RFC 9846 §4.3.2. */
    public static final Extension<byte[]> COOKIE =
            Extension.of(
                    44,
                    in -> in.vector("cookie", 2, 1, 0xffff),
                    (out, cookie) -> out.vector(2, cookie),
                    CLIENT_HELLO,
                    HELLO_RETRY_REQUEST);

    /** RFC 9846 §4.3.4. Absent: no authority is preferred. */
    public static final Extension<List<X500Principal>> CERTIFICATE_AUTHORITIES =
            Extension.of(
                            47,
                            in -> in.list("authorities", 2, 3, 0xffff, DistinguishedNames::read),
                            (out, names) ->
                                    out.block(2, list -> DistinguishedNames.write(list, names)),
                            CLIENT_HELLO,
                            CERTIFICATE_REQUEST)
                    .absentMeans(List.of());

    /** RFC 9846 §4.3.8. */
    public static final Extension<List<KeyShareEntry>> KEY_SHARES =
            Extension.of(
                    51,
                    in -> in.list("client_shares", 2, 0, 0xffff, KeyShareEntry::read),
                    (out, shares) ->
                            out.block(
                                    2,
                                    inner ->
                                            shares.forEach(
                                                    share -> KeyShareEntry.write(inner, share))),
                    CLIENT_HELLO);

    /** RFC 9846 §4.3.8. */
    public static final Extension<KeyShareEntry> KEY_SHARE =
            Extension.of(51, KeyShareEntry::read, KeyShareEntry::write, SERVER_HELLO);

    /** RFC 9846 §4.3.8. Absent: the retry is for the cookie only. */
    public static final Extension<NamedGroup> SELECTED_GROUP =
            Extension.of(
                    51,
                    in -> in.code16("selected_group", NamedGroup::new),
                    (out, group) -> out.u16(group.code()),
                    HELLO_RETRY_REQUEST);

    /** RFC 9846 §4.3.9: how keys may be used, each mode a byte. Absent: not at all, and tickets are of no use. */
    public static final Extension<byte[]> PSK_KEY_EXCHANGE_MODES =
            Extension.of(
                            45,
                            in -> in.vector("ke_modes", 1, 1, 255),
                            (out, modes) -> out.vector(1, modes),
                            CLIENT_HELLO)
                    .absentMeans(new byte[0]);

    /** RFC 9846 §4.3.11; it stands last. Absent: the client offers none. */
    public static final Extension<OfferedPsks> PRE_SHARED_KEYS =
            Extension.of(41, OfferedPsks::read, OfferedPsks::write, CLIENT_HELLO);

    /** RFC 9846 §4.3.11: which of them the server chose, from 0. Absent: none. */
    public static final Extension<Integer> SELECTED_IDENTITY =
            Extension.of(
                    41,
                    in -> in.u16("selected_identity"),
                    (out, selected) -> out.u16(selected),
                    SERVER_HELLO);

    /** RFC 9846 §4.3.10. Absent: a client sends none, a server takes none. */
    public static final Extension<Boolean> EARLY_DATA =
            flag(42, CLIENT_HELLO, ENCRYPTED_EXTENSIONS);

    /** RFC 9846 §4.7.1: how many bytes of early data the ticket allows. Absent: none. */
    public static final Extension<Long> MAX_EARLY_DATA_SIZE =
            Extension.of(
                            42,
                            in -> in.u32("max_early_data_size"),
                            (out, size) -> out.u32(size),
                            NEW_SESSION_TICKET)
                    .absentMeans(0L);

    /** RFC 7627 §5.1. Absent: the sender does without. */
    public static final Extension<Boolean> EXTENDED_MASTER_SECRET =
            flag(23, CLIENT_HELLO, SERVER_HELLO_12);

    /** RFC 7366 §2. Absent: the MAC of a CBC suite stands inside the ciphertext. */
    public static final Extension<Boolean> ENCRYPT_THEN_MAC =
            flag(22, CLIENT_HELLO, SERVER_HELLO_12);

    /** RFC 5746 §3.2: the Finished of the handshake before, of which there is none here. Absent: an old peer. */
    public static final Extension<byte[]> RENEGOTIATION_INFO =
            Extension.of(
                    0xff01,
                    in -> in.vector("renegotiated_connection", 1, 0, 255),
                    (out, verifyData) -> out.vector(1, verifyData),
                    CLIENT_HELLO,
                    SERVER_HELLO_12);

    /** RFC 5077 §3.2: a ticket, or nothing to ask for one. Absent: the client wants none. */
    public static final Extension<byte[]> SESSION_TICKET =
            Extension.of(35, in -> in.rest("ticket"), WireWriter::bytes, CLIENT_HELLO);

    /** RFC 5077 §3.2: a NewSessionTicket will follow. Absent: none will. */
    public static final Extension<Boolean> SESSION_TICKET_FOLLOWS = flag(35, SERVER_HELLO_12);

    /** RFC 8422 §5.1.2: how points may be encoded, of which only uncompressed (0) is left. Absent: uncompressed. */
    public static final Extension<byte[]> EC_POINT_FORMATS =
            Extension.of(
                    11,
                    in -> in.vector("ec_point_format_list", 1, 1, 255),
                    (out, formats) -> out.vector(1, formats),
                    CLIENT_HELLO,
                    SERVER_HELLO_12);

    /** RFC 6066 §8; what it asks for beyond OCSP's answer is not looked at. Absent: no status is wanted. */
    public static final Extension<byte[]> STATUS_REQUEST =
            Extension.of(
                    5,
                    in -> in.rest("CertificateStatusRequest"),
                    WireWriter::bytes,
                    CLIENT_HELLO,
                    CERTIFICATE_REQUEST);

    /** RFC 6066 §8: a CertificateStatus may follow. Absent: none will. */
    public static final Extension<Boolean> STATUS_FOLLOWS = flag(5, SERVER_HELLO_12);

    /** RFC 9846 §4.5.1: the same in TLS 1.3. */
    private static final Extension<byte[]> CERTIFICATE_STATUS =
            Extension.of(5, in -> in.rest("CertificateStatus"), WireWriter::bytes, CERTIFICATE);

    /** Not for servers of TLS 1.2 to send, and yet some do; nothing is made of it. */
    private static final Extension<byte[]> SERVER_GROUPS =
            Extension.of(10, in -> in.rest("named_group_list"), WireWriter::bytes, SERVER_HELLO_12);

    /** Of an IPv6 address in text, in bytes. */
    private static final int MAX_ADDRESS = 45;

    private static final List<Extension<?>> ALL =
            List.of(
                    SERVER_NAME,
                    SERVER_NAME_USED,
                    SERVER_NAME_REQUESTED,
                    SUPPORTED_GROUPS,
                    SIGNATURE_ALGORITHMS,
                    SIGNATURE_ALGORITHMS_CERT,
                    APPLICATION_PROTOCOLS,
                    APPLICATION_PROTOCOL,
                    SUPPORTED_VERSIONS,
                    SELECTED_VERSION,
                    COOKIE,
                    CERTIFICATE_AUTHORITIES,
                    KEY_SHARES,
                    KEY_SHARE,
                    SELECTED_GROUP,
                    PSK_KEY_EXCHANGE_MODES,
                    PRE_SHARED_KEYS,
                    SELECTED_IDENTITY,
                    EARLY_DATA,
                    MAX_EARLY_DATA_SIZE,
                    EXTENDED_MASTER_SECRET,
                    ENCRYPT_THEN_MAC,
                    RENEGOTIATION_INFO,
                    SESSION_TICKET,
                    SESSION_TICKET_FOLLOWS,
                    EC_POINT_FORMATS,
                    STATUS_REQUEST,
                    STATUS_FOLLOWS,
                    CERTIFICATE_STATUS,
                    SERVER_GROUPS);

    private static final Map<Place, Map<ExtensionType, Extension<?>>> BY_PLACE = index();

    private ExtensionTable() {}

    /** The form of an extension in a message; empty for one that is unknown or does not belong there. */
    static Optional<Extension<?>> find(Place place, ExtensionType type) {
        return Optional.ofNullable(BY_PLACE.getOrDefault(place, Map.of()).get(type));
    }

    /** All forms of all extensions, for tests and documents. */
    public static List<Extension<?>> all() {
        return ALL;
    }

    /** Whether any message may carry it. */
    static boolean isKnown(ExtensionType type) {
        return ALL.stream().anyMatch(extension -> extension.type().equals(type));
    }

    private static Map<Place, Map<ExtensionType, Extension<?>>> index() {
        Map<Place, Map<ExtensionType, Extension<?>>> index = new EnumMap<>(Place.class);
        for (Extension<?> extension : ALL) {
            for (Place place : extension.places()) {
                Extension<?> other =
                        index.computeIfAbsent(place, any -> new HashMap<>())
                                .put(extension.type(), extension);
                if (other != null) {
                    throw new IllegalStateException(
                            extension.type() + " stands twice for " + place);
                }
            }
        }
        return index;
    }

    /** One that says all by being there. */
    private static Extension<Boolean> flag(int code, Place first, Place... more) {
        return Extension.of(code, in -> true, (out, there) -> {}, first, more).absentMeans(false);
    }

    private static <T> Extension<List<T>> codes(
            int code,
            String name,
            int prefix,
            int max,
            IntFunction<T> type,
            ToIntFunction<T> value,
            Place first,
            Place... more) {
        WireReader.Body<List<T>> read =
                in -> in.list(name, prefix, 2, max, element -> element.code16("entry", type));
        BiConsumer<WireWriter, List<T>> write =
                (out, values) ->
                        out.block(
                                prefix,
                                inner -> values.forEach(each -> inner.u16(value.applyAsInt(each))));
        return Extension.of(code, read, write, first, more);
    }

    private static Optional<ServerName> readServerName(WireReader in) throws TlsException {
        List<Optional<ServerName>> names =
                in.list("server_name_list", 2, 1, 0xffff, ExtensionTable::readOneServerName);
        List<ServerName> hosts = names.stream().flatMap(Optional::stream).toList();
        if (hosts.size() > 1) {
            throw TlsException.of(Misbehaved.ILLEGAL_SERVER_NAME, "more than one host_name");
        }
        return hosts.stream().filter(name -> !name.isAddress()).findFirst();
    }

    private static Optional<ServerName> readOneServerName(WireReader in) throws TlsException {
        int nameType = in.u8("name_type");
        byte[] name = in.text("host_name", 2, 1, 0xffff);
        if (nameType != 0) {
            return Optional.empty();
        }
        String text = new String(name, StandardCharsets.ISO_8859_1);
        Optional<ServerName> parsed = ServerName.parseDnsName(text);
        if (parsed.isPresent()) {
            return parsed;
        }
        // Some clients send the address they connect to, against RFC 6066 §3; to refuse them helps
        // nobody.
        boolean address =
                name.length <= MAX_ADDRESS
                        && text.matches(text.indexOf(':') < 0 ? "[0-9.]+" : "[0-9a-fA-F:.]+");
        if (!address) {
            throw TlsException.of(Misbehaved.ILLEGAL_SERVER_NAME);
        }
        return Optional.of(new ServerName(text, true));
    }

    private static void writeServerName(WireWriter out, Optional<ServerName> name) {
        byte[] host = name.orElseThrow().value().getBytes(StandardCharsets.US_ASCII);
        out.block(2, list -> list.u8(0).vector(2, host));
    }

    private static String readProtocolName(WireReader in) throws TlsException {
        // One character for each byte, so that different names never look equal.
        return new String(in.text("ProtocolName", 1, 1, 255), StandardCharsets.ISO_8859_1);
    }

    private static void writeProtocolNames(WireWriter out, List<String> names) {
        out.block(
                2,
                list ->
                        names.forEach(
                                name ->
                                        list.vector(
                                                1, name.getBytes(StandardCharsets.ISO_8859_1))));
    }
}
