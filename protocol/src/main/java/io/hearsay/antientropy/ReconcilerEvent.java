package io.hearsay.antientropy;

import io.hearsay.Event;
import io.hearsay.Peer;
import org.jspecify.annotations.Nullable;

/** How a session ended, on the side that opened it; on the other side only failures are told. */
public sealed interface ReconcilerEvent extends Event {

    /** The number of the {@link Exchange} that is over. */
    long id();

    /** Why a session failed; on the wire by its code, so append only. */
    enum Cause {
        /** The other side has as many sessions as it may. */
        BUSY(0),
        /** Both sides opened one at once, and the other one stays. */
        CROSSED(1),
        /** Nothing was heard for the time-out, or the session took longer than it may. */
        TIMED_OUT(2),
        /** The link went down, or none could be opened. */
        LINK_DOWN(3),
        /** No method could find the difference. */
        NO_METHOD(4),
        /** A tree with more nodes than its items could have, or a sketch that peels without end. */
        ENDLESS(5),
        /** Hashes that differ over data that do not, or items where none can be. */
        LIES(6),
        /** An entry that is none. */
        MALFORMED_ENTRY(7),
        /** A question that the session's state has no answer to, or more questions than may wait. */
        OUT_OF_TURN(8),
        /** Somebody has ended it by hand. */
        CANCELLED(9),
        /** The other side does not hold what was to be compared, or one side no longer does. */
        NOT_HELD(10);

        private static final Cause[] ALL = values();

        /** On the wire. */
        final int code;

        Cause(int code) {
            this.code = code;
        }

        /** The cause of that code; null if there is none. */
        static @Nullable Cause of(int code) {
            for (Cause cause : ALL) if (cause.code == code) return cause;
            return null;
        }
    }

    /**
     * A session is over.
     *
     * @param id the number of its {@link Exchange}
     * @param method that found the difference; {@code sum} where the sums were equal, {@code recent} where one side was
     *     behind by a few entries
     * @param sent entries that this side sent
     * @param received entries that came
     * @param agreed whether both had the same sum in the end; writes meanwhile make it false, and the next session
     *     finds them
     */
    record Reconciled(long id, Peer peer, String method, long sent, long received, boolean agreed)
            implements ReconcilerEvent {}

    /**
     * A session failed; what was exchanged until then stays.
     *
     * @param id the number of its {@link Exchange}
     * @param attempt which it was, from 1; the opening side tries again by itself where it makes sense
     */
    record ExchangeFailed(long id, Peer peer, Cause cause, int attempt) implements ReconcilerEvent {}
}
