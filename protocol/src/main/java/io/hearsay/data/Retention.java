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
 * @param settled how old one is at least that goes because all have acknowledged it; default 10 min, or {@code active}
 *     if that is less. Must be longer than a store lags behind what it is given
 */
public record Retention(Duration active, Duration dormant, int sites, Duration settled) {
    private static final Duration SETTLED = Duration.ofMinutes(10);

    public Retention {
        if (active.isNegative() || dormant.isNegative() || settled.isNegative())
            throw new IllegalArgumentException(
                    "must not be negative, were " + active + ", " + dormant + " and " + settled);
        if (sites < 0 || sites > Cell.MAX_SITES)
            throw new IllegalArgumentException("sites must be 0.." + Cell.MAX_SITES + ", was " + sites);
    }

    /** With the default for what settles. */
    public Retention(Duration active, Duration dormant, int sites) {
        this(active, dormant, sites, active.compareTo(SETTLED) < 0 ? active : SETTLED);
    }

    /** The same with another time to settle. */
    public Retention withSettled(Duration other) {
        return new Retention(active, dormant, sites, other);
    }

    /** Whether a rumor of it may be older than the delete it would undo: half of {@code active}. */
    public boolean isStale(Cell rumored, long nowMillis) {
        long since = rumored.isDeleted()
                ? rumored.activatedMillis()
                : rumored.written().millis();
        return nowMillis - since > active.toMillis() / 2;
    }

    /** The defaults above. */
    public static Retention usual() {
        return new Retention(Duration.ofDays(7), Duration.ofDays(180), 4);
    }
}
