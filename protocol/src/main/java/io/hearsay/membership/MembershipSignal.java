package io.hearsay.membership;

import io.hearsay.Address;
import io.hearsay.Event;
import io.hearsay.LinkCause;
import io.hearsay.NodeId;
import io.hearsay.Peer;

/** What the parts of membership tell each other through the composite that owns them; users never see it. */
public sealed interface MembershipSignal extends Event {

    /** There are updates to pass on, and there were none before. */
    record News() implements MembershipSignal {}

    /** Somebody else accuses a member that is suspected already (Lifeguard: an independent confirmation). */
    record Accused(Update.Suspect update) implements MembershipSignal {}

    /** Our own name was heard of with another instance and an epoch not below ours. */
    record NameClaimed(MemberRecord by) implements MembershipSignal {}

    /** Others speak of somebody unknown here, who has to answer first-hand before it enters the view. */
    record Hearsay(MemberRecord record) implements MembershipSignal {}

    /** This node lives on under a higher epoch of its name, which has to be stored. */
    record EpochRaised(long epoch) implements MembershipSignal {}

    /**
     * A part wants to know whether that very process answers; {@link Probed} tells.
     *
     * @param timeoutNanos how long to wait for an answer
     */
    record ProbeWanted(Peer peer, long timeoutNanos) implements MembershipSignal {}

    /** Somebody who may live at this address is to be called, and views compared with it. */
    record ContactWanted(Address address) implements MembershipSignal {}

    /** A link that stood broke without a goodbye: evidence to be checked, never a verdict. */
    record LinkLost(Peer peer, LinkCause cause) implements MembershipSignal {}

    /** Another part of the cluster gave up one that lives here: it is to be probed out of turn. */
    record Doubted(NodeId member) implements MembershipSignal {}

    /** A probe that another part asked for has ended. */
    record Probed(Peer peer, boolean answered) implements MembershipSignal {}

    /** Nobody answered a probe of this member; it is about to be suspected. */
    record ProbeFailed(NodeId member) implements MembershipSignal {}

    /** A peer's digests came with a probe, and differ from ours or speak of tombstones. */
    record DigestHeard(Peer from, long viewDigest, long removedDigest) implements MembershipSignal {}
}
