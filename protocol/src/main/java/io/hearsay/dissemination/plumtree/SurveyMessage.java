package io.hearsay.dissemination.plumtree;

import io.hearsay.Message;
import io.hearsay.Peer;
import java.util.List;

/** What a {@link Survey} says, by datagram. */
public sealed interface SurveyMessage extends Message {
    /** The most neighbours in one answer: with the longest name and IPv6 addresses they fit the least datagram. */
    int MAX_PEERS = 12;

    /** The longest name, in bytes. */
    int MAX_NAME_BYTES = 64;

    /**
     * Who are your neighbours? Answered by {@link Answer}.
     *
     * @param number the asker's
     * @param origin in whose tree
     */
    record Ask(long number, long origin) implements SurveyMessage {}

    /**
     * These; the eager ones first, where they are more than fit.
     *
     * @param name of the node that answers
     */
    record Answer(long number, String name, List<Peer> eager, List<Peer> lazy) implements SurveyMessage {
        public Answer {
            if (eager.size() + lazy.size() > MAX_PEERS)
                throw new IllegalArgumentException(
                        "an answer has at most " + MAX_PEERS + " peers, this has " + (eager.size() + lazy.size()));
            eager = List.copyOf(eager);
            lazy = List.copyOf(lazy);
        }
    }
}
