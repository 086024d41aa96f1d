package io.hearsay.dissemination.plumtree;

import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which messages were heard: of each origin all up to a low mark, and some above it.
 *
 * <p>What is heard stays heard. Bound: {@value #MAX_ORIGINS} origins, the one silent for longest goes first; of each
 * the marks of {@value #SPAN} messages, and what is missing below these is taken for heard. Nobody keeps a message as
 * long, so nobody sends one that is no longer known to be old.
 */
final class Heard {
    static final int SPAN = 1 << 17;
    private static final int MAX_ORIGINS = 1 << 14;

    private final Map<Long, Line> lines = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * One origin's messages; bit i of {@code above} is number {@code base + i}. Up to {@code front} nothing is missing
     * since the first that was heard here.
     */
    private static final class Line {
        private long low;
        private long high;
        private long base;
        private final BitSet above = new BitSet();
        private long front;
        private long frontNanos;

        boolean contains(long sequence) {
            return sequence <= low || sequence <= high && above.get((int) (sequence - base));
        }

        void add(long sequence, long nowNanos) {
            if (sequence - low > SPAN) raise(sequence - SPAN);
            high = Math.max(high, sequence);
            if (sequence == low + 1) low = sequence;
            else above.set((int) (sequence - base));
            raise(low);
            if (sequence == front + 1) advance(nowNanos);
        }

        /** The next one after the front is here, or nobody has it. */
        private void advance(long nowNanos) {
            front++;
            while (front < high && contains(front + 1)) front++;
            frontNanos = nowNanos;
        }

        /** All up to here count as heard, and what follows without a gap. */
        private void raise(long to) {
            low = Math.max(low, to);
            high = Math.max(high, low);
            while (low < high && above.get((int) (low + 1 - base))) low++;
            if (low - base < SPAN) return;
            BitSet left = above.get((int) Math.min(low - base, above.length()), above.length());
            above.clear();
            above.or(left);
            base = low;
        }
    }

    boolean contains(MessageId id) {
        Line line = lines.get(id.origin());
        return line != null && line.contains(id.sequence());
    }

    void add(MessageId id, long nowNanos) {
        Line line = lines.get(id.origin());
        if (line == null) line = begin(id);
        line.add(id.sequence(), nowNanos);
    }

    /** What came before the first one that is heard of an origin, others may still keep: a part of the span. */
    private Line begin(MessageId id) {
        Line line = new Line();
        line.low = Math.max(0, id.sequence() - 1 - PlumtreeConfig.Store.MAX_MESSAGES);
        line.high = line.low;
        line.base = line.low;
        line.front = id.sequence() - 1;
        lines.put(id.origin(), line);
        if (lines.size() > MAX_ORIGINS) {
            Iterator<Line> oldest = lines.values().iterator();
            oldest.next();
            oldest.remove();
        }
        return line;
    }

    /**
     * Whether what comes before a message, in its origin's order, has still been coming since then: the message is late
     * with all that, not lost.
     */
    boolean isComing(MessageId id, long sinceNanos) {
        Line line = lines.get(id.origin());
        return line != null && line.front < id.sequence() && line.frontNanos - sinceNanos > 0;
    }

    /** Nobody has it: what follows does not wait for it. */
    void giveUp(MessageId id, long nowNanos) {
        Line line = lines.get(id.origin());
        if (line != null && id.sequence() == line.front + 1) line.advance(nowNanos);
    }
}
