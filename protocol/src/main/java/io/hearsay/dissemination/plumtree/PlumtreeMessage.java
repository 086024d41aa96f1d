package io.hearsay.dissemination.plumtree;

import io.hearsay.Message;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What nodes of a broadcast tree say to each other, on links between neighbours. */
public sealed interface PlumtreeMessage extends Message {
    /** The most ids in one message. */
    int MAX_IDS = 256;

    /** The longest path a message can have come: more is a lie or a loop. */
    int MAX_ROUND = 1 << 16;

    /**
     * A message, to an eager neighbour at once, or to who has asked for it.
     *
     * @param round hops from its origin, this one included, 1..65,536
     * @param payload at most {@value Plumtree#MAX_PAYLOAD_BYTES} bytes; the message's own
     */
    @SuppressWarnings("ArrayRecordComponent") // a copy for each message would cost more than it protects
    record Gossip(MessageId id, int round, byte[] payload) implements PlumtreeMessage {
        public Gossip {
            check(round);
            if (payload.length > Plumtree.MAX_PAYLOAD_BYTES)
                throw new IllegalArgumentException(
                        "a payload has at most " + Plumtree.MAX_PAYLOAD_BYTES + " bytes, this has " + payload.length);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Gossip gossip
                    && id.equals(gossip.id)
                    && round == gossip.round
                    && Arrays.equals(payload, gossip.payload);
        }

        @Override
        public int hashCode() {
            return id.hashCode();
        }

        @Override
        public String toString() {
            return "Gossip[" + id + ", round " + round + ", " + payload.length + " B]";
        }
    }

    /**
     * What can be had here: so many messages of one origin, one after the other.
     *
     * @param id the first of them
     * @param count 1..{@value #MAX_RUN}
     * @param round hops from the origin over this link
     */
    record Announcement(MessageId id, int count, int round) {
        /** The most messages in one. */
        public static final int MAX_RUN = 256;

        public Announcement {
            check(round);
            if (count < 1 || count > MAX_RUN)
                throw new IllegalArgumentException("count must be 1.." + MAX_RUN + ", was " + count);
        }

        Announcement(MessageId id, int round) {
            this(id, 1, round);
        }

        /** With the next message as well; null if that is another's, or there are too many. */
        @Nullable
        Announcement plus(MessageId next, int itsRound) {
            boolean fits = next.origin() == id.origin()
                    && next.sequence() == id.sequence() + count
                    && itsRound == round
                    && count < MAX_RUN;
            return fits ? new Announcement(id, count + 1, round) : null;
        }

        /** The i-th of them, from 0. */
        MessageId at(int i) {
            return i == 0 ? id : new MessageId(id.origin(), id.sequence() + i);
        }
    }

    /** To a lazy neighbour, after a while for others to travel with; what it lacks it asks for by {@link Graft}. */
    record IHave(List<Announcement> announcements) implements PlumtreeMessage {
        public IHave {
            announcements = List.copyOf(announcements);
            checkCount(announcements.size());
        }
    }

    /**
     * Send me these, and what comes in this tree from now on at once.
     *
     * @param tree the sender whose tree it is; {@link Branches#SHARED} in the shared one
     * @param ids none where only the way is to be shorter
     */
    record Graft(long tree, List<MessageId> ids) implements PlumtreeMessage {
        public Graft {
            ids = List.copyOf(ids);
            checkCount(ids.size());
        }
    }

    /** Only announce to me what comes in this tree: I had it from elsewhere. */
    record Prune(long tree) implements PlumtreeMessage {}

    private static void check(int round) {
        if (round < 1 || round > MAX_ROUND)
            throw new IllegalArgumentException("round must be 1.." + MAX_ROUND + ", was " + round);
    }

    private static void checkCount(int count) {
        if (count > MAX_IDS)
            throw new IllegalArgumentException("a message has at most " + MAX_IDS + " ids, this has " + count);
    }
}
