package handclasp.tls.internal.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import handclasp.tls.Alert;
import handclasp.tls.Misbehaved;
import handclasp.tls.TlsException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReassemblerTest {
    @Test
    void putsFragmentsOfEverySizeTogether() throws TlsException {
        List<byte[]> messages =
                List.of(message(1, 0), message(2, 1), message(3, 50), message(4, 7));
        byte[] stream = join(messages);
        for (int size = 1; size <= stream.length; size++) {
            assertThat(feed(new Reassembler(100), stream, size))
                    .as("fragments of %d bytes", size)
                    .containsExactlyElementsOf(messages);
        }
    }

    @Test
    void isEmptyOnlyBetweenMessages() throws TlsException {
        Reassembler reassembler = new Reassembler(100);
        byte[] two = join(List.of(message(1, 2), message(2, 2)));
        assertThat(reassembler.isEmpty()).isTrue();
        reassembler.append(two, 0, 1);
        assertThat(reassembler.isEmpty()).isFalse();
        reassembler.append(two, 1, two.length - 1);

        assertThat(reassembler.next()).isEqualTo(message(1, 2));
        assertThat(reassembler.isEmpty()).isFalse();
        assertThat(reassembler.next()).isEqualTo(message(2, 2));
        assertThat(reassembler.isEmpty()).isTrue();
        assertThat(reassembler.next()).isNull();
    }

    @Test
    void refusesALongMessageByItsHeader() throws TlsException {
        Reassembler reassembler = new Reassembler(1000);
        byte[] header = {1, 0, 3, (byte) 0xe9};
        reassembler.append(header, 0, 3);
        assertThat(reassembler.next()).isNull();
        reassembler.append(header, 3, 1);

        TlsException refusal = catchThrowableOfType(TlsException.class, reassembler::next);
        assertThat(refusal.error()).isEqualTo(Misbehaved.MESSAGE_TOO_LONG);
        assertThat(refusal.error().alert()).isEqualTo(Alert.ILLEGAL_PARAMETER);
        assertThat(refusal).hasMessageContaining("1001 bytes, at most 1000");
    }

    @Test
    void takesTheLongestMessage() throws TlsException {
        byte[] longest = message(1, 0xffff);
        assertThat(feed(new Reassembler(0xffff), longest, 16_384)).containsExactly(longest);
    }

    @Test
    void givesMessagesThatLaterFragmentsDoNotChange() throws TlsException {
        Reassembler reassembler = new Reassembler(100);
        byte[] fragment = message(1, 8);
        reassembler.append(fragment, 0, fragment.length);
        byte[] message = reassembler.next();
        byte[] other = message(9, 8);
        reassembler.append(other, 0, other.length);

        assertThat(message).isEqualTo(message(1, 8));
    }

    /** A peer that sends a long message byte by byte must not make us copy all of it for each byte. */
    @Test
    void tinyFragmentsCostNoMoreThanTheirBytes() throws TlsException {
        byte[] message = message(1, 100_000);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Reassembler reassembler = new Reassembler(131_072);
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < message.length; i++) {
            reassembler.append(message, i, 1);
            if (i < message.length - 1) {
                assert reassembler.next() == null;
            }
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(reassembler.next()).isEqualTo(message);
        assertThat(allocated).isLessThan(1_000_000);
    }

    private static List<byte[]> feed(Reassembler reassembler, byte[] stream, int size)
            throws TlsException {
        List<byte[]> all = new ArrayList<>();
        for (int at = 0; at < stream.length; at += size) {
            reassembler.append(stream, at, Math.min(size, stream.length - at));
            byte[] message = reassembler.next();
            while (message != null) {
                all.add(message);
                message = reassembler.next();
            }
        }
        assertThat(reassembler.isEmpty()).isTrue();
        return all;
    }

    private static byte[] message(int type, int length) {
        byte[] message = new byte[4 + length];
        new Random(type).nextBytes(message);
        message[0] = (byte) type;
        message[1] = (byte) (length >>> 16);
        message[2] = (byte) (length >>> 8);
        message[3] = (byte) length;
        return message;
    }

    private static byte[] join(List<byte[]> messages) {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        messages.forEach(all::writeBytes);
        return all.toByteArray();
    }
}
