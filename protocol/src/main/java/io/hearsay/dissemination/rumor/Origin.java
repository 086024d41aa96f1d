package io.hearsay.dissemination.rumor;

import io.hearsay.Peer;
import io.hearsay.dissemination.rumor.RumorMessage.Holding;
import io.hearsay.dissemination.rumor.RumorMessage.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known here of one publisher's rumors: which were heard, which must exist, and whom to ask for the difference.
 */
final class Origin {
    private static final int SPANS_TOLD = 16;

    /** After asking a holder in vain so often, another one is waited for. */
    private static final int MAX_FRUITLESS = 4;

    final long instance;
    final Sequences known;

    /** The highest sequence anybody has mentioned. */
    private long horizon;

    /** The horizon at the last look: what is missing up to here has been missing for a while. */
    private long ripe;

    /** What is missing up to here at {@code doomNanos} is given up. */
    private long doomed;

    private long doomNanos;

    /** Nothing below this can be handed out. */
    private long floor;

    /** How many rumors of it are remembered with their payload. */
    int held;

    /**
     * Whom to ask for what is missing, and what of it it has, as far as it has said; null when nobody is known to help.
     */
    private @Nullable Peer holder;

    private @Nullable Holding holdersHolding;

    /** When to ask, how long to wait after that, how often in a row nothing came of it, and the first asked for. */
    private long askNanos;

    private long askPause;
    private int fruitless;
    private long askedFirst;

    /** Who has claimed a sequence far beyond all others; believed when a second one says so. */
    private long claimant;

    /** Whether it is unknown what came before the first that was heard of it: what is missing there is no loss. */
    private boolean guessed;

    Origin(long instance, long low, boolean guessed, int span) {
        this.instance = instance;
        this.known = new Sequences(low, span);
        this.horizon = low;
        this.ripe = low;
        this.floor = low + 1;
        this.guessed = guessed;
    }

    long horizon() {
        return horizon;
    }

    long missing() {
        return known.missing(horizon);
    }

    /**
     * Whether a sequence is believed to exist: one far beyond all others needs its publisher's or a second one's word.
     */
    boolean believes(long sequence, long by) {
        if (known.reaches(sequence) || by == instance) return true;
        boolean second = claimant != 0 && claimant != by;
        claimant = by;
        return second;
    }

    /** The sequence exists. */
    void mentioned(long sequence) {
        horizon = Math.max(horizon, sequence);
    }

    /** Whether {@code theirs} holds something that is unknown here. */
    boolean lacksOf(Holding theirs) {
        if (known.lacksOneOf(theirs.floor(), theirs.low()) && theirs.floor() <= theirs.low()) return true;
        for (Span span : theirs.above())
            if (span.last() >= theirs.floor() && known.lacksOneOf(Math.max(span.first(), theirs.floor()), span.last()))
                return true;
        return false;
    }

    /** Whether something is known and remembered here that {@code theirs} lacks. */
    boolean exceeds(Holding theirs) {
        if (known.low() >= floor && known.low() > theirs.low() && !covers(theirs, theirs.low() + 1, known.low()))
            return true;
        for (Span span : known.known(SPANS_TOLD))
            if (span.last() > theirs.low() && !covers(theirs, Math.max(span.first(), theirs.low() + 1), span.last()))
                return true;
        return false;
    }

    private boolean covers(Holding theirs, long first, long last) {
        long from = Math.max(first, floor);
        if (from > last) return true;
        for (Span span : theirs.above()) if (span.first() <= from && last <= span.last()) return true;
        return false;
    }

    Holding holding() {
        return new Holding(instance, floor, known.low(), known.known(SPANS_TOLD));
    }

    /** A payload was forgotten here. */
    void forgot(long sequence) {
        held--;
        floor = Math.max(floor, sequence + 1);
    }

    /** The first that should be known here: where the low mark is a guess, nothing before the first that is known. */
    long firstExpected() {
        List<Span> first = guessed ? known.known(1) : List.of();
        return first.isEmpty() ? known.low() + 1 : first.get(0).first();
    }

    /** How many of those that should be known are not. */
    long missingExpected() {
        return missing() - (firstExpected() - known.low() - 1);
    }

    /** All that came before what is known now was given up. */
    void settled() {
        guessed = false;
    }

    /** A peer has sent something of it, so it may have the rest, for all we know. */
    void hint(Peer peer) {
        if (holdersHolding == null) holder = peer;
    }

    /** A peer has shown that it has what is missing here: it can be asked as soon as the pause is over. */
    void canAsk(Peer peer, Holding theirs) {
        holder = peer;
        holdersHolding = theirs;
        ripe = horizon;
        fruitless = 0;
    }

    @Nullable
    Peer holder() {
        return holder;
    }

    /** Whether asking makes sense: somebody may help, or something has been missing only since the last look. */
    boolean isAskable() {
        return holder != null || ripe < horizon;
    }

    boolean isAskDue(long nowNanos) {
        return nowNanos - askNanos >= 0;
    }

    /** What has been missing since the last look and the holder may have. */
    List<Span> ripen() {
        List<Span> wanted = holdersHolding == null ? unknownWithin(1, ripe) : unknownOf(holdersHolding);
        if (wanted.isEmpty() && ripe == horizon) nobodyHelps();
        ripe = horizon;
        return wanted;
    }

    private List<Span> unknownOf(Holding theirs) {
        List<Span> wanted = unknownWithin(theirs.floor(), Math.min(ripe, theirs.low()));
        for (Span span : theirs.above())
            if (wanted.isEmpty())
                wanted = unknownWithin(Math.max(theirs.floor(), span.first()), Math.min(ripe, span.last()));
        return wanted;
    }

    private List<Span> unknownWithin(long first, long last) {
        List<Span> wanted = new ArrayList<>();
        known.unknown(first, last, RumorMessage.MAX_PULLED, wanted);
        return wanted.size() <= RumorMessage.MAX_SPANS ? wanted : wanted.subList(0, RumorMessage.MAX_SPANS);
    }

    /** Notes that the holder is being asked; the pause before the next time doubles while nothing comes of it. */
    void asked(long first, long nowNanos, long pauseNanos, long maxPauseNanos) {
        boolean fruit = known.contains(askedFirst);
        askedFirst = first;
        fruitless = fruit ? 0 : fruitless + 1;
        askPause = fruit ? pauseNanos : Math.min(2 * Math.max(askPause, pauseNanos), maxPauseNanos);
        askNanos = nowNanos + askPause;
        if (fruitless == MAX_FRUITLESS) nobodyHelps();
    }

    private void nobodyHelps() {
        holder = null;
        holdersHolding = null;
        fruitless = 0;
    }

    /** Starts to count how long something is missing. */
    void startDoom(long doomNanos) {
        this.doomed = horizon;
        this.doomNanos = doomNanos;
    }

    /** Up to where what is missing has been missing for too long; 0 if nowhere. */
    long doomed(long nowNanos) {
        return missing() > 0 && nowNanos - doomNanos >= 0 ? doomed : 0;
    }
}
