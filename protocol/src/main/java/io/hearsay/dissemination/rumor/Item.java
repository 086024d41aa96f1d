package io.hearsay.dissemination.rumor;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One remembered rumor, and what was done with it here. */
final class Item {
    /** How many peers are remembered as knowing it; of more, the latest. */
    private static final int MAX_TOLD = 16;

    private static final long[] NOBODY = {};

    final Rumor rumor;
    final int hops;
    final long heardNanos;
    final long heardCycle;

    /** Whether a copy fits into a datagram; else it is offered. */
    final boolean inline;

    /** When it entered its state. */
    long sinceNanos;

    /** Whether those it is pushed to are asked how many rumors of its publisher, this node, they have. */
    boolean asksConfirm;

    int received;
    int pushed;
    int sent;
    int useless;

    /** What speaks for and against spreading it further; null when it no longer is. */
    @Nullable
    Interest interest;

    private long[] told = NOBODY;
    private int toldCount;

    Item(Rumor rumor, int hops, long nowNanos, long cycle, boolean inline) {
        this.rumor = rumor;
        this.hops = hops;
        this.heardNanos = nowNanos;
        this.heardCycle = cycle;
        this.inline = inline;
        this.sinceNanos = nowNanos;
    }

    RumorId id() {
        return rumor.id();
    }

    void receivedFrom(long instance) {
        received++;
        tell(instance);
    }

    /** Remembers that a peer knows it. */
    void tell(long instance) {
        if (isTold(instance)) return;
        if (toldCount == told.length && told.length < MAX_TOLD)
            told = Arrays.copyOf(told, Math.min(MAX_TOLD, Math.max(4, 2 * told.length)));
        told[toldCount++ % MAX_TOLD] = instance;
    }

    /** Whether a peer is remembered as knowing it. */
    boolean isTold(long instance) {
        for (int i = Math.min(toldCount, told.length) - 1; i >= 0; i--) if (told[i] == instance) return true;
        return false;
    }

    RumorState state() {
        return interest == null ? RumorState.REMOVED : RumorState.INFECTIVE;
    }
}
