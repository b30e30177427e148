package handclasp.conformance.fault;

import handclasp.testkit.Forge;
import handclasp.tls.internal.wire.WireWriter;
import java.util.Arrays;
import java.util.HexFormat;

/** Bytes that mistakes are made of. */
final class Bytes {
    private Bytes() {}

    static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    /** A handshake message with its header. */
    static byte[] message(int type, byte... body) {
        return new WireWriter().u8(type).vector(3, body).toByteArray();
    }

    /** A handshake message in a record in the clear. */
    static byte[] clear(int type, byte... body) {
        return Forge.plain(Forge.HANDSHAKE, message(type, body));
    }

    /** Something over and over. */
    static byte[] times(int count, byte... part) {
        byte[] all = new byte[count * part.length];
        for (int i = 0; i < count; i++) {
            System.arraycopy(part, 0, all, i * part.length, part.length);
        }
        return all;
    }

    static byte[] filled(int length, int value) {
        byte[] all = new byte[length];
        Arrays.fill(all, (byte) value);
        return all;
    }

    /** A record whose header says what length it has. */
    static byte[] header(int type, int length) {
        return new WireWriter().u8(type).u16(0x0303).u16(length).toByteArray();
    }

    /** A key_share of one entry, as a client sends it. */
    static byte[] clientShare(int group, byte... share) {
        return new WireWriter().vector(2, serverShare(group, share)).toByteArray();
    }

    /** A key_share as a server sends it. */
    static byte[] serverShare(int group, byte... share) {
        return new WireWriter().u16(group).vector(2, share).toByteArray();
    }

    /** A record with one bit changed. */
    static byte[] flipped(byte[] record) {
        byte[] changed = record.clone();
        changed[changed.length - 1] ^= 1;
        return changed;
    }
}
