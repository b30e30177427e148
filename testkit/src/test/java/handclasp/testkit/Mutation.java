package handclasp.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** A way to change a run of records. The same random source makes the same change. */
enum Mutation {
    FLIP_BITS {
        @Override
        void apply(List<byte[]> records, List<byte[]> others, SplittableRandom random) {
            for (int i = random.nextInt(1, 4); i > 0; i--) {
                byte[] record = changeable(records, random);
                record[random.nextInt(record.length)] ^= (byte) (1 << random.nextInt(8));
            }
        }
    },

    /** Values at the edges of lengths and code points. */
    SET_BYTE {
        @Override
        void apply(List<byte[]> records, List<byte[]> others, SplittableRandom random) {
            byte[] record = changeable(records, random);
            record[random.nextInt(record.length)] = EDGES[random.nextInt(EDGES.length)];
        }
    },

    /** Record and message keep lengths that are right. */
    CUT_OUT {
        @Override
        void apply(List<byte[]> records, List<byte[]> others, SplittableRandom random) {
            int at = random.nextInt(records.size());
            byte[] content = content(records.get(at));
            if (content.length == 0) {
                return;
            }
            int from = random.nextInt(content.length);
            int to = random.nextInt(from + 1, content.length + 1);
            records.set(
                    at,
                    withContent(
                            records.get(at),
                            join(
                                    Arrays.copyOf(content, from),
                                    Arrays.copyOfRange(content, to, content.length)),
                            random.nextBoolean()));
        }
    },

    PUT_IN {
        @Override
        void apply(List<byte[]> records, List<byte[]> others, SplittableRandom random) {
            int at = random.nextInt(records.size());
            byte[] content = content(records.get(at));
            byte[] source = content(others.get(random.nextInt(others.size())));
            int from = random.nextInt(source.length + 1);
            byte[] more = Arrays.copyOfRange(source, from, random.nextInt(from, source.length + 1));
            int where = random.nextInt(content.length + 1);
            records.set(
                    at,
                    withContent(
                            records.get(at),
                            join(
                                    Arrays.copyOf(content, where),
                                    more,
                                    Arrays.copyOfRange(content, where, content.length)),
                            random.nextBoolean()));
        }
    },

    DROP {
        @Override
        void apply(List<byte[]> records, List<byte[]> others, SplittableRandom random) {
            records.remove(random.nextInt(records.size()));
        }
    },

    DUPLICATE {
        @Override
        void apply(List<byte[]> records, List<byte[]> others, SplittableRandom random) {
            byte[] again = records.get(random.nextInt(records.size()));
            records.add(random.nextInt(records.size() + 1), again.clone());
        }
    },

    REORDER {
        @Override
        void apply(List<byte[]> records, List<byte[]> others, SplittableRandom random) {
            byte[] moved = records.remove(random.nextInt(records.size()));
            records.add(random.nextInt(records.size() + 1), moved);
        }
    },

    /** From another handshake or the other end of this one. */
    SPLICE {
        @Override
        void apply(List<byte[]> records, List<byte[]> others, SplittableRandom random) {
            byte[] foreign = others.get(random.nextInt(others.size())).clone();
            if (random.nextBoolean()) {
                records.set(random.nextInt(records.size()), foreign);
            } else {
                records.add(random.nextInt(records.size() + 1), foreign);
            }
        }
    },

    /** The stream ends anywhere. */
    CUT_OFF {
        @Override
        void apply(List<byte[]> records, List<byte[]> others, SplittableRandom random) {
            int at = random.nextInt(records.size());
            byte[] last = records.get(at);
            records.set(at, Arrays.copyOf(last, random.nextInt(last.length)));
            records.subList(at + 1, records.size()).clear();
        }
    },

    /** Messages cut into other records: that changes nothing, where it is legal. */
    FRAGMENT {
        @Override
        void apply(List<byte[]> records, List<byte[]> others, SplittableRandom random) {
            int at = random.nextInt(records.size());
            byte[] record = records.get(at);
            byte[] content = content(record);
            if (content.length < 2) {
                return;
            }
            int where = random.nextInt(1, content.length);
            records.set(at, withContent(record, Arrays.copyOf(content, where), false));
            records.add(
                    at + 1,
                    withContent(record, Arrays.copyOfRange(content, where, content.length), false));
        }
    },

