package io.hearsay.dissemination.plumtree;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The messages that were heard, and of the youngest what they are. */
final class Kept {
    private final PlumtreeConfig.Store limits;
    private final Heard heard = new Heard();
    private final Map<MessageId, Item> items = new LinkedHashMap<>();
    private long bytes;

    /**
     * A message.
     *
     * @param round hops it came
     * @param from the neighbour's instance that it came from; this node's own if it was sent here
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Item(MessageId id, int round, byte[] payload, long from, long heardNanos) {}

    Kept(PlumtreeConfig.Store limits) {
        this.limits = limits;
    }

    boolean isHeard(MessageId id) {
        return heard.contains(id);
    }

    /** Whether what comes before it has still been coming since then. */
    boolean isComing(MessageId id, long sinceNanos) {
        return heard.isComing(id, sinceNanos);
    }

    /** Nobody sends it. */
    void giveUp(MessageId id, long nowNanos) {
        heard.giveUp(id, nowNanos);
    }

    @Nullable
    Item find(MessageId id) {
        return items.get(id);
    }

    int size() {
        return items.size();
    }

    long bytes() {
        return bytes;
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    void add(Item item) {
        heard.add(item.id(), item.heardNanos());
        items.put(item.id(), item);
        bytes += item.payload().length;
        while (items.size() > limits.messages() || bytes > limits.bytes()) removeOldest();
    }

    /** Drops what is too old; answers how long the oldest may stay. */
    long forget(long nowNanos) {
        long age = limits.age().toNanos();
        while (!items.isEmpty() && nowNanos - oldest().heardNanos() >= age) removeOldest();
        return items.isEmpty() ? age : age - (nowNanos - oldest().heardNanos());
    }

    /** The youngest so many, oldest first. */
    List<Item> youngest(int count) {
        List<Item> all = new ArrayList<>(items.values());
        return all.subList(Math.max(0, all.size() - count), all.size());
    }

    private Item oldest() {
        return items.values().iterator().next();
    }

    private void removeOldest() {
        Iterator<Item> oldest = items.values().iterator();
        bytes -= oldest.next().payload().length;
        oldest.remove();
    }
}
