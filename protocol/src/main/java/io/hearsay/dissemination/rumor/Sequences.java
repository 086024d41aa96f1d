package io.hearsay.dissemination.rumor;

import io.hearsay.dissemination.rumor.RumorMessage.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * Which numbers of 1, 2, 3 … are known: all up to a low mark, and some above it.
 *
 * <p>What is known stays known, so memory is two numbers when nothing is missing. Bound: the highest known number is at
 * most {@code span} above the low mark, which takes {@code span / 8} bytes.
 */
final class Sequences {
    /*
     * The numbers above the low mark are bits of a ring: number s is bit s mod capacity. So the low mark moves up without
     * moving any bit; bits at or below it are 0.
     */
    private static final long[] NONE = {};

    private final int span;
    private long low;
    private long high;
    private int above;
    private long[] bits = NONE;

    /**
     * Knows all up to {@code low}, and nothing above.
     *
     * @param span a power of two, 64 or more
     */
    Sequences(long low, int span) {
        this.low = low;
        this.high = low;
        this.span = span;
    }

    /** All up to here are known. */
    long low() {
        return low;
    }

    /** The highest known number. */
    long high() {
        return high;
    }

    /** How many are known. */
    long count() {
        return low + above;
    }

    /** How many of those up to {@code horizon}, which is at least {@link #high}, are not known. */
    long missing(long horizon) {
        return horizon - low - above;
    }

    boolean contains(long sequence) {
        return sequence <= low || sequence <= high && bit(sequence);
    }

    /** Whether {@link #add} would take it. */
    boolean reaches(long sequence) {
        return sequence - low <= span;
    }

    /** Makes a number known; it is not yet, and within reach. */
    void add(long sequence) {
        if (sequence == low + 1) {
            low = sequence;
            high = Math.max(high, low);
            absorb();
        } else {
            if (sequence - low > bits.length * 64L) grow(sequence);
            set(sequence);
            above++;
            high = Math.max(high, sequence);
        }
    }

    /** Makes all numbers up to {@code newLow} known. */
    void raise(long newLow) {
        if (newLow >= high) {
            low = newLow;
            high = newLow;
            above = 0;
            bits = NONE;
            return;
        }
        while (low < newLow) if (bit(++low)) clear(low);
        absorb();
    }

    private void absorb() {
        while (low < high && bit(low + 1)) clear(++low);
    }

    /** Up to {@code max} runs of known numbers above the low mark, ascending. */
    List<Span> known(int max) {
        List<Span> spans = new ArrayList<>();
        for (long at = low + 1; at <= high && spans.size() < max; ) {
            if (bit(at)) {
                long first = at;
                while (at < high && bit(at + 1)) at++;
                spans.add(new Span(first, at));
            }
            at++;
        }
        return spans;
    }

    /** Adds the runs of numbers in {@code first..last} that are not known, ascending, {@code count} numbers at most. */
    void unknown(long first, long last, long count, List<Span> into) {
        long left = count;
        for (long at = Math.max(first, low + 1); at <= last && left > 0; at++) {
            if (contains(at)) continue;
            long start = at;
            long end = left > last - start ? last : start + left - 1;
            at = start > high ? end : endOfGap(start, end);
            into.add(new Span(start, at));
            left -= at - start + 1;
        }
    }

    private long endOfGap(long first, long end) {
        long at = first;
        while (at < end && !contains(at + 1)) at++;
        return at;
    }

    /** Whether one of {@code first..last} is not known. */
    boolean lacksOneOf(long first, long last) {
        if (last > high) return true;
        for (long at = Math.max(first, low + 1); at <= last; at++) if (!bit(at)) return true;
        return false;
    }

    /** How many bytes the numbers above the low mark take now. */
    int bytes() {
        return bits.length * Long.BYTES;
    }

    private void grow(long sequence) {
        int words = Math.max(1, bits.length);
        while (words * 64L < sequence - low) words *= 2;
        long[] old = bits;
        bits = new long[words];
        if (old.length == 0) return;
        for (long at = low + 1; at <= high; at++) if ((old[(int) (at >>> 6) & old.length - 1] & 1L << at) != 0) set(at);
    }

    private boolean bit(long sequence) {
        return bits.length > 0 && (bits[word(sequence)] & 1L << sequence) != 0;
    }

    private void set(long sequence) {
        bits[word(sequence)] |= 1L << sequence;
    }

    private void clear(long sequence) {
        bits[word(sequence)] &= ~(1L << sequence);
        above--;
    }

    private int word(long sequence) {
        return (int) (sequence >>> 6) & bits.length - 1;
    }
}