    /** The messages of one record in another order, or one of them twice, or not at all. */
    MESSAGES {
        @Override
        void apply(List<byte[]> records, List<byte[]> others, SplittableRandom random) {
            int at = random.nextInt(records.size());
            List<byte[]> messages = messages(content(records.get(at)));
            if (messages.isEmpty()) {
                return;
            }
            byte[] one = messages.get(random.nextInt(messages.size()));
            switch (random.nextInt(3)) {
                case 0 -> messages.remove(one);
                case 1 -> messages.add(random.nextInt(messages.size() + 1), one);
                default -> {
                    messages.remove(one);
                    messages.add(random.nextInt(messages.size() + 1), one);
                }
            }
            records.set(
                    at, withContent(records.get(at), join(messages.toArray(byte[][]::new)), false));
        }
    },

    /** Records that carry nothing, an alert, or a dummy ChangeCipherSpec. */
    INTERRUPT {
        @Override
        void apply(List<byte[]> records, List<byte[]> others, SplittableRandom random) {
            byte[] more = INTERRUPTIONS.get(random.nextInt(INTERRUPTIONS.size()));
            int at = random.nextInt(records.size() + 1);
            for (int i = random.nextInt(1, 7); i > 0; i--) {
                records.add(at, more.clone());
            }
        }
    };

    private static final int HEADER = 5;
    private static final int TAG = 16;
    private static final byte[] EDGES = {
        0, 1, 2, 3, 4, 0x0b, 0x16, 0x17, 0x7f, (byte) 0x80, -2, -1
    };
    private static final List<byte[]> INTERRUPTIONS =
            List.of(
                    Forge.plain(Forge.CHANGE_CIPHER_SPEC, (byte) 1),
                    Forge.plain(Forge.ALERT, (byte) 1, (byte) 90),
                    Forge.plain(Forge.ALERT, (byte) 2, (byte) 40),
                    Forge.plain(Forge.HANDSHAKE),
                    Forge.plain(Forge.DATA),
                    protectedRecord(Forge.DATA),
                    protectedRecord(Forge.DATA, (byte) 7),
                    protectedRecord(
                            Forge.HANDSHAKE, (byte) 24, (byte) 0, (byte) 0, (byte) 1, (byte) 1),
                    protectedRecord(Forge.ALERT, (byte) 1, (byte) 0),
                    protectedRecord(0));

    /**
     * Changes records.
     *
     * @param records not empty; may be changed in every way, the arrays too
     * @param others records of other ends, not to be changed
     */
    abstract void apply(List<byte[]> records, List<byte[]> others, SplittableRandom random);

    private static byte[] changeable(List<byte[]> records, SplittableRandom random) {
        return records.get(random.nextInt(records.size()));
    }

    /** As {@link CheapCrypto} protects. */
    private static byte[] protectedRecord(int type, byte... content) {
        byte[] inner = Arrays.copyOf(content, content.length + 1 + TAG);
        inner[content.length] = (byte) type;
        return Forge.plain(Forge.DATA, inner);
    }

    /** What stands inside a record, without inner type and tag where it is protected. */
    private static byte[] content(byte[] record) {
        int end = record.length - (isProtected(record) ? TAG + 1 : 0);
        return Arrays.copyOfRange(record, Math.min(HEADER, end), end);
    }

    private static boolean isProtected(byte[] record) {
        return record.length > HEADER + TAG && record[0] == Forge.DATA;
    }

    private static byte[] withContent(byte[] record, byte[] content, boolean mendMessage) {
        if (mendMessage && content.length >= 4) {
            int length = content.length - 4;
            content[1] = (byte) (length >>> 16);
            content[2] = (byte) (length >>> 8);
            content[3] = (byte) length;
        }
        byte[] tail =
                isProtected(record)
                        ? Arrays.copyOfRange(record, record.length - TAG - 1, record.length)
                        : new byte[0];
        int type = record.length == 0 ? Forge.HANDSHAKE : record[0];
        return Forge.plain(type, join(content, tail));
    }

    private static List<byte[]> messages(byte[] content) {
        List<byte[]> messages = new ArrayList<>();
        int at = 0;
        while (at + 4 <= content.length) {
            int length =
                    4
                            + ((content[at + 1] & 0xff) << 16
                                    | (content[at + 2] & 0xff) << 8
                                    | (content[at + 3] & 0xff));
            int end = Math.min(content.length, at + length);
            messages.add(Arrays.copyOfRange(content, at, end));
            at = end;
        }
        return messages;
    }

    static byte[] join(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
