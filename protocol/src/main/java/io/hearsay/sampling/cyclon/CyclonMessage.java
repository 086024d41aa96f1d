package io.hearsay.sampling.cyclon;

import io.hearsay.Message;
import io.hearsay.Peer;
import java.util.List;

/** What nodes that sample say to each other, by datagram. */
public sealed interface CyclonMessage extends Message {

    /**
     * To the partner of a cycle: some of my entries for some of yours, and me as a fresh one.
     *
     * @param sequence numbers the sender's requests; the {@link Reply} repeats it
     */
    record Request(long sequence, List<Entry> entries) implements CyclonMessage {
        public Request {
            entries = checked(sequence, entries);
        }
    }

    /** Answers a {@link Request}. */
    record Reply(long sequence, List<Entry> entries) implements CyclonMessage {
        public Reply {
            entries = checked(sequence, entries);
        }
    }

    /** A newcomer's first word, to its introducer; {@link Welcome}s answer it, from where walks end. */
    record Join() implements CyclonMessage {}

    /**
     * Looks for a place for a newcomer; handed on to a random peer until no steps are left.
     *
     * @param steps how many are left, 0..{@value #MAX_STEPS}
     */
    record Walk(Peer newcomer, int steps) implements CyclonMessage {
        /** How far a walk goes: far enough to forget where it began. */
        public static final int MAX_STEPS = 5;

        public Walk {
            if (!newcomer.isKnown()) throw new IllegalArgumentException("a newcomer has an instance, was " + newcomer);
            if (steps < 0 || steps > MAX_STEPS)
                throw new IllegalArgumentException("steps must be 0.." + MAX_STEPS + ", was " + steps);
        }
    }

    /**
     * To a newcomer, from somebody who points at it from now on.
     *
     * @param entries what it had in that place before; empty if nothing: then the sender offers itself
     */
    record Welcome(List<Entry> entries) implements CyclonMessage {
        public Welcome {
            entries = checked(0, entries);
        }
    }

    private static List<Entry> checked(long sequence, List<Entry> entries) {
        if (sequence < 0) throw new IllegalArgumentException("sequence must be 0 or more, was " + sequence);
        if (entries.size() > CyclonConfig.MAX_SHUFFLE)
            throw new IllegalArgumentException(
                    "a message has at most " + CyclonConfig.MAX_SHUFFLE + " entries, this has " + entries.size());
        return List.copyOf(entries);
    }
}
