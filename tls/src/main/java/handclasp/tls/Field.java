package handclasp.tls;

import java.util.List;

/**
 * A field of a handshake message as the decoder read it.
 *
 * @param name the RFC's name
 * @param value for a person: a number with its meaning, hexadecimal of at most 64 bytes, or empty where children say it
 * @param offset of its first byte, length prefix included, in the message with its 4-byte header
 * @param length in bytes, length prefix included
 * @param children what it is made of
 */
public record Field(String name, String value, int offset, int length, List<Field> children) {
    public Field {
        children = List.copyOf(children);
    }
}
