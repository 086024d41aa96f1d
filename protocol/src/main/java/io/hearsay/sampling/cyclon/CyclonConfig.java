package io.hearsay.sampling.cyclon;

import java.time.Duration;

/**
 * How a sample of peers is kept.
 *
 * @param view c, how many entries a node keeps; default 20 (paper). More of it costs memory and slower forgetting of
 *     the dead, who stay for about so many cycles
 * @param shuffle l, how many entries are exchanged, the caller itself included; default 8 (paper). More of it costs
 *     bytes in proportion and mixes sooner; less gives more regular in-degrees
 * @param every a cycle's length: each node begins one exchange in each; default 10 s (paper). Shorter ones cost bytes
 *     in proportion
 * @param partner whom to exchange with
 * @param merge what becomes of what comes in
 */
public record CyclonConfig(int view, int shuffle, Duration every, Partner partner, Merge merge) {
    /** The largest view. */
    public static final int MAX_VIEW = 256;

    /** The most entries in one message: as many as fit into a datagram with IPv6 addresses. */
    public static final int MAX_SHUFFLE = 32;

    /** Whom a node exchanges with. */
    public enum Partner {
        /** The entry of the highest age: each entry comes to its turn, and one of somebody dead goes. */
        OLDEST,
        /** Any entry: what the paper calls basic shuffling when it goes with {@link Swap}. */
        RANDOM
    }

    /** What becomes of entries that come in. */
    public sealed interface Merge {}

    /** Cyclon: they fill free places, then those of the entries just sent; what does not fit is dropped. */
    public record Swap() implements Merge {}

    /**
     * The generic peer sampling service: all are put together, of two for one peer the younger stays, and down to the
     * view's size go first the oldest, then those just sent, then any.
     *
     * @param healer H, at most so many of the oldest go; the more, the sooner the dead are forgotten
     * @param swapper S, at most so many of those just sent go; the more, the more regular the in-degrees
     */
    public record Select(int healer, int swapper) implements Merge {
        public Select {
            if (healer < 0 || swapper < 0)
                throw new IllegalArgumentException(
                        "healer and swapper must be 0 or more, were " + healer + " and " + swapper);
        }
    }

    public CyclonConfig {
        if (view < 1 || view > MAX_VIEW)
            throw new IllegalArgumentException("view must be 1.." + MAX_VIEW + ", was " + view);
        if (shuffle < 1 || shuffle > Math.min(view, MAX_SHUFFLE))
            throw new IllegalArgumentException("shuffle must be 1.." + Math.min(view, MAX_SHUFFLE) + " with a view of "
                    + view + ", was " + shuffle);
        if (every.toNanos() < 1_000_000) throw new IllegalArgumentException("every must be 1 ms or more, was " + every);
        if (merge instanceof Select select && select.healer() + select.swapper() > view / 2)
            throw new IllegalArgumentException("healer and swapper must be at most half the view of " + view
                    + " together, were " + select.healer() + " and " + select.swapper());
    }

    /** Cyclon as published. */
    public static CyclonConfig defaults() {
        return new CyclonConfig(20, 8, Duration.ofSeconds(10), Partner.OLDEST, new Swap());
    }

    /** The same with other sizes. */
    public CyclonConfig withSizes(int otherView, int otherShuffle) {
        return new CyclonConfig(otherView, otherShuffle, every, partner, merge);
    }

    /** The same with cycles of another length. */
    public CyclonConfig withEvery(Duration other) {
        return new CyclonConfig(view, shuffle, other, partner, merge);
    }

    /** The same with other rules. */
    public CyclonConfig withRules(Partner otherPartner, Merge otherMerge) {
        return new CyclonConfig(view, shuffle, every, otherPartner, otherMerge);
    }
}
