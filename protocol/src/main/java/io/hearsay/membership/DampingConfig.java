package io.hearsay.membership;

import java.time.Duration;

/**
 * When a member that is accused again and again stands back, and when it returns.
 *
 * <p>Deviation: SWIM's members refute for ever, so one whom others reach badly flaps for ever. Of ten members, with 80
 * % loss on the way to one, each view changes its mind 9,000 times an hour and traffic is 12 times the usual; with
 * these defaults it is given up once, says so itself, and traffic is 1.1 times the usual (FlappingTest in sim). After
 * route flap damping (RFC 2439), with a penalty that halves in {@code halfLife}; other than there, the end is measured
 * and not waited for.
 *
 * @param halfLife how long it takes until a refutation counts half; longer dampens rarer flaps and forgives later;
 *     default 5 min (guess)
 * @param refutations a member stands back instead of refuting once more than about so many; more lets it flap longer;
 *     default 8 (measured, docs/protocols/swim.md)
 * @param ratio and only if these are so many times what the others make in the mean, and four standard deviations of a
 *     count above: where all are accused the network is to blame, or an accuser; default 4 (guess)
 * @param answers it returns when so many of its pings in a row were answered in time, without help; more keeps those
 *     away whose reach is middling, and costs a period each; default 16 (at 50 % loss a row of 16 takes a day)
 */
public record DampingConfig(Duration halfLife, double refutations, double ratio, int answers) {
    public DampingConfig {
        if (halfLife.isNegative() || halfLife.isZero())
            throw new IllegalArgumentException("halfLife must be above 0, was " + halfLife);
        if (!(refutations >= 1))
            throw new IllegalArgumentException("refutations must be 1 or more, was " + refutations);
        if (!(ratio >= 1)) throw new IllegalArgumentException("ratio must be 1 or more, was " + ratio);
        if (answers < 1) throw new IllegalArgumentException("answers must be 1 or more, was " + answers);
    }

    /** What a node uses unless told otherwise. */
    public static DampingConfig defaults() {
        return new DampingConfig(Duration.ofMinutes(5), 8, 4, 16);
    }

    /** Members refute for ever, as in SWIM's paper. */
    public static DampingConfig none() {
        return new DampingConfig(Duration.ofMinutes(5), Double.POSITIVE_INFINITY, 4, 16);
    }
}
