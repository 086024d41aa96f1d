package io.hearsay.dissemination.rumor;

import io.hearsay.Peer;
import io.hearsay.dissemination.rumor.RumorMessage.Offer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** One large payload on its way here. */
final class LargePayload {
    /** Those who announced it while it is being fetched from somebody else; further ones are not remembered. */
    private static final int MAX_SOURCES = 8;

    final Offer offer;
    private final Deque<Peer> sources = new ArrayDeque<>();
    private byte[] bytes = {};
    private int received;
    private int requested;
    private int attempt;
    private @Nullable Peer source;

    LargePayload(Offer offer) {
        this.offer = offer;
    }

    RumorId id() {
        return offer.id();
    }

    void addSource(Peer peer) {
        if (sources.size() < MAX_SOURCES && !sources.contains(peer) && !peer.equals(source)) sources.add(peer);
    }

    /** Turns to the next source; null if there is none. */
    @Nullable
    Peer nextSource() {
        source = sources.poll();
        requested = received;
        attempt++;
        return source;
    }

    boolean isFrom(Peer peer) {
        return source != null && source.instance() == peer.instance();
    }

    @Nullable
    Peer source() {
        return source;
    }

    int attempt() {
        return attempt;
    }

    int received() {
        return received;
    }

    /** Notes that the next pieces were asked for. */
    void request(int upTo) {
        requested = upTo;
    }

    /** Whether all that was asked for is here. */
    boolean wantsMore() {
        return received >= requested;
    }

    /** Takes a piece; false if it is not the next one or goes beyond the end. Memory grows with what has come. */
    boolean append(int offset, byte[] piece) {
        if (offset != received || piece.length > offer.sizeBytes() - received) return false;
        if (received + piece.length > bytes.length)
            bytes = Arrays.copyOf(
                    bytes, Math.min(offer.sizeBytes(), Math.max(2 * bytes.length, received + piece.length)));
        System.arraycopy(piece, 0, bytes, received, piece.length);
        received += piece.length;
        return true;
    }

    boolean isComplete() {
        return received == offer.sizeBytes();
    }

    Rumor rumor() {
        return new Rumor(offer.id(), offer.topic(), bytes);
    }
}
