package io.hearsay.data;

/**
 * A counter that goes up and down: two that only grow, and their difference.
 *
 * @param ups all that was added
 * @param downs all that was taken away
 */
public record PnCounter(GCounter ups, GCounter downs) implements Crdt<PnCounter> {
    /** Zero. */
    public static final PnCounter EMPTY = new PnCounter(GCounter.EMPTY, GCounter.EMPTY);

    /** What was added less what was taken away. */
    public long value() {
        return ups.value() - downs.value();
    }

    /**
     * The change that adds to it, or takes away.
     *
     * @throws ArithmeticException if the replica's count would no longer fit in 63 bits; nothing has changed
     */
    public PnCounter add(long replica, long by) {
        return by >= 0
                ? new PnCounter(ups.increment(replica, by), GCounter.EMPTY)
                : new PnCounter(GCounter.EMPTY, downs.increment(replica, Math.negateExact(by)));
    }

    @Override
    public PnCounter merge(PnCounter other) {
        return new PnCounter(ups.merge(other.ups), downs.merge(other.downs));
    }
}
