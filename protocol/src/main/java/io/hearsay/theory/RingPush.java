package io.hearsay.theory;

/**
 * News that each node passes on once, at once, to f others: its successor on a ring of all, and f - 1 at random.
 *
 * <p>Source: Voulgaris, van Steen, <i>Hybrid dissemination</i>, Middleware 2007, for the process. The law here is a
 * recurrence of means: a node is still ignorant after h hops if no random copy of those who knew after h - 1 hit it,
 * and its predecessor did not know by then or its copy was lost. The number of ignorant nodes at the end is Poisson, as
 * in {@link FanoutLaws}. Good to 0.05 of a probability from n = 10.
 */
public final class RingPush {
    private static final int MAX_HOPS = 256;
    private static final double SETTLED = 1e-9;

    private final int n;
    private final int ownFanout;
    private final int fanout;
    private final double[] ignorant = new double[MAX_HOPS + 1];
    private int hops;

    /**
     * The process of one event.
     *
     * @param n 3 or more
     * @param ownFanout how many its publisher tells
     * @param fanout how many every other node tells, 1 or more
     * @param arrives the probability that a copy does
     */
    public RingPush(int n, int ownFanout, int fanout, double arrives) {
        Range.nodes(n, 3);
        Range.positive("fanout", fanout);
        Range.notNegative("ownFanout - fanout", ownFanout - fanout);
        Range.chance("arrives", arrives);
        this.n = n;
        this.ownFanout = ownFanout;
        this.fanout = fanout;
        ignorant[0] = n - 1.0;
        do {
            ignorant[hops + 1] = next(ignorant[hops], arrives);
            hops++;
        } while (hops < MAX_HOPS && ignorant[hops - 1] - ignorant[hops] > SETTLED);
    }

    private double next(double before, double arrives) {
        double knowing = n - before;
        double byPredecessor = arrives * Math.min(1, knowing / (n - 1));
        // Copies of one node go to different others; a node that was told leaves out who told it.
        double missedByPublisher = 1 - arrives * Math.min(1, (ownFanout - 1) / (n - 2.0));
        double missedByOne = 1 - arrives * Math.min(1, (fanout - 1) / Math.max(1, n - 3.0));
        double missed = missedByPublisher * StrictMath.pow(missedByOne, knowing - 1);
        return Math.min(before, (n - 1) * (1 - byPredecessor) * missed);
    }

    /** Mean number of nodes that do not know after so many hops. */
    public double ignorantAfter(int hop) {
        Range.notNegative("hop", hop);
        return ignorant[Math.min(hop, hops)];
    }

    /** Mean number of nodes that these copies never reach. */
    public double leftOut() {
        return ignorant[hops];
    }

    /** P(all know after so many hops): {@code exp(-ignorant)}. */
    public double reachesAllWithin(int hop) {
        return StrictMath.exp(-ignorantAfter(hop));
    }

    /** P(all are reached by these copies). */
    public double reachesAll() {
        return StrictMath.exp(-leftOut());
    }

    /** Mean copies sent in a hop, the publisher's in hop 1. */
    public double copiesIn(int hop) {
        Range.positive("hop", hop);
        if (hop == 1) return ownFanout;
        return fanout * (ignorantAfter(hop - 2) - ignorantAfter(hop - 1));
    }

    /** After this hop these copies are no more. */
    public int hops() {
        return hops;
    }
}
