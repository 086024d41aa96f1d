package io.hearsay.stack;

import io.hearsay.dissemination.rumor.Census;
import io.hearsay.dissemination.rumor.CensusTaken;
import io.hearsay.dissemination.rumor.Published;
import io.hearsay.dissemination.rumor.RumorId;
import io.hearsay.dissemination.rumor.RumorMill;
import io.hearsay.dissemination.rumor.RumorSnapshot;
import io.hearsay.dissemination.rumor.RumorStats;
import io.hearsay.dissemination.rumor.TopicCopies;
import java.util.List;
import java.util.Optional;

/** What a full node does about events. Commands are called like handlers, by the node's own thread. */
public final class NodeRumors {
    private final RumorMill mill;
    private final Census census;
    private final NodeTopics topics;
    private final Parts parts;

    NodeRumors(RumorMill mill, Census census, NodeTopics topics, Parts parts) {
        this.mill = mill;
        this.census = census;
        this.topics = topics;
        this.parts = parts;
    }

    /** Publishes an event, under the contract that its topic has. */
    public Published publish(String topic, byte[] payload) {
        return topics.publish(topic, payload);
    }

    /** The recent rumors and what became of them here; of one topic, or all. */
    public List<RumorSnapshot> recent(Optional<String> topic) {
        return mill.rumors(topic);
    }

    /** Counts to how many members these rumors are what; a {@link CensusTaken} with the answered number follows. */
    public long census(List<RumorId> about) {
        long number = census.take(about);
        parts.settle();
        return number;
    }

    /** How many copies came in, by topic. */
    public List<TopicCopies> copies() {
        return mill.copies();
    }

    /** What the rumor mill has done so far. */
    public RumorStats stats() {
        return mill.stats();
    }
}
