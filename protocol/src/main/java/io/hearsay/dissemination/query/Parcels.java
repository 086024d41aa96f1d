package io.hearsay.dissemination.query;

import io.hearsay.Environment;
import io.hearsay.Peer;
import io.hearsay.RecentSet;
import io.hearsay.dissemination.query.QueryMessage.Piece;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Messages that no datagram holds: cut into pieces, sent one after the other on a link, put together again.
 *
 * <p>What is lost with a link is not sent again by itself: the silent are asked again, and answer again. What is under
 * way already, or was sent on the link that stands, is not sent twice.
 */
final class Parcels {
    private static final int HANDED = 256;

    /** A message as bytes, and how many of them are on the link. */
    private static final class Parcel {
        final Key key;
        final byte[] body;
        int sent;

        Parcel(Key key, byte[] body) {
            this.key = key;
            this.body = body;
        }

        Piece next() {
            int end = Math.min(body.length, sent + QueryMessage.MAX_PIECE_BYTES);
            return new Piece(
                    key.number(), key.kind(), sent, body.length, new Content(Arrays.copyOfRange(body, sent, end)));
        }
    }

    private record Key(long number, int kind) {}

    /** What is for one peer. */
    private static final class Queue {
        final Deque<Parcel> waiting = new ArrayDeque<>();
        final RecentSet<Key> handed = new RecentSet<>(HANDED);
        long bytes;

        boolean has(Key key) {
            return handed.contains(key) || waiting.stream().anyMatch(parcel -> parcel.key.equals(key));
        }
    }

    /** What has come of one message. */
    private record Arriving(Key key, int size, ByteWriter body) {}

    private final QueryConfig config;
    private final Environment env;
    private final Tally tally;
    private final QueryCodec codec = new QueryCodec();
    private final Map<Long, Queue> queues = new LinkedHashMap<>();
    private long waitingBytes;
    private final Map<Long, Arriving> arriving = new LinkedHashMap<>();
    private long arrivingBytes;

    Parcels(QueryConfig config, Environment env, Tally tally) {
        this.config = config;
        this.env = env;
        this.tally = tally;
    }

    // Out

    /** Sends a message on a link; false if too much waits already. */
    boolean post(Peer to, QueryMessage message, byte[] body) {
        Key key = new Key(message.number(), codec.kind(message));
        Queue queue = queues.computeIfAbsent(to.instance(), instance -> new Queue());
        if (queue.has(key)) return true;
        if (queue.bytes + body.length > share()
                || waitingBytes + body.length > config.bounds().linkBytes()) {
            tally.dropped++;
            return false;
        }
        queue.waiting.add(new Parcel(key, body));
        queue.bytes += body.length;
        waitingBytes += body.length;
        env.links().open(to);
        return true;
    }

    /** What one member may take of each bound. */
    private long share() {
        return config.bounds().linkBytes() / 4;
    }

    /** A link stands, or can be written to again. */
    void linkReady(Peer peer) {
        Queue queue = queues.get(peer.instance());
        if (queue == null || queue.waiting.isEmpty()) return;
        for (Parcel parcel = queue.waiting.peek(); parcel != null; parcel = queue.waiting.peek()) {
            if (!sendAll(peer, parcel)) return;
            queue.waiting.remove();
            queue.handed.add(parcel.key);
            queue.bytes -= parcel.body.length;
            waitingBytes -= parcel.body.length;
        }
        env.links().close(peer, "all said");
    }

    private boolean sendAll(Peer peer, Parcel parcel) {
        while (parcel.sent < parcel.body.length) {
            Piece piece = parcel.next();
            if (!env.links().send(peer, piece)) return false;
            parcel.sent += piece.bytes().size();
        }
        return true;
    }

    void linkDown(Peer peer) {
        Queue queue = queues.remove(peer.instance());
        if (queue != null) waitingBytes -= queue.bytes;
        drop(peer.instance());
    }

    // In

    /** The message whose last piece this is; null if more is to come, or it fits nowhere. */
    @Nullable
    QueryMessage onPiece(Peer from, Piece piece) {
        Key key = new Key(piece.number(), piece.kind());
        if (piece.offset() == 0) begin(from.instance(), key, piece.size());
        Arriving message = arriving.get(from.instance());
        if (message == null || !append(message, key, piece)) {
            tally.dropped++;
            return null;
        }
        if (message.body().position() < message.size()) return null;
        drop(from.instance());
        return codec.whole(key.kind(), new ByteReader(message.body().array(), 0, message.size()));
    }

    private void begin(long from, Key key, int size) {
        drop(from);
        if (size <= config.maxBytes() + QueryCodec.HEADER_BYTES)
            arriving.put(from, new Arriving(key, size, new ByteWriter(Math.min(size, QueryMessage.MAX_PIECE_BYTES))));
    }

    /** Memory follows what has come, not what was announced. */
    private boolean append(Arriving message, Key key, Piece piece) {
        boolean fits = message.key().equals(key)
                && message.size() == piece.size()
                && message.body().position() == piece.offset()
                && arrivingBytes + piece.bytes().size() <= config.bounds().linkBytes();
        if (!fits) return false;
        message.body().raw(piece.bytes().bytes(), 0, piece.bytes().size());
        arrivingBytes += piece.bytes().size();
        return true;
    }

    private void drop(long from) {
        Arriving message = arriving.remove(from);
        if (message != null) arrivingBytes -= message.body().position();
    }
}
