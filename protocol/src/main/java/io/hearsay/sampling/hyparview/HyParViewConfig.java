package io.hearsay.sampling.hyparview;

import io.hearsay.sampling.hyparview.HyParViewMessage.Scope;
import java.time.Duration;

/**
 * How the two views are kept.
 *
 * @param active places in the active view: fan-out + 1; default 5 (paper). More of it costs a link and a copy of each
 *     flooded message each
 * @param passive places in the passive view; default 30 (paper): above ln n, so that some of it survives most nodes.
 *     More of it costs memory and survives more
 * @param walks how far newcomers are carried
 * @param shuffles how the passive view is kept fresh
 * @param upkeep how the dead are found and replaced
 * @param nearness whether near peers are preferred
 * @param scope whether these views are all the membership there is; default they are
 */
public record HyParViewConfig(
        int active, int passive, Walks walks, Shuffles shuffles, Upkeep upkeep, Nearness nearness, Scope scope) {
    /** The most places of either view. */
    public static final int MAX_VIEW = 1_024;

    /**
     * How far a newcomer's name is carried.
     *
     * @param active ARWL, steps until a node takes it as a neighbour, 0..{@value #MAX_STEPS}; default 6 (paper)
     * @param passive PRWL, at so many steps left a node remembers it; default 3 (paper)
     */
    public record Walks(int active, int passive) {
        /** The longest walk. */
        public static final int MAX_STEPS = 16;

        public Walks {
            if (active < 0 || active > MAX_STEPS || passive < 0 || passive > active)
                throw new IllegalArgumentException("walks must be 0.." + MAX_STEPS
                        + " steps and passive at most active, were " + active + " and " + passive);
        }
    }

    /**
     * How passive views are mixed.
     *
     * @param every one shuffle begun in each; default 10 s (guess). Shorter costs two datagrams and a walk each
     * @param active ka, how many neighbours are told; default 3 (paper)
     * @param passive kp, how many of the passive view; default 4 (paper)
     */
    public record Shuffles(Duration every, int active, int passive) {
        /** The most peers in one message: as many as fit into a datagram with IPv6 addresses. */
        public static final int MAX_PEERS = 32;

        public Shuffles {
            if (every.toNanos() < 1_000_000)
                throw new IllegalArgumentException("every must be 1 ms or more, was " + every);
            if (active < 0 || passive < 0 || active + passive > MAX_PEERS)
                throw new IllegalArgumentException("a shuffle has 0.." + MAX_PEERS + " peers, was to have " + active
                        + " active and " + passive + " passive");
        }
    }

    /**
     * How neighbours are watched.
     *
     * @param keepAlive a link that was silent for so long is pinged; default 1 s. Shorter finds dead hosts sooner and
     *     costs two messages a link each; a dead process is known at once from its link
     * @param patience after so many of these in silence a neighbour is dead; default 3 (guess)
     * @param retry after how long an unanswered question is given up, and who has refused is asked again; default 1 s
     */
    public record Upkeep(Duration keepAlive, int patience, Duration retry) {
        public Upkeep {
            if (keepAlive.toNanos() < 1_000_000 || retry.toNanos() < 1_000_000)
                throw new IllegalArgumentException(
                        "keepAlive and retry must be 1 ms or more, were " + keepAlive + " and " + retry);
            if (patience < 1 || patience > 100)
                throw new IllegalArgumentException("patience must be 1..100, was " + patience);
        }
    }

    /**
     * Whether the active view drifts towards near peers.
     *
     * @param on default off
     * @param random how many neighbours, the longest held, stay whatever their distance; default 1. Less than 1 and
     *     groups of near ones would part from each other
     * @param gain a peer is nearer if its round trip is at most this share of the other's; default 0.8: measured round
     *     trips tremble
     */
    public record Nearness(boolean on, int random, double gain) {
        public Nearness {
            if (random < 1) throw new IllegalArgumentException("random must be 1 or more, was " + random);
            if (!(gain > 0 && gain < 1)) throw new IllegalArgumentException("gain must be within 0..1, was " + gain);
        }
    }

    public HyParViewConfig {
        if (active < 1 || active > MAX_VIEW || passive < 0 || passive > MAX_VIEW)
            throw new IllegalArgumentException(
                    "views must have 1.." + MAX_VIEW + " places, had " + active + " and " + passive);
    }

    /** The paper's sizes, on a LAN. */
    public static HyParViewConfig lan() {
        return new HyParViewConfig(
                5,
                30,
                new Walks(6, 3),
                new Shuffles(Duration.ofSeconds(10), 3, 4),
                new Upkeep(Duration.ofSeconds(1), 3, Duration.ofSeconds(1)),
                new Nearness(false, 1, 0.8),
                Scope.PARTIAL);
    }

    /** The same with views of other sizes. */
    public HyParViewConfig withViews(int otherActive, int otherPassive) {
        return new HyParViewConfig(otherActive, otherPassive, walks, shuffles, upkeep, nearness, scope);
    }

    /** The same with other shuffles. */
    public HyParViewConfig withShuffles(Shuffles other) {
        return new HyParViewConfig(active, passive, walks, other, upkeep, nearness, scope);
    }

    /** The same with another upkeep. */
    public HyParViewConfig withUpkeep(Upkeep other) {
        return new HyParViewConfig(active, passive, walks, shuffles, other, nearness, scope);
    }

    /** The same, preferring near peers. */
    public HyParViewConfig near() {
        return new HyParViewConfig(
                active,
                passive,
                walks,
                shuffles,
                upkeep,
                new Nearness(true, nearness.random(), nearness.gain()),
                scope);
    }

    /** The same among members that all know each other. */
    public HyParViewConfig beneathFull() {
        return new HyParViewConfig(active, passive, walks, shuffles, upkeep, nearness, Scope.BENEATH_FULL);
    }
}
