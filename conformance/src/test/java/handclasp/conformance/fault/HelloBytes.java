package handclasp.conformance.fault;

import handclasp.tls.ExtensionType;
import handclasp.tls.internal.wire.WireWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A ClientHello or ServerHello in its record, taken apart so that every part can be wrong. Immutable. */
final class HelloBytes {
    private static final int CLIENT_HELLO = 1;

    private final int recordVersion;
    private final int type;
    private final int version;
    private final byte[] random;
    private final byte[] sessionId;

    /** A client's list without its length, or a server's suite. */
    private final byte[] suites;

    private final byte[] compression;
    private final List<Part> extensions;
    private final byte[] tail;

    private record Part(int code, byte[] data) {}

    private HelloBytes(
            int recordVersion,
            int type,
            int version,
            byte[] random,
            byte[] sessionId,
            byte[] suites,
            byte[] compression,
            List<Part> extensions,
            byte[] tail) {
        this.recordVersion = recordVersion;
        this.type = type;
        this.version = version;
        this.random = random;
        this.sessionId = sessionId;
        this.suites = suites;
        this.compression = compression;
        this.extensions = List.copyOf(extensions);
        this.tail = tail;
    }

    static HelloBytes of(byte[] record) {
        ByteBuffer in = ByteBuffer.wrap(record);
        in.get();
        int recordVersion = in.getShort();
        in.getShort();
        int type = in.get();
        in.position(in.position() + 3);
        int version = in.getShort();
        byte[] random = take(in, 32);
        byte[] sessionId = take(in, in.get() & 0xff);
        byte[] suites = take(in, type == CLIENT_HELLO ? in.getShort() & 0xffff : 2);
        byte[] compression = take(in, type == CLIENT_HELLO ? in.get() & 0xff : 1);
        List<Part> extensions = new ArrayList<>();
        in.getShort();
        while (in.hasRemaining()) {
            int code = in.getShort() & 0xffff;
            extensions.add(new Part(code, take(in, in.getShort() & 0xffff)));
        }
        return new HelloBytes(
                recordVersion,
                type,
                version,
                random,
                sessionId,
                suites,
                compression,
                extensions,
                new byte[0]);
    }

    private static byte[] take(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    HelloBytes recordVersion(int other) {
        return with(other, version, random, sessionId, suites, compression, extensions, tail);
    }

    HelloBytes version(int other) {
        return with(recordVersion, other, random, sessionId, suites, compression, extensions, tail);
    }

    HelloBytes random(byte... other) {
        return with(
                recordVersion, version, other, sessionId, suites, compression, extensions, tail);
    }

    HelloBytes sessionId(byte... other) {
        return with(recordVersion, version, random, other, suites, compression, extensions, tail);
    }

    HelloBytes suites(byte... other) {
        return with(
                recordVersion, version, random, sessionId, other, compression, extensions, tail);
    }

    HelloBytes compression(byte... other) {
        return with(recordVersion, version, random, sessionId, suites, other, extensions, tail);
    }

    /** Bytes behind the message's end. */
    HelloBytes tail(byte... other) {
        return with(
                recordVersion, version, random, sessionId, suites, compression, extensions, other);
    }

    HelloBytes without(ExtensionType extension) {
        List<Part> others = new ArrayList<>(extensions);
        others.removeIf(part -> part.code() == extension.code());
        return withExtensions(others);
    }

    /** Another one at the end, of the same type perhaps. */
    HelloBytes and(ExtensionType extension, byte... data) {
        List<Part> more = new ArrayList<>(extensions);
        more.add(new Part(extension.code(), data));
        return withExtensions(more);
    }

    /** In its place. */
    HelloBytes replace(ExtensionType extension, byte... data) {
        List<Part> changed =
                extensions.stream()
                        .map(
                                part ->
                                        part.code() == extension.code()
                                                ? new Part(part.code(), data)
                                                : part)
                        .toList();
        return withExtensions(changed);
    }

    byte[] random() {
        return random.clone();
    }

    byte[] sessionId() {
        return sessionId.clone();
    }

    byte[] extension(ExtensionType extension) {
        return extensions.stream()
                .filter(part -> part.code() == extension.code())
                .findFirst()
                .orElseThrow()
                .data()
                .clone();
    }

    private HelloBytes withExtensions(List<Part> others) {
        return with(recordVersion, version, random, sessionId, suites, compression, others, tail);
    }

    private HelloBytes with(
            int otherRecordVersion,
            int otherVersion,
            byte[] otherRandom,
            byte[] otherSessionId,
            byte[] otherSuites,
            byte[] otherCompression,
            List<Part> otherExtensions,
            byte[] otherTail) {
        return new HelloBytes(
                otherRecordVersion,
                type,
                otherVersion,
                otherRandom,
                otherSessionId,
                otherSuites,
                otherCompression,
                otherExtensions,
                otherTail);
    }

    /** All of it in a record. */
    byte[] record() {
        byte[] message = message();
        return new WireWriter().u8(22).u16(recordVersion & 0xffff).vector(2, message).toByteArray();
    }

    /** The message with its header. */
    byte[] message() {
        WireWriter body = new WireWriter();
        body.u16(version & 0xffff).bytes(random).vector(1, sessionId);
        if (type == CLIENT_HELLO) {
            body.vector(2, suites).vector(1, compression);
        } else {
            body.bytes(suites).bytes(compression);
        }
        if (!extensions.isEmpty()) {
            body.block(
                    2,
                    out -> extensions.forEach(part -> out.u16(part.code()).vector(2, part.data())));
        }
        body.bytes(tail);
        return new WireWriter().u8(type).vector(3, body.toByteArray()).toByteArray();
    }
}
