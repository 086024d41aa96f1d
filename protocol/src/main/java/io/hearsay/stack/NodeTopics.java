package io.hearsay.stack;

import io.hearsay.dissemination.rumor.Published;
import io.hearsay.dissemination.rumor.Rumor;
import io.hearsay.dissemination.rumor.RumorStats;
import io.hearsay.dissemination.rumor.TopicCopies;
import io.hearsay.dissemination.topic.Arrival;
import io.hearsay.dissemination.topic.Delivery;
import io.hearsay.dissemination.topic.Ordering;
import io.hearsay.dissemination.topic.TopicConfig;
import io.hearsay.dissemination.topic.TopicEvent;
import io.hearsay.dissemination.topic.TopicStats;
import io.hearsay.dissemination.topic.TopicTimer;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * Topics with contracts over a broadcast: events leave with a stamp and come in through the order that it asks for, as
 * {@link TopicEvent}s. Commands are called like handlers, by the node's own thread.
 */
public final class NodeTopics {
    private final Broadcast broadcast;
    private final Ordering ordering;
    private final LongFunction<String> names;
    private final Parts parts;

    /**
     * Adds their order to a composite's parts.
     *
     * @param self this node's own instance
     * @param names what the member of an instance is called
     */
    NodeTopics(Parts parts, TopicConfig config, Broadcast broadcast, long self, LongFunction<String> names) {
        ordering = parts.add(TopicTimer.class, own -> new Ordering(config, own, self));
        this.broadcast = broadcast;
        this.names = names;
        this.parts = parts;
    }

    /**
     * Wants this contract of a topic from now on.
     *
     * @return why not, if the topic has another one; then nothing has changed
     */
    public Optional<String> want(String topic, Delivery delivery) {
        Rumor.checkTopic(topic);
        return ordering.want(topic, delivery)
                .map(theirs -> "topic '" + topic + "' is " + theirs + ", as " + names.apply(ordering.witness(topic))
                        + " has it; this node asks for " + delivery);
    }

    /** Under which contract this node publishes in a topic. */
    public Delivery delivery(String topic) {
        return ordering.delivery(topic);
    }

    /** Publishes an event, under the contract that its topic has. */
    public Published publish(String topic, byte[] payload) {
        Published published = tryToPublish(topic, payload);
        parts.settle();
        return published;
    }

    private Published tryToPublish(String topic, byte[] payload) {
        Rumor.checkTopic(topic);
        if (payload.length > broadcast.maxEventBytes())
            return new Published.Refused("bytes in one event", payload.length, broadcast.maxEventBytes());
        Ordering.Excess excess = ordering.excess(topic);
        if (excess != null) return new Published.Refused(excess.what(), excess.amount(), excess.limit());
        Published published = broadcast.publish(topic, ordering.stamped(topic, payload));
        if (published instanceof Published.Accepted) ordering.accepted(topic);
        return published;
    }

    void heard(Arrival event, byte[] stamped) {
        ordering.accept(event, stamped);
    }

    /** What brings the events: what it has done so far, a tree's in a rumor's words. */
    public RumorStats events() {
        return broadcast.stats();
    }

    /** How many copies came in, by topic. */
    public List<TopicCopies> copies() {
        return broadcast.copies();
    }

    /** What the order of topics has done so far. */
    public TopicStats stats() {
        return ordering.stats();
    }
}
