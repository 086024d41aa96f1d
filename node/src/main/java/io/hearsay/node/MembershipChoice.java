package io.hearsay.node;

import io.hearsay.membership.phi.PhiConfig;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Which membership was chosen, and what was set that goes with some only; each method gives another choice or refuses
 * what does not go together.
 *
 * @param isPartial whether nobody knows everybody
 * @param heartbeats how members are judged where heartbeats say who lives; null otherwise
 * @param isTuned whether something was set that is about members' lists or rumors
 * @param isProbing whether something was set that is about probes
 */
record MembershipChoice(boolean isPartial, @Nullable PhiConfig heartbeats, boolean isTuned, boolean isProbing) {

    static final MembershipChoice FULL = new MembershipChoice(false, null, false, false);

    MembershipChoice partial() {
        checkPartial(isTuned || heartbeats != null);
        return new MembershipChoice(true, null, false, false);
    }

    MembershipChoice scuttlebutt() {
        checkPartial(isPartial);
        checkScuttlebutt(isProbing);
        return new MembershipChoice(false, PhiConfig.cassandra(), isTuned, false);
    }

    MembershipChoice tuned() {
        checkPartial(isPartial);
        return new MembershipChoice(false, heartbeats, true, isProbing);
    }

    MembershipChoice probing() {
        checkScuttlebutt(heartbeats != null);
        return new MembershipChoice(isPartial, null, isTuned, true);
    }

    MembershipChoice phi(UnaryOperator<PhiConfig> change) {
        if (heartbeats == null)
            throw new IllegalArgumentException("phi decides nothing here: it goes with `membership: scuttlebutt`");
        return new MembershipChoice(false, change.apply(heartbeats), isTuned, false);
    }

    private static void checkPartial(boolean isAgainst) {
        if (isAgainst)
            throw new IllegalArgumentException(
                    "partial membership has no probes, heartbeats, rumors or members' list: take out what is set of these"
                            + " (period, probeTimeout, suspicion, fanouts, peers, slowRumors, maxAbsence, broadcast,"
                            + " scuttlebutt), or `membership: partial`");
    }

    private static void checkScuttlebutt(boolean isAgainst) {
        if (isAgainst)
            throw new IllegalArgumentException("with scuttlebutt membership nobody is probed: take out what is set of"
                    + " probes (period, probeTimeout, suspicion, membership's fanout), or `membership: scuttlebutt`");
    }
}
