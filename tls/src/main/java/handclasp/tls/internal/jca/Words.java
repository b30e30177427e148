package handclasp.tls.internal.jca;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in arrays of bytes, most significant byte first. */
final class Words {
    private static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Words() {}

    static int int32(byte[] in, int offset) {
        return (int) INTS.get(in, offset);
    }

    static long int64(byte[] in, int offset) {
        return (long) LONGS.get(in, offset);
    }
}
