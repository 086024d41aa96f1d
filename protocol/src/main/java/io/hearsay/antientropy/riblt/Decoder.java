package io.hearsay.antientropy.riblt;

import io.hearsay.antientropy.Method.Difference;
import io.hearsay.antientropy.ReconcilerEvent.Cause;
import io.hearsay.antientropy.SearchFailedException;

/**
 * Peels the difference out of another set's symbols (paper, 3): a symbol that holds one differing item gives it away;
 * taken off all symbols that hold it, it makes others give up theirs.
 *
 * <p>Bound: 80 KiB, and as many items as symbols. Not thread-safe.
 */
public final class Decoder {
    private final CodedSymbols rest;
    private final Difference found;

    /** Symbols that may have come to hold one item. */
    private final int[] candidates = new int[CodedSymbols.KEPT];

    private final boolean[] isCandidate = new boolean[CodedSymbols.KEPT];
    private int candidateCount;
    private int received;
    private int peeled;

    /** Peels against one's own symbols, which are copied. */
    public Decoder(CodedSymbols own, Difference found) {
        this.rest = own.copy();
        this.found = found;
        for (int i = 0; i < CodedSymbols.KEPT; i++) rest.counts[i] = -rest.counts[i];
    }

    /** Takes in the other set's next symbol; {@link #peel} then goes on. */
    public void receive(long sum, long check, int count) {
        if (received == CodedSymbols.KEPT) throw new IllegalStateException("all symbols that are kept have come");
        int i = received++;
        rest.sums[i] ^= sum;
        rest.checks[i] ^= check;
        rest.counts[i] += count;
        offer(i);
    }

    /** Takes the next symbol from a set that is at hand. */
    public void receiveFrom(CodedSymbols theirs) {
        receive(theirs.sums[received], theirs.checks[received], theirs.counts[received]);
    }

    /**
     * Peels off so many items at most.
     *
     * @return whether there may be more to peel
     * @throws SearchFailedException if more comes out than can be in there
     */
    public boolean peel(int atMost) {
        for (int left = atMost; candidateCount > 0; ) {
            int i = candidates[--candidateCount];
            isCandidate[i] = false;
            if (!isPure(i)) continue;
            take(i);
            if (--left == 0) return candidateCount > 0;
        }
        return false;
    }

    private boolean isPure(int i) {
        return Math.abs(rest.counts[i]) == 1 && rest.secret.of(rest.sums[i]) == rest.checks[i];
    }

    private void take(int i) {
        if (++peeled > CodedSymbols.KEPT) throw new SearchFailedException(Cause.ENDLESS);
        long item = rest.sums[i];
        boolean isTheirs = rest.counts[i] > 0;
        if (isTheirs) rest.remove(item);
        else rest.add(item);
        Mapping mapping = new Mapping();
        for (mapping.of(rest.secret.of(item)); mapping.index() < received; mapping.advance()) offer(mapping.index());
        if (isTheirs) found.theirs(item);
        else found.ours(item);
    }

    private void offer(int i) {
        if (isCandidate[i] || Math.abs(rest.counts[i]) != 1) return;
        isCandidate[i] = true;
        candidates[candidateCount++] = i;
    }

    /** Whether all is found: symbol 0, which holds every differing item, is empty. */
    public boolean isDone() {
        return received > 0 && rest.sums[0] == 0 && rest.checks[0] == 0 && rest.counts[0] == 0;
    }

    /** How many symbols have come. */
    public int received() {
        return received;
    }
}
