package io.hearsay.membership;

import java.time.Duration;

/**
 * How much a node remembers of its cluster.
 *
 * @param maxMembers rows in the table, the dead included; more members cost about 1 KiB of heap each; default 65,536
 *     (guess)
 * @param maxTombstones removed lives that are remembered; default 65,536 (guess)
 * @param maxAbsence how long the dead and the tombstones are kept at most; longer keeps those away for long from
 *     bringing back what was removed meanwhile; default 7 days (guess)
 * @param provenance how many verdicts {@code why} can look back on, in all; default 1,024 (guess)
 * @param lambda an update is sent lambda ln(n+1) times by each member; more repeats, more certainty; default 3 (SWIM,
 *     section 5)
 * @param heedsTheDead whether accusations count that come from a member which was itself given up here; default false:
 *     Deviation: SWIM heeds them, and one member that hears nobody then sets all healthy ones flapping
 *     (SwimLiteratureTest in sim)
 * @param damping when a member that is accused again and again stands back
 */
public record MembershipConfig(
        int maxMembers,
        int maxTombstones,
        Duration maxAbsence,
        int provenance,
        double lambda,
        boolean heedsTheDead,
        DampingConfig damping) {

    public MembershipConfig {
        positive("maxMembers", maxMembers);
        positive("maxTombstones", maxTombstones);
        positive("provenance", provenance);
        if (maxAbsence.isNegative() || maxAbsence.isZero())
            throw new IllegalArgumentException("maxAbsence must be above 0, was " + maxAbsence);
        if (!(lambda > 0 && lambda <= 100))
            throw new IllegalArgumentException("lambda must be above 0 and at most 100, was " + lambda);
    }

    private static void positive(String what, int value) {
        if (value < 1) throw new IllegalArgumentException(what + " must be 1 or more, was " + value);
    }

    /** What a node uses unless told otherwise. */
    public static MembershipConfig defaults() {
        return new MembershipConfig(65_536, 65_536, Duration.ofDays(7), 1_024, 3, false, DampingConfig.defaults());
    }

    /** The same with another bound on the tombstones. */
    public MembershipConfig withMaxTombstones(int tombstones) {
        return new MembershipConfig(maxMembers, tombstones, maxAbsence, provenance, lambda, heedsTheDead, damping);
    }

    /** The same with another bound on absence. */
    public MembershipConfig withMaxAbsence(Duration absence) {
        return new MembershipConfig(maxMembers, maxTombstones, absence, provenance, lambda, heedsTheDead, damping);
    }

    /** The same with another transmit limit. */
    public MembershipConfig withLambda(double newLambda) {
        return new MembershipConfig(
                maxMembers, maxTombstones, maxAbsence, provenance, newLambda, heedsTheDead, damping);
    }

    /** The same, heeding the dead as SWIM's paper does. */
    public MembershipConfig heedingTheDead() {
        return new MembershipConfig(maxMembers, maxTombstones, maxAbsence, provenance, lambda, true, damping);
    }

    /** The same with members that stand back at other times, or never. */
    public MembershipConfig withDamping(DampingConfig newDamping) {
        return new MembershipConfig(
                maxMembers, maxTombstones, maxAbsence, provenance, lambda, heedsTheDead, newDamping);
    }

    /** How often one member sends one update in a cluster of {@code n}. */
    public int transmitLimit(int n) {
        return (int) StrictMath.ceil(lambda * StrictMath.log(n + 1.0));
    }
}
