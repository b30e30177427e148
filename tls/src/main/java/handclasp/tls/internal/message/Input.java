package handclasp.tls.internal.message;

/** What a state of the handshake can be given. */
public sealed interface Input {
    Kind kind();

    /** A ChangeCipherSpec of the single byte 1, in the clear (RFC 9846 §5). */
    record ChangeCipherSpec() implements Input {
        @Override
        public Kind kind() {
            return Kind.CHANGE_CIPHER_SPEC;
        }
    }

    /** A handshake message and its bytes as they came, which the transcript needs. */
    final class Message implements Input {
        private final Kind kind;
        private final HandshakeMessage value;
        private final byte[] bytes;

        Message(Kind kind, HandshakeMessage value, byte[] bytes) {
            this.kind = kind;
            this.value = value;
            this.bytes = bytes;
        }

        @Override
        public Kind kind() {
            return kind;
        }

        public HandshakeMessage value() {
            return value;
        }

        /** With the 4-byte header; not to be changed. */
        public byte[] bytes() {
            return bytes;
        }
    }
}
