package io.hearsay.membership.sync;

import io.hearsay.Address;
import io.hearsay.NodeId;
import io.hearsay.Peer;
import io.hearsay.Timer;

/** What coming in, comparing and going wait for. */
public sealed interface SyncTimer extends Timer {

    /** Call all seeds again. */
    record JoinRound(int round) implements SyncTimer {}

    /** Call some more seeds of this round. */
    record DialMore(int round) implements SyncTimer {}

    /** Has the view rested since? */
    record SettleRound(long viewDigest, int rounds) implements SyncTimer {}

    /** The holder of a wanted name, who seems to be gone, has had its time. */
    record HolderSilent(long instance) implements SyncTimer {}

    /** Whoever was to answer at this address has not. */
    record ContactTimeout(Address address) implements SyncTimer {}

    /** Our view has been like this beside a differing one: has it stayed so? */
    record CompareDue(Peer peer, long viewDigest) implements SyncTimer {}

    /** The peer should have taken its step. */
    record StepTimeout(long session, int step) implements SyncTimer {}

    /** Say goodbye again to those who have not heard. */
    record LeaveRound(NodeId leaver) implements SyncTimer {}

    /** Tell those who have not confirmed the removal. */
    record ForgetRound(NodeId forgotten) implements SyncTimer {}
}
