package io.hearsay.antientropy;

import org.jspecify.annotations.Nullable;

/**
 * What is reconciled: the sum of a set of items, how many there are, what came of late, and the summaries that methods
 * search in.
 *
 * <p>Does not keep the items, as a summary may: whoever owns the entries must not add one twice or remove one that is
 * not there. Bound: the last {@link #RECENT} additions. Not thread-safe.
 */
public final class ItemSet {
    /** How many additions back a peer may be that is sent just those; each costs 16 bytes. */
    public static final int RECENT = 1024;

    private final Summary[] summaries;
    private long[] recent = new long[0];

    /** The sum before each of them. */
    private long[] sumBefore = new long[0];

    private long additions;
    private long sum;
    private long count;

    /** An empty set; the summaries are empty too. */
    public ItemSet(Summary... summaries) {
        this.summaries = summaries.clone();
    }

    /** An entry is new. */
    public void add(long item) {
        add(item, null);
    }

    /**
     * An entry is new.
     *
     * @param entry what the item stands for, for summaries that remember it
     */
    public void add(long item, @Nullable Object entry) {
        note(item);
        sum ^= item;
        count++;
        for (Summary summary : summaries) summary.add(item, entry);
    }

    /** An entry is gone without another in its place. */
    public void remove(long item) {
        sum ^= item;
        count--;
        for (Summary summary : summaries) summary.remove(item);
    }

    /** An entry has changed: one change, so that a peer may be as far back as just before it. */
    public void replace(long before, long after) {
        replace(before, after, null);
    }

    /** The same, with what the item after it stands for. */
    public void replace(long before, long after, @Nullable Object entry) {
        note(after);
        sum ^= before ^ after;
        for (Summary summary : summaries) {
            summary.remove(before);
            summary.add(after, entry);
        }
    }

    private void note(long item) {
        if (additions == 0) {
            recent = new long[RECENT];
            sumBefore = new long[RECENT];
        }
        int slot = (int) (additions++ % RECENT);
        recent[slot] = item;
        sumBefore[slot] = sum;
    }

    /** The exclusive or of all items. */
    public long sum() {
        return sum;
    }

    /** How many items there are. */
    public long count() {
        return count;
    }

    /**
     * What was added since the sum was that, oldest first; null if it has not been so within the last {@link #RECENT}
     * additions. Items in it may be gone again.
     */
    public long @Nullable [] since(long earlierSum) {
        for (int back = 1; back <= Math.min(additions, RECENT); back++)
            if (sumBefore[(int) ((additions - back) % RECENT)] == earlierSum) return last(back);
        return null;
    }

    private long[] last(int length) {
        long[] items = new long[length];
        for (int i = 0; i < length; i++) items[i] = recent[(int) ((additions - length + i) % RECENT)];
        return items;
    }
}
