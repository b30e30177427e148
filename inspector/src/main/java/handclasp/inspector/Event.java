package handclasp.inspector;

import handclasp.tls.Diagnosis;
import handclasp.tls.Direction;
import handclasp.tls.Epoch;
import handclasp.tls.Field;
import handclasp.tls.WorkKind;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Something that happened in a handshake. Immutable. */
public sealed interface Event {
    /** Microseconds from the recording's beginning, by a clock that never goes back. */
    long at();

    /** What went over the wire, or concerns what does from here on. */
    sealed interface Sent extends Event {
        Direction direction();

        /** From 1; a flight is what one end sends before the other answers. */
        int flight();
    }

    /**
     * A handshake message.
     *
     * @param name the RFC's name, such as {@code HelloRetryRequest}
     * @param type the type byte
     * @param length with the 4-byte header
     * @param hex the message with its header, in lower case; shorter than {@code length} if the recorder's limit cut it
     * @param fields as the handshake's own reader decoded them; empty if the message was cut
     */
    record Message(
            long at,
            Direction direction,
            int flight,
            String name,
            int type,
            int length,
            String hex,
            List<Field> fields)
            implements Sent {
        public Message {
            fields = List.copyOf(fields);
        }

        /** A fresh array of what was recorded of it. */
        public byte[] bytes() {
            return HexFormat.of().parseHex(hex);
        }

        /** Whether not all of its bytes were recorded. */
        public boolean isCut() {
            return hex.length() < 2L * length;
        }

        /** Its extensions, those of a Certificate's entries included, in order. */
        public List<Extension> extensions() {
            List<Extension> found = new ArrayList<>();
            fields.forEach(field -> collect(field, found));
            return List.copyOf(found);
        }

        /** The first field of this name, at any depth. */
        public Optional<Field> field(String named) {
            return fields.stream().flatMap(field -> find(field, named).stream()).findFirst();
        }

        private void collect(Field field, List<Extension> found) {
            if (Extension.isOne(field)) {
                found.add(Extension.of(field, hex));
            }
            field.children().forEach(child -> collect(child, found));
        }

        static Optional<Field> find(Field field, String named) {
            if (field.name().equals(named)) {
                return Optional.of(field);
            }
            return field.children().stream()
                    .flatMap(child -> find(child, named).stream())
                    .findFirst();
        }
    }

    /**
     * An extension in a message.
     *
     * @param code 0 to 65535
     * @param name IANA's name, or the code in hexadecimal
     * @param data its content
     */
    record Extension(int code, String name, Field data) {
        /** Of {@code extension_type}, in bytes. */
        static final int TYPE_LENGTH = 2;

        /** Whether a field is an extension: {@code extension_type} and {@code extension_data}. */
        public static boolean isOne(Field field) {
            return field.name().equals("Extension") && field.children().size() == 2;
        }

        private static Extension of(Field field, String hex) {
            Field type = field.children().getFirst();
            int code = HexFormat.fromHexDigits(hex, 2 * type.offset(), 2 * type.offset() + 4);
            return new Extension(code, type.value(), field.children().get(1));
        }
    }

    record ChangeCipherSpec(long at, Direction direction, int flight) implements Sent {}

    /**
     * From here on this direction is protected by other keys.
     *
     * @param label of the secret they come from in the key schedule, such as {@code c hs traffic} (RFC 9846 §7.1)
     */
    record KeyChange(long at, Direction direction, int flight, Epoch epoch, String label)
            implements Sent {}

    /** An alert; {@code name} is the RFC's, or the code in hexadecimal. */
    record Alerted(long at, Direction direction, int flight, int code, String name)
            implements Sent {}

    /**
     * A secret of the key schedule was derived. Its value is not here.
     *
     * @param label in the key schedule, such as {@code c hs traffic}
     * @param keyLogLabel in a key log, such as {@code CLIENT_HANDSHAKE_TRAFFIC_SECRET}
     */
    record Derived(long at, String label, String keyLogLabel) implements Event {}

    /** A fact. */
    record Settled(long at, String name, String value) implements Event {
        public static final String VERSION = "version";
        public static final String CIPHER_SUITE = "cipherSuite";
        public static final String GROUP = "group";
        public static final String RETRIED = "retried";
        public static final String SERVER_NAME = "serverName";
        public static final String APPLICATION_PROTOCOL = "applicationProtocol";
        public static final String OWN_SIGNATURE_SCHEME = "ownSignatureScheme";
        public static final String PEER_SIGNATURE_SCHEME = "peerSignatureScheme";
        public static final String CLIENT_CERTIFICATE_REQUESTED = "clientCertificateRequested";

        /** TLS 1.2: the master secret is bound to the handshake (RFC 7627). */
        public static final String EXTENDED_MASTER_SECRET = "extendedMasterSecret";

        /** TLS 1.2: the MAC of a CBC suite stands behind the ciphertext (RFC 7366). */
        public static final String ENCRYPT_THEN_MAC = "encryptThenMac";

        /** An earlier session goes on: {@code session_id} or {@code ticket}. */
        public static final String RESUMED = "resumed";

        /** TLS 1.2: the identifier the server gave the session, in hexadecimal. */
        public static final String SESSION_ID = "sessionId";

        /** The length of the first ticket that the server gave, in bytes. */
        public static final String TICKET = "ticket";

        /** TLS 1.2: DER of an OCSPResponse in hexadecimal. */
        public static final String CERTIFICATE_STATUS = "certificateStatus";

        /** The identity, in hexadecimal, of the external pre-shared key that stands in for certificates. */
        public static final String EXTERNAL_KEY = "externalKey";

        /** {@code accepted} or {@code refused}. */
        public static final String EARLY_DATA = "earlyData";

        public static final String COMPLETED = "completed";

        /** Whether it says that the handshake is complete. */
        public boolean isCompletion() {
            return name.equals(COMPLETED);
        }
    }

    /** A chain of certificates, the peer's own one first. */
    record Certificates(long at, Whose whose, List<CertificateSummary> chain) implements Event {
        public Certificates {
            chain = List.copyOf(chain);
        }

        public enum Whose {
            /** What this end showed. */
            OWN,
            /** What the peer showed, as sent. */
            PEER,
            /** The peer's, as verified up to its anchor. */
            VERIFIED
        }
    }

    /** The handshake waits for work. */
    record Suspended(long at, WorkKind work) implements Event {}

    /**
     * The work is done.
     *
     * @param took microseconds since the handshake began to wait for it
     */
    record Resumed(long at, WorkKind work, long took) implements Event {}

    /**
     * The connection failed.
     *
     * @param error a stable name, such as {@code UNKNOWN_AUTHORITY}
     * @param alert what goes with it, if any: the RFC's name
     */
    record Failed(long at, String error, Optional<String> alert, Diagnosis diagnosis)
            implements Event {}
}
