package io.hearsay.stack;

/**
 * Which of a sender's last 1,024 counters have come in (as in RFC 4303, section 3.4.3).
 *
 * <p>A counter that is older than that counts as seen: a frame that comes so late is lost.
 */
final class ReplayWindow {
    static final int SIZE = 1_024;

    /* A ring of bits: counter c has bit c mod 1,024. Bits between the old and a new top are cleared when it moves. */
    private final long[] bits = new long[SIZE / Long.SIZE];
    private long top = -1;

    boolean isNew(long counter) {
        if (counter > top) return true;
        return top - counter < SIZE && (bits[word(counter)] & 1L << counter) == 0;
    }

    void add(long counter) {
        if (counter > top) {
            clear(Math.max(top + 1, counter - SIZE + 1), counter + 1);
            top = counter;
        }
        bits[word(counter)] |= 1L << counter;
    }

    private void clear(long from, long to) {
        for (long c = from; c < to; ) {
            int bit = (int) (c & 63);
            long count = Math.min(Long.SIZE - bit, to - c);
            long ones = count == Long.SIZE ? -1L : (1L << count) - 1;
            bits[word(c)] &= ~(ones << bit);
            c += count;
        }
    }

    private static int word(long counter) {
        return (int) (counter >>> 6) & (SIZE / Long.SIZE - 1);
    }
}
