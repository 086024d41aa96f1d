package io.hearsay.data;

import java.time.Duration;

/**
 * How long death certificates are kept (Demers 1987, 2.1).
 *
 * @param active how long everybody keeps one and spreads it, tau1; default 7 days. More of it: heap at every node. Must
 *     be longer than an update takes to reach everybody who is not away
 * @param dormant how long its sites keep it after that, tau2; default 180 days. More of it: heap at these few
 * @param sites how many keep it, r, 0..16; default 4: where each of them survives with probability 1/2, it is lost with
 *     1/16
 */
public record Retention(Duration active, Duration dormant, int sites) {

    public Retention {
        if (active.isNegative() || dormant.isNegative())
            throw new IllegalArgumentException("must not be negative, were " + active + " and " + dormant);
        if (sites < 0 || sites > Cell.MAX_SITES)
            throw new IllegalArgumentException("sites must be 0.." + Cell.MAX_SITES + ", was " + sites);
    }

    /** The defaults above. */
    public static Retention usual() {
        return new Retention(Duration.ofDays(7), Duration.ofDays(180), 4);
    }
}
