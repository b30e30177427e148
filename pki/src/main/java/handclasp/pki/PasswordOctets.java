package handclasp.pki;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A copy of a password, as its bytes in UTF-8, a character each: for some schemes Bouncy Castle takes the low byte of a
 * character, where OpenSSL takes what the terminal sent. Wiped when closed.
 */
final class PasswordOctets implements AutoCloseable {
    private final char[] octets;

    private PasswordOctets(char[] octets) {
        this.octets = octets;
    }

    /** @param password stays the caller's */
    static PasswordOctets of(char[] password) {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
        char[] octets = new char[bytes.remaining()];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (char) (bytes.get(i) & 0xff);
        }
        Arrays.fill(bytes.array(), (byte) 0);
        return new PasswordOctets(octets);
    }

    /** Whether they are the password's very characters: it is in ASCII. */
    boolean isOf(char[] password) {
        return Arrays.equals(octets, password);
    }

    /** Not a copy. */
    char[] characters() {
        return octets;
    }

    @Override
    public void close() {
        Arrays.fill(octets, '\0');
    }
}
