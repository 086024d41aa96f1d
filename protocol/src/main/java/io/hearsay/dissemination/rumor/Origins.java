package io.hearsay.dissemination.rumor;

import io.hearsay.dissemination.rumor.RumorMessage.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All publishers ever heard of, and what is known of each: the reason why no rumor is heard twice.
 *
 * <p>Bounds: {@code capacity} publishers, of which the one silent for longest goes first; 1 MiB in all for sequences
 * above a gap, beyond which only what closes a gap is learnt.
 */
final class Origins {
    private static final int MAX_DOUBT_BYTES = 1 << 20;

    /** Is told what is given up. */
    interface Losses {
        void gaveUp(long origin, List<Span> spans);
    }

    private final long self;
    private final int capacity;
    private final int span;
    private final Losses losses;

    /** In the order of last use. */
    private final LinkedHashMap<Long, Origin> all = new LinkedHashMap<>(16, 0.75f, true);

    /** Those with something to hand out, the one told longest ago first. */
    private final LinkedHashMap<Long, Origin> holding = new LinkedHashMap<>();

    /** Those with something missing. */
    private final LinkedHashMap<Long, Origin> incomplete = new LinkedHashMap<>();

    private long doubtBytes;

    Origins(long self, RumorConfig.Window window, Losses losses) {
        this.self = self;
        this.capacity = window.origins();
        this.span = Math.max(64, Integer.highestOneBit(2 * window.rumors() - 1));
        this.losses = losses;
    }

    @Nullable
    Origin find(long instance) {
        return all.get(instance);
    }

    boolean knows(RumorId id) {
        Origin origin = all.get(id.origin());
        return origin != null && origin.known.contains(id.sequence());
    }

    /** The origin of a rumor just met; one never heard of begins so far back that its earlier ones can still be had. */
    Origin meet(RumorId id) {
        Origin origin = all.get(id.origin());
        return origin != null ? origin : add(id);
    }

    private Origin add(RumorId first) {
        Origin origin = new Origin(first.origin(), Math.max(0, first.sequence() - span), first.sequence() > 1, span);
        all.put(first.origin(), origin);
        if (all.size() > capacity) forgetOldest();
        return origin;
    }

    private void forgetOldest() {
        Long oldest = all.keySet().iterator().next();
        if (oldest == self) {
            all.get(oldest); // used just now, so another one is the oldest
            oldest = all.keySet().iterator().next();
        }
        Origin gone = all.remove(oldest);
        holding.remove(oldest);
        incomplete.remove(oldest);
        if (gone != null) doubtBytes -= gone.known.bytes();
    }

    /**
     * Somebody mentions a sequence.
     *
     * @return false if it is not believed (yet)
     */
    boolean mention(Origin origin, long sequence, long by) {
        if (!origin.believes(sequence, by)) return false;
        origin.mentioned(sequence);
        if (!origin.known.reaches(sequence)) raise(origin, sequence - span);
        return true;
    }

    /**
     * Makes a rumor known; it was mentioned, and is not known yet.
     *
     * @return false if too much is in doubt already; then nothing has changed
     */
    boolean learn(Origin origin, long sequence) {
        if (doubtBytes >= MAX_DOUBT_BYTES && sequence > origin.known.low() + 1) return false;
        int before = origin.known.bytes();
        origin.known.add(sequence);
        book(origin, before);
        return true;
    }

    /** Gives up what has been missing for longer than {@code ageNanos}. */
    void giveUp(long nowNanos, long ageNanos) {
        for (Origin origin : incomplete()) {
            long doomed = origin.doomed(nowNanos);
            if (doomed == 0) continue;
            raise(origin, doomed);
            origin.settled();
            origin.startDoom(nowNanos + ageNanos);
        }
    }

    private void raise(Origin origin, long low) {
        if (low <= origin.known.low()) return;
        List<Span> lost = new ArrayList<>();
        origin.known.unknown(origin.firstExpected(), low, Long.MAX_VALUE, lost);
        int before = origin.known.bytes();
        origin.known.raise(low);
        book(origin, before);
        if (!lost.isEmpty()) losses.gaveUp(origin.instance, lost);
    }

    private void book(Origin origin, int bytesBefore) {
        doubtBytes += origin.known.bytes() - bytesBefore;
        if (origin.missing() == 0) incomplete.remove(origin.instance);
    }

    /** Counts a payload that is remembered from now on. */
    void hold(Origin origin) {
        if (origin.held++ == 0) holding.put(origin.instance, origin);
    }

    /** Counts a payload that is no longer remembered. */
    void forgot(RumorId id) {
        Origin origin = holding.get(id.origin());
        if (origin == null) return;
        origin.forgot(id.sequence());
        if (origin.held == 0) holding.remove(origin.instance);
    }

    /** Those with something to hand out, the one told longest ago first. */
    List<Origin> holding() {
        return new ArrayList<>(holding.values());
    }

    boolean holdsAnything() {
        return !holding.isEmpty();
    }

    /** Notes that an origin was told of. */
    void told(Origin origin) {
        if (holding.remove(origin.instance) != null) holding.put(origin.instance, origin);
    }

    /** Notes that something of an origin is missing; false if that is no news. */
    boolean miss(Origin origin) {
        return incomplete.putIfAbsent(origin.instance, origin) == null;
    }

    /** Those with something missing. */
    List<Origin> incomplete() {
        return new ArrayList<>(incomplete.values());
    }

    /** Rumors that exist and are not known here; of an origin first met late, only those above the first known. */
    List<RumorId> missing(int max) {
        List<RumorId> missing = new ArrayList<>();
        for (Origin origin : incomplete.values())
            for (long at = origin.firstExpected(); at <= origin.horizon() && missing.size() < max; at++)
                if (!origin.known.contains(at)) missing.add(new RumorId(origin.instance, at));
        return missing;
    }

    /** How many rumors exist and are not known here; counted as in {@link #missing}. */
    long missing() {
        long missing = 0;
        for (Origin origin : incomplete.values()) missing += origin.missingExpected();
        return missing;
    }

    boolean isComplete() {
        return incomplete.isEmpty();
    }
}
