package io.hearsay.stack;

import io.hearsay.dissemination.plumtree.Plumtree;
import io.hearsay.dissemination.plumtree.PlumtreeEvent.Delivered;
import io.hearsay.dissemination.plumtree.PlumtreeEvent.Duplicate;
import io.hearsay.dissemination.plumtree.PlumtreeStats;
import io.hearsay.dissemination.rumor.Published;
import io.hearsay.dissemination.rumor.Redundancy;
import io.hearsay.dissemination.rumor.Rumor;
import io.hearsay.dissemination.rumor.RumorStats;
import io.hearsay.dissemination.rumor.TopicCopies;
import io.hearsay.dissemination.topic.Arrival;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.MalformedMessageException;
import java.util.List;
import java.util.function.BiConsumer;

/** Events of topics as messages of a broadcast tree: {@code topic string}, and the rest is the event's. */
final class TreeBroadcast implements Broadcast {
    /** With room for the longest topic and the stamp of an ordered event. */
    private static final int MAX_EVENT_BYTES = Plumtree.MAX_PAYLOAD_BYTES - 256;

    private final Plumtree tree;
    private final int queueLimit;
    private final Redundancy copies = new Redundancy();
    private long published;
    private long malformed;

    TreeBroadcast(Plumtree tree, TreeConfig config) {
        this.tree = tree;
        queueLimit = config.tree().queue().messages();
    }

    @Override
    public int maxEventBytes() {
        return MAX_EVENT_BYTES;
    }

    @Override
    public Published publish(String topic, byte[] stamped) {
        ByteWriter out = new ByteWriter(Rumor.MAX_TOPIC_BYTES + 2 + stamped.length).string(topic);
        int room = Plumtree.MAX_PAYLOAD_BYTES - out.position();
        if (stamped.length > room) return new Published.Refused("bytes in one event on a tree", stamped.length, room);
        if (!tree.offer(out.raw(stamped, 0, stamped.length).toByteArray()))
            return new Published.Refused("events waiting to be sent", tree.waiting() + 1L, queueLimit);
        published++;
        return new Published.Accepted();
    }

    /** A message has come: hands it on as what it was published as. */
    void delivered(Delivered message, BiConsumer<Arrival, byte[]> topics) {
        ByteReader in = new ByteReader(message.payload());
        String topic;
        try {
            topic = in.string(Rumor.MAX_TOPIC_BYTES);
        } catch (MalformedMessageException e) {
            malformed++;
            return;
        }
        copies.first(topic, message.round());
        topics.accept(
                new Arrival(topic, message.id().origin(), message.id().sequence(), message.round()),
                in.raw(in.remaining()));
    }

    /** A message has come again. */
    void duplicate(Duplicate message) {
        try {
            copies.duplicate(new ByteReader(message.payload()).string(Rumor.MAX_TOPIC_BYTES));
        } catch (MalformedMessageException e) {
            malformed++;
        }
    }

    /** In a rumor's words: a copy is a message with its payload, an offer an announcement, a pull a graft. */
    @Override
    public RumorStats stats() {
        PlumtreeStats done = tree.stats();
        return new RumorStats(
                published,
                done.delivered(),
                done.gossips(),
                done.delivered() - published + done.duplicates(),
                done.duplicates(),
                done.ihaves(),
                0,
                done.grafts(),
                done.abandoned(),
                malformed,
                tree.waiting(),
                done.kept(),
                done.keptBytes(),
                done.missing());
    }

    @Override
    public List<TopicCopies> copies() {
        return copies.snapshot();
    }
}
