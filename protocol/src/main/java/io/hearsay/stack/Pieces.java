package io.hearsay.stack;

import io.hearsay.dissemination.plumtree.MessageId;
import io.hearsay.dissemination.plumtree.Plumtree;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.MalformedMessageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is too large for one message of a tree, cut into pieces and put together again.
 *
 * <p>Pieces are messages of one sender in a row: {@code index varint, count varint}, and the rest is the piece. A node
 * passes each on as it comes, so that the whole takes little longer than its bytes take on the slowest link. Bound:
 * what is not complete takes {@value #UNFINISHED} times the largest whole at most; of more, what has waited longest for
 * its next piece is dropped.
 */
final class Pieces {
    static final int BYTES = Plumtree.MAX_PAYLOAD_BYTES - 16;
    private static final int UNFINISHED = 4;
    private static final int OVERHEAD_BYTES = 200;

    private final int maxBytes;
    private final Map<MessageId, Unfinished> byFirst = new LinkedHashMap<>();
    private long bytes;
    private long dropped;

    /** Some of an event's pieces. */
    private static final class Unfinished {
        private final byte[][] pieces;
        private int missing;
        private int bytes;

        Unfinished(int count) {
            pieces = new byte[count][];
            missing = count;
            bytes = OVERHEAD_BYTES + 8 * count;
        }
    }

    /**
     * None yet.
     *
     * @param maxBytes the largest whole
     */
    Pieces(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** How many were dropped before they were complete. */
    long dropped() {
        return dropped;
    }

    /**
     * A whole's pieces.
     *
     * @param head goes before each
     */
    static List<byte[]> cut(byte[] head, byte[] whole) {
        int count = (whole.length + BYTES - 1) / BYTES;
        List<byte[]> pieces = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte[] piece = Arrays.copyOfRange(whole, i * BYTES, Math.min(whole.length, (i + 1) * BYTES));
            pieces.add(new ByteWriter(head.length + 10 + piece.length)
                    .raw(head, 0, head.length)
                    .varint(i)
                    .varint(count)
                    .raw(piece, 0, piece.length)
                    .toByteArray());
        }
        return pieces;
    }

    /**
     * Takes in a piece.
     *
     * @return the whole, if this was the last one that lacked
     * @throws MalformedMessageException if no piece is like that
     */
    byte @Nullable [] add(MessageId id, ByteReader in) {
        int index = in.varint(maxBytes / BYTES);
        int count = in.varint(maxBytes / BYTES + 1);
        byte[] piece = in.raw(in.remaining());
        if (index >= count || index >= id.sequence() || piece.length > BYTES)
            throw new MalformedMessageException("piece " + index + " of " + count + " with " + piece.length + " bytes");
        MessageId first = new MessageId(id.origin(), id.sequence() - index);
        Unfinished known = byFirst.get(first);
        Unfinished event = known == null ? new Unfinished(count) : known;
        if (event.pieces.length != count || event.pieces[index] != null)
            throw new MalformedMessageException("piece " + index + " of " + count + " does not fit to the others");
        if (byFirst.remove(first) == null) bytes += event.bytes;
        event.pieces[index] = piece;
        event.bytes += piece.length;
        bytes += piece.length;
        if (--event.missing == 0) return whole(event);
        byFirst.put(first, event);
        while (bytes > UNFINISHED * (long) maxBytes) dropOldest();
        return null;
    }

    private byte[] whole(Unfinished event) {
        bytes -= event.bytes;
        ByteWriter whole = new ByteWriter(event.bytes);
        for (byte[] piece : event.pieces) whole.raw(piece, 0, piece.length);
        return whole.toByteArray();
    }

    private void dropOldest() {
        Iterator<Unfinished> oldest = byFirst.values().iterator();
        bytes -= oldest.next().bytes;
        oldest.remove();
        dropped++;
    }
}
