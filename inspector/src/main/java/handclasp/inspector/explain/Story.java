package handclasp.inspector.explain;

import handclasp.inspector.CertificateSummary;
import handclasp.inspector.Event;
import handclasp.inspector.Recording;
import handclasp.tls.Field;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What happened in one message of a recording, in sentences. Not thread-safe. */
final class Story {
    /** More of a list than this is only counted. */
    private static final int MOST = 6;

    private final Recording recording;
    private final Event.Message message;
    private final List<Text> sentences = new ArrayList<>();

    Story(Recording recording, Event.Message message) {
        this.recording = recording;
        this.message = message;
    }

    List<Text> tell() {
        switch (message.type()) {
            case 1 -> clientHello();
            case 2 -> serverHello();
            case 4 -> ticket();
            case 8 -> encryptedExtensions();
            case 11 -> certificate();
            case 12 -> serverKeyExchange();
            case 13 -> certificateRequest();
            case 15 -> signature();
            case 20 -> finished();
            case 24 -> keyUpdate();
            default -> {}
        }
        if (message.isCut()) {
            say(
                    "Only its first %s bytes were recorded.",
                    "只记录了前 %s 个字节。", message.hex().length() / 2);
        }
        return sentences;
    }

    private void clientHello() {
        boolean second =
                recording.messages().stream()
                        .takeWhile(earlier -> earlier != message)
                        .anyMatch(earlier -> earlier.type() == message.type());
        if (second) {
            say("This is the second try, as the server asked.", "这是应服务器要求的第二次尝试。");
        }
        List<String> versions = known(extension("supported_versions"));
        List<String> offered =
                versions.isEmpty() ? value("legacy_version").stream().toList() : versions;
        int suites = message.field("cipher_suites").map(list -> list.children().size()).orElse(0);
        say("It offers %s and %d cipher suites.", "提出 %s，以及 %d 个密码套件。", offered, suites);
        List<String> shares =
                extension("key_share").stream()
                        .flatMap(data -> named(data, "group"))
                        .filter(Story::isKnown)
                        .toList();
        if (!shares.isEmpty()) {
            say("Its key shares are for %s.", "附有 %s 的密钥份额。", shares);
        }
        value("host_name").ifPresent(name -> say("It asks for %s.", "请求的名称是 %s。", name));
        List<String> inside = leaves(extension("application_layer_protocol_negotiation"));
        if (!inside.isEmpty()) {
            say("Inside, it would speak %s.", "希望在通道内使用 %s。", inside);
        }
    }

    private void serverHello() {
        Optional<String> group = extension("key_share").stream().flatMap(Story::leaves).findFirst();
        if (message.name().equals("HelloRetryRequest")) {
            group.ifPresent(name -> say("It asks for a share of %s.", "要求提供 %s 的密钥份额。", name));
            return;
        }
        String version =
                leaves(extension("supported_versions")).stream()
                        .findFirst()
                        .or(() -> value("legacy_version"))
                        .orElse("?");
        String suite = value("cipher_suite").orElse("?");
        group.ifPresentOrElse(
                name -> say("It chose %s, %s and %s.", "选定 %s、%s 和 %s。", version, suite, name),
                () -> say("It chose %s and %s.", "选定 %s 和 %s。", version, suite));
    }

    private void encryptedExtensions() {
        List<String> inside = leaves(extension("application_layer_protocol_negotiation"));
        if (!inside.isEmpty()) {
            say("Inside, %s will be spoken.", "通道内将使用 %s。", inside);
        } else if (message.extensions().isEmpty()) {
            say("There was nothing to answer.", "没有需要答复的内容。");
        }
    }

    private void certificate() {
        List<CertificateSummary> chain =
                recording.certificates(recording.sender(message.direction()));
        boolean none =
                message.field("certificate_list")
                        .filter(list -> list.children().isEmpty())
                        .isPresent();
        if (none) {
            say("It shows none.", "没有出示证书。");
            return;
        }
        if (chain.isEmpty()) {
            return;
        }
        CertificateSummary first = chain.getFirst();
        LocalDate end = LocalDate.ofInstant(first.notAfter(), ZoneOffset.UTC);
        say(
                "It is for %s, with a key of %s, valid until %s.",
                "证书签发给 %s，密钥为 %s，有效期至 %s。",
                first.names().isEmpty() ? first.subject() : first.names(),
                first.key(),
                end);
        if (first.selfIssued()) {
            say("Nobody but itself vouches for it.", "它是自签名证书。");
        } else {
            say("%s vouches for it.", "签发者为 %s。", first.issuer());
        }
        if (chain.size() > 1) {
            say(
                    "The chain has %d certificates; the root, which the other end must know anyway,"
                            + " is usually left out.",
                    "证书链共 %d 张；根证书须由对方预先信任，通常不发送。", chain.size());
        }
    }

