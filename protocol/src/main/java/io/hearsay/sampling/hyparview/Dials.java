package io.hearsay.sampling.hyparview;

import io.hearsay.Peer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Links that this node opens to ask something, and questions that are unanswered. Bound: as many as are allowed. */
final class Dials {
    static final int MAX = 64;

    private final List<Dial> dials = new ArrayList<>();

    /** What a link is opened for. */
    enum Purpose {
        /** To be introduced. */
        JOIN,
        /** To have a neighbour, whoever must go for it here. */
        TAKE_IN,
        /** To fill a free place. */
        FILL,
        /** To measure how far it is, and perhaps to have it for somebody farther. */
        NEARER
    }

    /** One of them. */
    static final class Dial {
        Peer peer;
        final Purpose purpose;
        final long giveUpNanos;
        /** When the question that is to be answered was put; 0 before. */
        long askedNanos;

        private Dial(Peer peer, Purpose purpose, long giveUpNanos) {
            this.peer = peer;
            this.purpose = purpose;
            this.giveUpNanos = giveUpNanos;
        }
    }

    boolean isFull() {
        return dials.size() >= MAX;
    }

    Dial add(Peer peer, Purpose purpose, long giveUpNanos) {
        Dial dial = new Dial(peer, purpose, giveUpNanos);
        dials.add(dial);
        return dial;
    }

    /** The one to this peer, by its instance or, while nobody has said that, by its address; null if there is none. */
    @Nullable
    Dial find(Peer peer) {
        for (Dial dial : dials)
            if (dial.peer.isKnown() && peer.isKnown()
                    ? dial.peer.instance() == peer.instance()
                    : dial.peer.address().equals(peer.address())) return dial;
        return null;
    }

    void remove(Dial dial) {
        dials.remove(dial);
    }

    int count(Purpose purpose) {
        int count = 0;
        for (Dial dial : dials) if (dial.purpose == purpose) count++;
        return count;
    }

    boolean isEmpty() {
        return dials.isEmpty();
    }

    /** Those that are not answered in time; they are no longer here. */
    List<Dial> takeOverdue(long nowNanos) {
        List<Dial> overdue =
                dials.stream().filter(dial -> dial.giveUpNanos <= nowNanos).toList();
        dials.removeAll(overdue);
        return overdue;
    }
}
