package io.hearsay.membership;

/**
 * Tells a member that others reach badly from one that is accused by somebody who hears badly: the first refutes much
 * more often than the others do.
 */
final class FlapDamping {
    private static final double NANOS_PER_HALVING_TO_E = 1 / StrictMath.log(2);
    /** A count may lie so many of its standard deviations above the usual by chance; where all lose alike, some do. */
    private static final double DEVIATIONS = 4;

    private final DampingConfig config;
    private final double decayNanos;
    private double own;
    private double others;
    private long asOfNanos;
    private boolean standsBack;
    private int answeredInARow;

    FlapDamping(DampingConfig config, long nowNanos) {
        this.config = config;
        this.decayNanos = config.halfLife().toNanos() * NANOS_PER_HALVING_TO_E;
        this.asOfNanos = nowNanos;
    }

    private void decay(long nowNanos) {
        double left = StrictMath.exp((asOfNanos - nowNanos) / decayNanos);
        own *= left;
        others *= left;
        asOfNanos = nowNanos;
    }

    /** Another member refuted. */
    void anotherRefuted(long nowNanos) {
        decay(nowNanos);
        others++;
    }

    /**
     * This node is accused; false if it is to stand back from now on.
     *
     * @param otherMembers how many there are
     */
    boolean mayRefute(long nowNanos, int otherMembers) {
        decay(nowNanos);
        own++;
        double usual = others / StrictMath.max(otherMembers, 1);
        double byChance = DEVIATIONS * StrictMath.sqrt(usual);
        standsBack = own > config.refutations() && own > config.ratio() * usual + byChance;
        answeredInARow = 0;
        return !standsBack;
    }

    /** A ping of this node's own was answered in time, or was not; true if it need not stand back any more. */
    boolean pinged(boolean answered) {
        answeredInARow = answered ? answeredInARow + 1 : 0;
        if (!standsBack || answeredInARow < config.answers()) return false;
        standsBack = false;
        return true;
    }

    boolean standsBack() {
        return standsBack;
    }

    /** How many refutations weigh on this node. */
    double own() {
        return own;
    }
}