    private void serverKeyExchange() {
        recording.group().ifPresent(group -> say("The group is %s.", "使用的组是 %s。", group));
    }

    private void certificateRequest() {
        List<String> authorities = listed("certificate_authorities");
        if (!authorities.isEmpty()) {
            say("It names %d authorities.", "列出了 %d 个颁发机构。", authorities.size());
        }
        List<String> schemes = listed("supported_signature_algorithms");
        if (!schemes.isEmpty()) {
            say("It understands %d kinds of signatures.", "可接受 %d 种签名算法。", schemes.size());
        }
    }

    private void signature() {
        value("algorithm").ifPresent(name -> say("It was signed with %s.", "签名算法为 %s。", name));
    }

    private void finished() {
        boolean last =
                recording.messages().stream()
                        .filter(other -> other.type() == message.type())
                        .reduce((earlier, later) -> later)
                        .filter(other -> other == message)
                        .isPresent();
        if (last && recording.completed()) {
            say("The check value matched, and the handshake was complete.", "校验一致，握手完成。");
        } else if (recording.completed()) {
            say("The check value matched.", "校验一致。");
        }
        say("The check value has %d bytes.", "校验值长 %d 字节。", message.length() - 4);
    }

    private void ticket() {
        value("ticket_lifetime")
                .or(() -> value("ticket_lifetime_hint"))
                .ifPresent(seconds -> say("It is good for %s seconds.", "有效期为 %s 秒。", seconds));
    }

    private void keyUpdate() {
        value("request_update")
                .filter("1"::equals)
                .ifPresent(wanted -> say("It asks the peer to do the same.", "并要求对方也更新密钥。"));
    }

    /** @param values a list among them is enumerated as the language does it */
    private void say(String english, String chinese, Object... values) {
        sentences.add(
                new Text(
                        english.formatted(enumerated(values, ", ")),
                        chinese.formatted(enumerated(values, "、"))));
    }

    private static Object[] enumerated(Object[] values, String delimiter) {
        return Stream.of(values)
                .map(value -> value instanceof List<?> list ? enumerated(list, delimiter) : value)
                .toArray();
    }

    private static String enumerated(List<?> values, String delimiter) {
        String some =
                values.stream()
                        .limit(MOST)
                        .map(Object::toString)
                        .collect(Collectors.joining(delimiter));
        return values.size() <= MOST ? some : some + delimiter + "… (" + values.size() + ")";
    }

    private Optional<Field> extension(String name) {
        return message.extensions().stream()
                .filter(extension -> extension.name().equals(name))
                .map(Event.Extension::data)
                .findFirst();
    }

    private Optional<String> value(String field) {
        return message.field(field).map(Field::value);
    }

    /** What a list holds: a field of the message in TLS 1.2, in an extension in TLS 1.3. */
    private List<String> listed(String name) {
        return leaves(message.field(name).or(() -> extension(name)));
    }

    private static List<String> leaves(Optional<Field> field) {
        return field.stream().flatMap(Story::leaves).toList();
    }

    private static List<String> known(Optional<Field> field) {
        return leaves(field).stream().filter(Story::isKnown).toList();
    }

    /** Code points without a name print as hexadecimal, reserved ones say so: neither tells a reader anything. */
    private static boolean isKnown(String value) {
        return !value.startsWith("0x") && !value.startsWith("GREASE");
    }

    private static Stream<String> leaves(Field field) {
        return field.children().isEmpty()
                ? Stream.of(field.value()).filter(value -> !value.isEmpty())
                : field.children().stream().flatMap(Story::leaves);
    }

    private static Stream<String> named(Field field, String name) {
        return field.name().equals(name)
                ? Stream.of(field.value())
                : field.children().stream().flatMap(child -> named(child, name));
    }
}
