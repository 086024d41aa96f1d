package io.hearsay.membership.watch;

import java.time.Duration;

/**
 * How many links watch a member.
 *
 * @param successors links that each member keeps; each costs two sockets in the cluster and no traffic; two are needed
 *     to confirm a death; 0 switches watching off; default 3 (guess)
 * @param successorsOfMany the same in a large cluster, where probes cost the same and sockets add up; default 1 (guess)
 * @param many from how many members on a cluster is large; default 501 (guess)
 * @param pace at most one link is opened or closed in this time, after as long without a change of the view; default
 *     250 ms: a member that has just come is watched within a second. Above {@value #PACED} members it is longer in
 *     proportion, four times at most: where many come, most links would be closed again
 * @param respite how long a member that could not be reached is passed over; default 30 s (guess)
 */
public record WatchConfig(int successors, int successorsOfMany, int many, Duration pace, Duration respite) {
    private static final int PACED = 100;
    private static final int SLOWEST = 4;

    public WatchConfig {
        range("successors", successors);
        range("successorsOfMany", successorsOfMany);
        positive("pace", pace);
        positive("respite", respite);
    }

    private static void range(String what, int value) {
        if (value < 0 || value > 16) throw new IllegalArgumentException(what + " must be 0..16, was " + value);
    }

    private static void positive(String what, Duration value) {
        if (value.isNegative() || value.isZero())
            throw new IllegalArgumentException(what + " must be above 0, was " + value);
    }

    /** For members within about a millisecond of each other. */
    public static WatchConfig lan() {
        return new WatchConfig(3, 1, 501, Duration.ofMillis(250), Duration.ofSeconds(30));
    }

    /** No links: over long distances they break for too many reasons. */
    public static WatchConfig off() {
        return new WatchConfig(0, 0, 501, Duration.ofSeconds(1), Duration.ofSeconds(30));
    }

    /** For members on one machine, in demonstrations and tests. */
    public static WatchConfig local() {
        return new WatchConfig(3, 1, 501, Duration.ofMillis(200), Duration.ofSeconds(10));
    }

    /** The pace among {@code n} members. */
    public Duration pace(int n) {
        return pace.multipliedBy(Math.max(PACED, Math.min(n, SLOWEST * PACED))).dividedBy(PACED);
    }

    /** How many links a member keeps among {@code n}. */
    int successors(int n) {
        return n < many ? successors : successorsOfMany;
    }
}
