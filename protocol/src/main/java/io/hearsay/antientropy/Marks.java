package io.hearsay.antientropy;

import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * What a node says of how far members have come in one scope: the two vectors of Golding 1992, 5.2, of which each
 * element only ever rises.
 *
 * @param held the sender has held all that this life held at this reading of its clock, itself included; by life
 * @param acknowledged this member has held all that each other one held at this reading; by site, the sender included
 */
public record Marks(List<Mark> held, List<Mark> acknowledged) {
    /** Nothing. */
    public static final Marks NONE = new Marks(List.of(), List.of());

    /**
     * Under keys that begin so a node stores them, behind the entries of which they tell. Who saves only some of what
     * was stored leaves them out.
     */
    public static final String STORED = "mark/";

    /** So many lives may be told of, and {@link #MAX_SITES} members: together they fit into one message. */
    public static final int MAX_LIVES = 640;

    /** So many members may be told of. */
    public static final int MAX_SITES = 256;

    /**
     * One element.
     *
     * @param of whom, the instance of a life or a site
     * @param millis the reading, milliseconds since 1970 by the clock of whom it is about
     */
    public record Mark(long of, long millis) {}

    public Marks {
        held = List.copyOf(held);
        acknowledged = List.copyOf(acknowledged);
    }

    /** Whether nothing is said. */
    public boolean isEmpty() {
        return held.isEmpty() && acknowledged.isEmpty();
    }

    /** As {@link #encode} writes it. */
    public int sizeBytes() {
        return sizeBytes(held) + sizeBytes(acknowledged);
    }

    private static int sizeBytes(List<Mark> marks) {
        int bytes = ByteWriter.varintSize(marks.size());
        for (Mark mark : marks) bytes += 8 + ByteWriter.varintSize(mark.millis);
        return bytes;
    }

    /** Both vectors, one after the other: how many elements, and each as 8 bytes and a varint. */
    public void encode(ByteWriter out) {
        encode(held, out);
        encode(acknowledged, out);
    }

    private static void encode(List<Mark> marks, ByteWriter out) {
        out.varint(marks.size());
        for (Mark mark : marks) out.i64(mark.of).varint(mark.millis);
    }

    /**
     * What {@link #encode} wrote.
     *
     * @throws io.hearsay.wire.MalformedMessageException if it is none
     */
    public static Marks decode(ByteReader in) {
        return new Marks(decode(in, MAX_LIVES), decode(in, MAX_SITES));
    }

    private static List<Mark> decode(ByteReader in, int atMost) {
        int count = in.varint(Math.min(atMost, in.remaining() / 9));
        List<Mark> marks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) marks.add(new Mark(in.i64(), in.varint(Long.MAX_VALUE)));
        return marks;
    }
}
