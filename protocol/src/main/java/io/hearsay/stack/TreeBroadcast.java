package io.hearsay.stack;

import io.hearsay.dissemination.plumtree.Plumtree;
import io.hearsay.dissemination.plumtree.PlumtreeConfig;
import io.hearsay.dissemination.plumtree.PlumtreeEvent.Delivered;
import io.hearsay.dissemination.plumtree.PlumtreeEvent.Duplicate;
import io.hearsay.dissemination.plumtree.PlumtreeStats;
import io.hearsay.dissemination.rumor.Published;
import io.hearsay.dissemination.rumor.Redundancy;
import io.hearsay.dissemination.rumor.Rumor;
import io.hearsay.dissemination.rumor.RumorStats;
import io.hearsay.dissemination.rumor.TopicCopies;
import io.hearsay.dissemination.topic.Arrival;
import io.hearsay.dissemination.topic.Stamp;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.MalformedMessageException;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Events of topics as messages of a broadcast tree: {@code topic string}, and the rest is the event's. What is too
 * large for one message goes in {@link Pieces}, whose topic is empty.
 */
final class TreeBroadcast implements Broadcast {
    private static final byte[] NO_TOPIC = new ByteWriter(1).string("").toByteArray();

    private final Plumtree tree;
    private final TreeConfig config;
    private final Pieces pieces;
    private final Redundancy copies = new Redundancy();
    private long published;
    private long messages;
    private long malformed;

    TreeBroadcast(Plumtree tree, TreeConfig config) {
        this.tree = tree;
        this.config = config;
        pieces = new Pieces(config.maxEventBytes() + Rumor.MAX_TOPIC_BYTES + 2 + Stamp.MAX_BYTES);
    }

    @Override
    public int maxEventBytes() {
        return config.maxEventBytes();
    }

    @Override
    public Published publish(String topic, byte[] stamped) {
        byte[] event = new ByteWriter(Rumor.MAX_TOPIC_BYTES + 2 + stamped.length)
                .string(topic)
                .raw(stamped, 0, stamped.length)
                .toByteArray();
        boolean isWhole = event.length <= Plumtree.MAX_PAYLOAD_BYTES;
        List<byte[]> sent = isWhole ? List.of(event) : Pieces.cut(NO_TOPIC, event);
        if (!tree.offer(sent)) return refused(sent.size(), event.length);
        published++;
        messages += sent.size();
        return new Published.Accepted();
    }

    private Published refused(int count, int bytes) {
        PlumtreeConfig.Queue limits = config.tree().queue();
        return tree.waiting() + count > limits.messages()
                ? new Published.Refused("messages waiting to be sent", tree.waiting() + (long) count, limits.messages())
                : new Published.Refused("bytes waiting to be sent", tree.waitingBytes() + bytes, limits.bytes());
    }

    /** A message has come: hands it on as what it was published as, or keeps it until that is complete. */
    void delivered(Delivered message, BiConsumer<Arrival, byte[]> topics) {
        try {
            ByteReader in = new ByteReader(message.payload());
            String topic = in.string(Rumor.MAX_TOPIC_BYTES);
            if (!topic.isEmpty()) heard(topic, message, in, topics);
            else {
                byte[] whole = pieces.add(message.id(), in);
                if (whole == null) return;
                ByteReader event = new ByteReader(whole);
                heard(event.string(Rumor.MAX_TOPIC_BYTES), message, event, topics);
            }
        } catch (MalformedMessageException e) {
            malformed++;
        }
    }

    private void heard(String topic, Delivered message, ByteReader in, BiConsumer<Arrival, byte[]> topics) {
        copies.first(topic, message.round());
        topics.accept(
                new Arrival(topic, message.id().origin(), message.id().sequence(), message.round()),
                in.raw(in.remaining()));
    }

    /** A message has come again. */
    void duplicate(Duplicate message) {
        try {
            String topic = new ByteReader(message.payload()).string(Rumor.MAX_TOPIC_BYTES);
            if (!topic.isEmpty()) copies.duplicate(topic);
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
                done.delivered() - messages + done.duplicates(),
                done.duplicates(),
                done.ihaves(),
                0,
                done.grafts(),
                done.abandoned() + pieces.dropped(),
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
