package io.hearsay.dissemination.bimodal;

import io.hearsay.dissemination.bimodal.BimodalMessage.Span;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/**
 * What has come of one origin: delivered up to a point, and held back behind a gap.
 *
 * <p>Bound: {@code reach} messages are held back.
 */
final class Inbox {
    /** Takes what leaves the inbox, in order. */
    interface Exit {
        void deliver(long sequence, Held held);

        void lose(long first, long last);
    }

    /** A message that waits for earlier ones. */
    record Held(Payload payload, boolean repaired) {}

    private static final long NO_GAP = -1;

    private final int reach;
    private final Exit exit;
    private final TreeMap<Long, Held> held = new TreeMap<>();
    private long done;
    private long highest;
    private long gapNoticed = NO_GAP;
    private long gapEnd;

    Inbox(int reach, Exit exit) {
        this.reach = reach;
        this.exit = exit;
    }

    /** Whether a message came, or was given up. */
    boolean isKnown(long sequence) {
        return sequence <= done || held.containsKey(sequence);
    }

    /** Takes in a message that is not known. */
    void add(long sequence, Held message, long round) {
        if (sequence - done > reach) giveUpTo(sequence - reach);
        held.put(sequence, message);
        highest = Math.max(highest, sequence);
        deliver();
        look(round);
    }

    /** Somebody keeps messages up to here; those further ahead than the reach are not waited for yet. */
    void exists(long sequence, long round) {
        highest = Math.max(highest, Math.min(sequence, done + reach));
        look(round);
    }

    /** Gives up a gap that has stood for so many rounds. */
    void giveUp(long round, int after) {
        if (gapNoticed == NO_GAP || round - gapNoticed < after) return;
        giveUpTo(gapEnd);
        look(round);
    }

    /** Shows what is not known of a span, the newest first, until so many of it were taken. */
    void missing(Span span, int most, LongPredicate take) {
        int taken = 0;
        for (long sequence = span.last(); sequence >= span.first() && sequence > done && taken < most; sequence--)
            if (!held.containsKey(sequence) && take.test(sequence)) taken++;
    }

    private void deliver() {
        boolean moved = false;
        while (!held.isEmpty() && held.firstKey() == done + 1) {
            Map.Entry<Long, Held> next = held.pollFirstEntry();
            done++;
            moved = true;
            exit.deliver(next.getKey(), next.getValue());
        }
        highest = Math.max(highest, done);
        if (moved && done >= gapEnd) gapNoticed = NO_GAP;
    }

    /** Loses what is missing up to a point, and delivers what is not. */
    private void giveUpTo(long last) {
        while (done < last) {
            long end = held.isEmpty() ? last : Math.min(last, held.firstKey() - 1);
            if (end > done) {
                exit.lose(done + 1, end);
                done = end;
            }
            deliver();
        }
        highest = Math.max(highest, done);
        gapNoticed = NO_GAP;
    }

    private void look(long round) {
        if (highest == done) gapNoticed = NO_GAP;
        else if (gapNoticed == NO_GAP) {
            gapNoticed = round;
            gapEnd = held.isEmpty() ? highest : held.firstKey() - 1;
        }
    }
}
