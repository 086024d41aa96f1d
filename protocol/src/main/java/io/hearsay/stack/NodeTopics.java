package io.hearsay.stack;

import io.hearsay.dissemination.rumor.Heard;
import io.hearsay.dissemination.rumor.Published;
import io.hearsay.dissemination.rumor.Rumor;
import io.hearsay.dissemination.rumor.RumorConfig;
import io.hearsay.dissemination.rumor.RumorConfig.Publishing;
import io.hearsay.dissemination.rumor.RumorConfig.Transfer;
import io.hearsay.dissemination.rumor.RumorMill;
import io.hearsay.dissemination.topic.Arrival;
import io.hearsay.dissemination.topic.Delivery;
import io.hearsay.dissemination.topic.Ordering;
import io.hearsay.dissemination.topic.Stamp;
import io.hearsay.dissemination.topic.TopicEvent;
import io.hearsay.dissemination.topic.TopicStats;
import io.hearsay.membership.Membership;
import io.hearsay.membership.Row;
import java.util.Optional;

/**
 * Topics with contracts over rumors: events leave with a stamp and come in through the order that it asks for, as
 * {@link TopicEvent}s. Commands are called like handlers, by the node's own thread.
 */
public final class NodeTopics {
    private final RumorMill mill;
    private final Ordering ordering;
    private final Membership membership;
    private final int maxEventBytes;

    NodeTopics(RumorMill mill, Ordering ordering, Membership membership, int maxEventBytes) {
        this.mill = mill;
        this.ordering = ordering;
        this.membership = membership;
        this.maxEventBytes = maxEventBytes;
    }

    /** The same rumors with room for a stamp before the largest payload, so that the limit is the user's. */
    static RumorConfig roomForStamps(RumorConfig config) {
        Publishing limits = config.publishing();
        Transfer transfer = config.transfer();
        int max = Math.min(Rumor.MAX_PAYLOAD_BYTES, limits.maxEventBytes() + Stamp.MAX_BYTES);
        return config.withTransfer(new Transfer(
                        transfer.roomBytes(),
                        transfer.fetches(),
                        Math.max(transfer.fetchBytes(), max),
                        transfer.timeout()))
                .withPublishing(new Publishing(
                        max,
                        limits.queuedEvents(),
                        Math.max(limits.queuedBytes(), max),
                        limits.unconfirmedEvents(),
                        limits.unconfirmedBytes()));
    }

    /**
     * Wants this contract of a topic from now on.
     *
     * @return why not, if the topic has another one; then nothing has changed
     */
    public Optional<String> want(String topic, Delivery delivery) {
        Rumor.checkTopic(topic);
        return ordering.want(topic, delivery)
                .map(theirs -> "topic '" + topic + "' is " + theirs + ", as " + name(ordering.witness(topic))
                        + " has it; this node asks for " + delivery);
    }

    private String name(long instance) {
        Row row = membership.ofInstance(instance);
        return row == null ? "process " + Long.toHexString(instance) : row.name();
    }

    /** Under which contract this node publishes in a topic. */
    public Delivery delivery(String topic) {
        return ordering.delivery(topic);
    }

    Published publish(String topic, byte[] payload) {
        Rumor.checkTopic(topic);
        if (payload.length > maxEventBytes)
            return new Published.Refused("bytes in one event", payload.length, maxEventBytes);
        Ordering.Excess excess = ordering.excess(topic);
        if (excess != null) return new Published.Refused(excess.what(), excess.amount(), excess.limit());
        Published published = mill.publish(topic, ordering.stamped(topic, payload));
        if (published instanceof Published.Accepted) ordering.accepted(topic);
        return published;
    }

    void heard(Heard heard) {
        Rumor rumor = heard.rumor();
        ordering.accept(
                new Arrival(rumor.topic(), rumor.id().origin(), rumor.id().sequence(), heard.hops()), rumor.payload());
    }

    /** What the order of topics has done so far. */
    public TopicStats stats() {
        return ordering.stats();
    }
}
