package io.hearsay.sampling.hyparview;

import io.hearsay.Address;
import io.hearsay.Message;
import io.hearsay.Peer;
import io.hearsay.sampling.hyparview.HyParViewConfig.Shuffles;
import io.hearsay.sampling.hyparview.HyParViewConfig.Walks;
import java.util.List;

/** What nodes with partial views say to each other, on links unless said otherwise. */
public sealed interface HyParViewMessage extends Message {

    /**
     * A newcomer's first word to its contact, which answers {@link Accept} and sends {@link ForwardJoin}s.
     *
     * @param scope what the views are to the newcomer; one to whom they are something else refuses, in words
     */
    record Join(Scope scope) implements HyParViewMessage {}

    /** What the views of an overlay are to its nodes. */
    enum Scope {
        /** All the membership there is. */
        PARTIAL,
        /** Links for broadcasts, among members that all know each other. */
        BENEATH_FULL
    }

    /**
     * Carries a newcomer's name from neighbour to neighbour.
     *
     * @param steps how many are left, 0..16
     */
    record ForwardJoin(Peer newcomer, int steps) implements HyParViewMessage {
        public ForwardJoin {
            check(newcomer);
            check(steps);
        }
    }

    /** Asks to be a neighbour; answered by {@link Accept} or {@link Refuse}. */
    record Neighbor(Priority priority) implements HyParViewMessage {}

    /** How much somebody needs a neighbour. */
    enum Priority {
        /** It has others: whoever has no free place refuses. */
        LOW,
        /** It has none, or was just brought here by a walk: nobody refuses. */
        HIGH
    }

    /**
     * Asks to be a neighbour in the place of a farther one: X-BOT's optimisation. Answered as {@link Neighbor}.
     *
     * @param rttNanos between the two, as the sender has measured it, 1 or more
     */
    record Nearer(long rttNanos) implements HyParViewMessage {
        public Nearer {
            if (rttNanos < 1) throw new IllegalArgumentException("rttNanos must be 1 or more, was " + rttNanos);
        }
    }

    /** From now on we are neighbours. */
    record Accept() implements HyParViewMessage {}

    /**
     * Not here.
     *
     * @param text why never, for an operator, at most {@value #MAX_TEXT_BYTES} bytes; empty if merely no place is free
     */
    record Refuse(String text) implements HyParViewMessage {
        /** The longest text. */
        public static final int MAX_TEXT_BYTES = 256;

        /** No place is free here. */
        public static final Refuse NO_PLACE = new Refuse("");

        /** Whether it will stay so. */
        public boolean isFinal() {
            return !text.isEmpty();
        }
    }

    /** We are no neighbours any more; also to somebody that believes we are. */
    record Disconnect() implements HyParViewMessage {}

    /**
     * Walks to somebody random, who answers its origin with a {@link ShuffleReply}. Also by datagram, without steps.
     *
     * @param origin who began it; {@link #OF_THE_SENDER} in its first step
     * @param steps how many are left, 0..16
     */
    record Shuffle(Peer origin, int steps, List<Peer> peers) implements HyParViewMessage {
        /** The sender has begun it; where it is, the receiver sees. */
        public static final Peer OF_THE_SENDER = Peer.at(Address.v4(0, 0));

        public Shuffle {
            check(steps);
            peers = checked(peers);
        }
    }

    /** As many peers as the {@link Shuffle} had, by datagram. */
    record ShuffleReply(List<Peer> peers) implements HyParViewMessage {
        public ShuffleReply {
            peers = checked(peers);
        }
    }

    /**
     * On a link that was silent, to a neighbour; who is none answers {@link Disconnect} instead of {@link Pong}.
     *
     * @param token comes back in the pong; {@link #OF_A_STRANGER} from one who merely measures
     */
    record Ping(long token) implements HyParViewMessage {
        /** From somebody that does not take itself for a neighbour. */
        public static final long OF_A_STRANGER = 0;
    }

    /** Answers a {@link Ping}. */
    record Pong(long token) implements HyParViewMessage {}

    /** By datagram, to where somebody that wants to be a neighbour says it is. */
    record Challenge(long nonce) implements HyParViewMessage {}

    /** Answers a {@link Challenge}, on the link. */
    record Response(long nonce) implements HyParViewMessage {}

    private static void check(int steps) {
        if (steps < 0 || steps > Walks.MAX_STEPS)
            throw new IllegalArgumentException("steps must be 0.." + Walks.MAX_STEPS + ", was " + steps);
    }

    private static void check(Peer peer) {
        if (!peer.isKnown()) throw new IllegalArgumentException("a peer must have an instance, was " + peer);
    }

    private static List<Peer> checked(List<Peer> peers) {
        if (peers.size() > Shuffles.MAX_PEERS)
            throw new IllegalArgumentException(
                    "a message has at most " + Shuffles.MAX_PEERS + " peers, this has " + peers.size());
        peers.forEach(HyParViewMessage::check);
        return List.copyOf(peers);
    }
}
