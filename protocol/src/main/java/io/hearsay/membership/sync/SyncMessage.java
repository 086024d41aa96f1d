package io.hearsay.membership.sync;

import io.hearsay.Message;
import io.hearsay.NodeId;
import io.hearsay.membership.MemberRecord;
import io.hearsay.membership.Standing;
import io.hearsay.membership.Update;
import java.util.List;

/**
 * What nodes say to each other when one comes in or goes, and when two compare their views. Lists are the message's.
 */
public sealed interface SyncMessage extends Message {

    /** The most names in a {@link Digest} or {@link Want}. */
    int MAX_NAMES = 900;

    /** Let me in; sent on a fresh link to a seed, answered by {@link Welcome} or {@link Refused}. */
    record Join(MemberRecord record) implements SyncMessage {}

    /**
     * You are in. The joiner goes on with a comparison.
     *
     * @param by the introducer's own record
     * @param gaps whether the introducer has lost tombstones, so that its view may include ghosts
     */
    record Welcome(MemberRecord by, long viewDigest, boolean gaps) implements SyncMessage {}

    /**
     * Not under this name and epoch.
     *
     * @param epoch the lowest epoch that would do; 0 where none would
     * @param text for the joiner's operator, at most {@value #MAX_TEXT_BYTES} bytes
     */
    record Refused(Refusal reason, long epoch, String text) implements SyncMessage {
        /** The longest text. */
        public static final int MAX_TEXT_BYTES = 256;
    }

    /** One name in a comparison: its hash, and a hash of all that is believed of it. */
    record Line(long nameHash, long version) {}

    /**
     * What I hold in this range of name hashes; opens a comparison where {@code from} is 0. Answered by {@link Rows}
     * and one {@link Want}.
     *
     * @param session the initiator's number of the comparison
     * @param from first hash of the range, unsigned
     * @param to last hash of the range, unsigned
     * @param lines at most {@value #MAX_NAMES}, in unsigned order of the hashes
     */
    record Digest(long session, long from, long to, List<Line> lines) implements SyncMessage {
        public Digest {
            atMost(lines.size());
        }
    }

    /** Rows that the receiver lacks or holds otherwise; from either side, taken in by whoever gets it. */
    record Rows(List<Standing> standings, List<Update> removals) implements SyncMessage {
        /** The most standings and removals in one message; its bytes are bounded as well. */
        public static final int MAX = 1_000;

        public Rows {
            if (standings.size() + removals.size() > MAX)
                throw new IllegalArgumentException("at most " + MAX + " rows in a message");
        }
    }

    /**
     * What I lack or hold otherwise of the range up to {@code to}; ends the answer to a {@link Digest}. Answered by
     * {@link Rows} and the next {@link Digest}, or {@link Done}.
     *
     * @param to where the answer ends, at most the end of the range asked for: the next digest begins behind it
     */
    record Want(long session, long to, List<Long> nameHashes) implements SyncMessage {
        public Want {
            atMost(nameHashes.size());
        }
    }

    /**
     * I have taken in all you sent. The initiator says it first, the responder answers with the same.
     *
     * @param viewDigest what the sender's view has come to
     * @param record the sender's own record as it is now: it may have refuted meanwhile
     */
    record Done(long session, long viewDigest, MemberRecord record) implements SyncMessage {}

    /** I leave; sent by the leaver itself to a few members, answered by {@link LeftSeen}. */
    record Leaving(NodeId subject) implements SyncMessage {}

    /** I know that you left. */
    record LeftSeen(NodeId subject) implements SyncMessage {}

    /**
     * These were removed, and I do not know that you know; one datagram's worth, answered by {@link RemovedSeen}.
     *
     * @param upTo the sender's number of the latest of them
     */
    record Removed(long upTo, List<Update> removals) implements SyncMessage {
        /** The most removals in one message. */
        public static final int MAX = 16;
        /** How many fit a datagram however long their names. */
        static final int FITTING = 5;

        public Removed {
            if (removals.size() > MAX) throw new IllegalArgumentException("at most " + MAX + " removals in a message");
        }
    }

    /** I hold all that you told me in {@link Removed}, or have held it. */
    record RemovedSeen(long upTo) implements SyncMessage {}

    private static void atMost(int names) {
        if (names > MAX_NAMES)
            throw new IllegalArgumentException("at most " + MAX_NAMES + " names in a message, was given " + names);
    }
}
