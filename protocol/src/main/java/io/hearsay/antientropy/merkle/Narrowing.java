package io.hearsay.antientropy.merkle;

import io.hearsay.antientropy.Method.Difference;
import io.hearsay.antientropy.ReconcilerEvent.Cause;
import io.hearsay.antientropy.Search;
import io.hearsay.antientropy.SearchFailedException;
import io.hearsay.antientropy.SearchMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks about parts of the items that differ, and about parts of these, until all items that the other side has there
 * are known. Depth first, so that what is still to be done stays small.
 *
 * @param <P> what says which items are meant
 */
abstract class Narrowing<P> implements Search {
    /** Questions on their way. */
    private static final int WINDOW = 4;

    /** Larger parts of our own are told in smaller ones. */
    private static final int TOLD_AT_ONCE = 512;

    private final Difference found;
    private final Deque<P> toAsk = new ArrayDeque<>();
    private final Deque<Known<P>> toTell = new ArrayDeque<>();
    private final Deque<List<P>> asked = new ArrayDeque<>();
    private final long mostAsked;
    private long askedCount;

    /** A part of which all items over there are known. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Known<P>(P part, long[] theirs) {}

    /** Whoever makes this side ask about more parts than there can be does not answer honestly. */
    Narrowing(Difference found, long mostAsked) {
        this.found = found;
        this.mostAsked = mostAsked;
    }

    abstract SearchMessage question(List<P> parts);

    abstract int count(P part);

    /** Ascending; only asked of parts with few. */
    abstract long[] items(P part);

    abstract boolean contains(P part, long item);

    /** Smaller ones that make it up; empty if there are none. */
    abstract List<P> partsOf(P part);

    /** It differs. */
    final void ask(P part) {
        toAsk.push(part);
    }

    /** The other side has just these items there. */
    final void tell(P part, long[] theirs) {
        for (long item : theirs) if (!contains(part, item)) throw new SearchFailedException(Cause.LIES);
        toTell.push(new Known<>(part, theirs));
    }

    /** What the answer that has come is about. */
    final List<P> answered(int count) {
        List<P> parts = asked.poll();
        if (parts == null || parts.size() != count) throw new SearchFailedException(Cause.OUT_OF_TURN);
        return parts;
    }

    @Override
    public final Progress progress() {
        if (!toTell.isEmpty() || !toAsk.isEmpty() && asked.size() < WINDOW) return Progress.WORKING;
        return asked.isEmpty() ? Progress.FOUND : Progress.WAITING;
    }

    @Override
    public final @Nullable SearchMessage next() {
        if (!toTell.isEmpty()) {
            tell(toTell.pop());
            return null;
        }
        if (toAsk.isEmpty() || asked.size() == WINDOW) return null;
        List<P> parts = new ArrayList<>();
        while (!toAsk.isEmpty() && parts.size() < MerkleMessage.MAX_BRANCHES) parts.add(toAsk.pop());
        askedCount += parts.size();
        if (askedCount > mostAsked) throw new SearchFailedException(Cause.ENDLESS);
        asked.add(parts);
        return question(parts);
    }

    private void tell(Known<P> known) {
        List<P> smaller = count(known.part()) > TOLD_AT_ONCE ? partsOf(known.part()) : List.of();
        for (P part : smaller) {
            long[] theirs = Arrays.stream(known.theirs())
                    .filter(item -> contains(part, item))
                    .toArray();
            toTell.push(new Known<>(part, theirs));
        }
        if (smaller.isEmpty()) compare(items(known.part()), known.theirs());
    }

    /** Both ascending. */
    private void compare(long[] ours, long[] theirs) {
        int i = 0;
        int j = 0;
        while (i < ours.length || j < theirs.length) {
            int order = i == ours.length ? 1 : j == theirs.length ? -1 : Long.compareUnsigned(ours[i], theirs[j]);
            if (order < 0) found.ours(ours[i++]);
            else if (order > 0) found.theirs(theirs[j++]);
            else {
                i++;
                j++;
            }
        }
    }
}
