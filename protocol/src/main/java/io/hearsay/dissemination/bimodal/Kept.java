package io.hearsay.dissemination.bimodal;

import io.hearsay.dissemination.bimodal.BimodalMessage.Holding;
import io.hearsay.dissemination.bimodal.BimodalMessage.Span;
import io.hearsay.wire.ByteWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The messages that this node hands out, each for so many rounds after it came. */
final class Kept {
    private final BimodalConfig.Buffer config;
    private final Map<MessageId, Long> arrivals = new LinkedHashMap<>(); // the oldest first
    private final Map<Long, TreeMap<Long, Payload>> byOrigin = new LinkedHashMap<>();
    private long bytes;
    private long collectedEarly;

    Kept(BimodalConfig.Buffer config) {
        this.config = config;
    }

    int size() {
        return arrivals.size();
    }

    long bytes() {
        return bytes;
    }

    long collectedEarly() {
        return collectedEarly;
    }

    void add(MessageId id, Payload payload, long round) {
        if (arrivals.putIfAbsent(id, round) != null) return;
        byOrigin.computeIfAbsent(id.origin(), origin -> new TreeMap<>()).put(id.sequence(), payload);
        bytes += payload.size();
        while (arrivals.size() > config.messages() || bytes > config.bytes()) {
            removeOldest();
            collectedEarly++;
        }
    }

    /** Drops what has been here for all its rounds. */
    void collect(long round) {
        while (!arrivals.isEmpty() && round - arrivals.values().iterator().next() >= config.rounds()) removeOldest();
    }

    private void removeOldest() {
        Iterator<MessageId> oldest = arrivals.keySet().iterator();
        MessageId id = oldest.next();
        oldest.remove();
        TreeMap<Long, Payload> messages = byOrigin.get(id.origin());
        Payload payload = messages == null ? null : messages.remove(id.sequence());
        if (messages == null || payload == null) throw new AssertionError(id + " arrived and is not kept");
        bytes -= payload.size();
        if (messages.isEmpty()) byOrigin.remove(id.origin());
    }

    /** What is kept of one origin, by sequence; null if nothing is. */
    @Nullable
    NavigableMap<Long, Payload> of(long origin) {
        return byOrigin.get(origin);
    }

    /**
     * What a digest says: all that is kept or, where that is too long, the newest of each origin, beginning with a
     * random one.
     */
    List<Holding> digest(int roomBytes, RandomGenerator random) {
        List<Long> origins = new ArrayList<>(byOrigin.keySet());
        List<Holding> holdings = new ArrayList<>();
        int start = origins.size() > 1 ? random.nextInt(origins.size()) : 0;
        int left = roomBytes;
        for (int i = 0; i < origins.size() && holdings.size() < BimodalMessage.MAX_HOLDINGS; i++) {
            long origin = origins.get((start + i) % origins.size());
            TreeMap<Long, Payload> messages = byOrigin.get(origin);
            if (messages == null) throw new AssertionError(origin);
            left -= Long.BYTES + 2;
            List<Span> spans = newest(messages, left);
            if (spans.isEmpty()) return holdings;
            holdings.add(new Holding(origin, spans));
            for (Span span : spans) left -= sizeOf(span);
        }
        return holdings;
    }

    private static List<Span> newest(NavigableMap<Long, Payload> messages, int roomBytes) {
        List<Span> spans = new ArrayList<>();
        int left = roomBytes;
        long last = 0;
        long first = 0;
        for (long sequence : messages.descendingKeySet()) {
            if (sequence != first - 1) {
                left = push(spans, first, last, left);
                if (left < 0) return spans;
                last = sequence;
            }
            first = sequence;
        }
        push(spans, first, last, left);
        return spans;
    }

    /** Puts a run before the others if it fits; how much room is left then, negative if it does not fit. */
    private static int push(List<Span> spans, long first, long last, int room) {
        if (last == 0) return room;
        Span span = new Span(first, last);
        int left = spans.size() < BimodalMessage.MAX_SPANS ? room - sizeOf(span) : -1;
        if (left >= 0) spans.add(0, span);
        return left;
    }

    /** At most so many bytes. */
    private static int sizeOf(Span span) {
        return ByteWriter.varintSize(span.first()) + ByteWriter.varintSize(span.last() - span.first());
    }
}
