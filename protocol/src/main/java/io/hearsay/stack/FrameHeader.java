package io.hearsay.stack;

import org.jspecify.annotations.Nullable;

/**
 * The first 28 bytes of every frame, as {@code docs/wire-format.md} draws them. Reused from frame to frame.
 *
 * <pre>
 *   0  magic          2
 *   2  version        1
 *   3  flags, type    4 bits each
 *   4  cluster tag    4   CRC32C of the cluster id
 *   8  key id         4   0 without keys
 *  12  receiver tag   2   the low bits of the receiver's instance; 0 in a hello
 *  14  sender         8   the sender's instance
 *  22  counter        6   the nonce
 * </pre>
 */
final class FrameHeader {
    static final int BYTES = 28;
    static final int MAGIC = 0x9a48;
    static final int VERSION = 1;
    static final long MAX_COUNTER = (1L << 48) - 1;

    static final int DATA = 1;
    static final int HELLO = 2;
    static final int ANSWER = 3;
    static final int LINK = 4;
    static final int GOODBYE = 5;

    /** On links: the sender needs the link. Flags that are not known here mean nothing here. */
    static final int NEEDED = 1;

    int type;
    int flags;
    int clusterTag;
    int keyId;
    int receiverTag;
    long sender;
    long counter;

    static int receiverTag(long receiver) {
        return (int) receiver & 0xffff;
    }

    void write(byte[] frame) {
        put(frame, 0, MAGIC, 2);
        put(frame, 2, VERSION, 1);
        put(frame, 3, flags << 4 | type, 1);
        put(frame, 4, clusterTag, 4);
        put(frame, 8, keyId, 4);
        put(frame, 12, receiverTag, 2);
        put(frame, 14, sender, 8);
        put(frame, 22, counter, 6);
    }

    /** Reads a header of at least 28 bytes; says what is wrong with its beginning, or null. */
    @Nullable
    Reject read(byte[] frame, int at) {
        if (get(frame, at, 2) != MAGIC) return Reject.JUNK;
        if (frame[at + 2] != VERSION) return Reject.VERSION;
        type = frame[at + 3] & 0xf;
        flags = (frame[at + 3] & 0xf0) >>> 4;
        clusterTag = (int) get(frame, at + 4, 4);
        keyId = (int) get(frame, at + 8, 4);
        receiverTag = (int) get(frame, at + 12, 2);
        sender = get(frame, at + 14, 8);
        counter = get(frame, at + 22, 6);
        return null;
    }

    static void put(byte[] bytes, int at, long value, int count) {
        for (int i = 0; i < count; i++) bytes[at + i] = (byte) (value >>> 8 * (count - 1 - i));
    }

    static long get(byte[] bytes, int at, int count) {
        long value = 0;
        for (int i = 0; i < count; i++) value = value << 8 | (bytes[at + i] & 0xff);
        return value;
    }
}
