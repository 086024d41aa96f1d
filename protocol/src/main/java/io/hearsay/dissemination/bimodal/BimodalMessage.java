package io.hearsay.dissemination.bimodal;

import io.hearsay.Message;
import io.hearsay.Peer;
import java.util.List;

/** What nodes say to each other in bimodal multicast. */
public sealed interface BimodalMessage extends Message {

    /** The most origins that one message is about. */
    int MAX_HOLDINGS = 1024;

    /** The most runs of one origin in one message. */
    int MAX_SPANS = 4096;

    /**
     * A run of sequences.
     *
     * @param first 1 or more
     * @param last {@code first} or more
     */
    record Span(long first, long last) {
        public Span {
            if (first < 1 || last < first)
                throw new IllegalArgumentException("a run must ascend from 1 on, was " + first + ".." + last);
        }
    }

    /**
     * Messages of one origin.
     *
     * @param spans one or more, ascending, apart from each other
     */
    record Holding(long origin, List<Span> spans) {
        public Holding {
            if (origin == Peer.UNKNOWN) throw new IllegalArgumentException("origin must not be 0");
            spans = List.copyOf(spans);
            if (spans.isEmpty() || spans.size() > MAX_SPANS)
                throw new IllegalArgumentException("spans must be 1.." + MAX_SPANS + ", were " + spans.size());
            for (int i = 1; i < spans.size(); i++)
                if (spans.get(i).first() <= spans.get(i - 1).last())
                    throw new IllegalArgumentException("spans must ascend, were " + spans);
        }
    }

    /** The publisher to some random peers, at once and never again: the paper's unreliable multicast. */
    record Mail(MessageId id, Payload payload) implements BimodalMessage {}

    /**
     * To random peers, each round: what I keep. Who lacks some of it answers with {@link Solicit}; nobody else answers.
     *
     * @param round the sender's own count, 0 or more; the answer repeats it
     */
    record Digest(long round, List<Holding> holdings) implements BimodalMessage {
        public Digest {
            holdings = checked(round, holdings);
        }
    }

    /**
     * Answers a {@link Digest}: send me these. Answered by a {@link Repair} each, or, where it is too late, by none.
     */
    record Solicit(long round, List<Holding> wanted) implements BimodalMessage {
        public Solicit {
            wanted = checked(round, wanted);
        }
    }

    /** Answers a {@link Solicit}; one for each message. */
    record Repair(MessageId id, Payload payload) implements BimodalMessage {}

    private static List<Holding> checked(long round, List<Holding> holdings) {
        if (round < 0) throw new IllegalArgumentException("round must be 0 or more, was " + round);
        if (holdings.size() > MAX_HOLDINGS)
            throw new IllegalArgumentException("holdings must be 0.." + MAX_HOLDINGS + ", were " + holdings.size());
        return List.copyOf(holdings);
    }
}
