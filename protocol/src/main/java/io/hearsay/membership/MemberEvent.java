package io.hearsay.membership;

import io.hearsay.Event;
import io.hearsay.NodeId;
import java.util.List;

/** A change of this node's view of the cluster. Events about one member come in the order in which they happened. */
public sealed interface MemberEvent extends Event {

    /** A life of this name was heard of for the first time. */
    record Joined(Member member) implements MemberEvent {}

    /** The member did not answer somebody; it may still refute. */
    record Suspected(Member member, Verdict why) implements MemberEvent {}

    /** A suspect answered. */
    record Recovered(Member member) implements MemberEvent {}

    /** The member was given up. */
    record Died(Member member, Verdict why) implements MemberEvent {}

    /** One that had been given up came back by its own higher incarnation: it had not died. */
    record Returned(Member member) implements MemberEvent {}

    /** The member's tags or addresses changed. */
    record Changed(Member member) implements MemberEvent {}

    /** The member said goodbye. */
    record Left(Member member) implements MemberEvent {}

    /** The member was removed by a command given at {@code by}. */
    record Forgotten(Member member, String by) implements MemberEvent {}

    /**
     * Many vanished together: probably the network parted.
     *
     * @param seen how many are still believed alive, this node included
     * @param of how many there were before
     * @param probablyMe whether fewer than half are left on this side
     */
    record Partition(int seen, int of, boolean probablyMe) implements MemberEvent {
        @Override
        public String toString() {
            return "partition: I see " + seen + " of " + of + "; probably it is " + (probablyMe ? "me" : "them");
        }
    }

    /**
     * The choice of peers that this node was given would cut zones off, and is not followed as long as it would.
     *
     * @param from the zones that would choose only each other
     * @param to the zones that would be cut off from them
     */
    record BiasRefused(List<String> from, List<String> to) implements MemberEvent {
        @Override
        public String toString() {
            return "peers are chosen uniformly: by the bias given, zones " + from + " would never choose any of " + to;
        }
    }

    /**
     * Two parts of the cluster found each other again.
     *
     * @param returned how many came back at once
     */
    record ViewsMerged(int returned) implements MemberEvent {}

    /**
     * Two running processes hold one name.
     *
     * @param other the other one
     * @param iYield whether this one stops: the one with the lower (epoch, instance) does
     */
    record IdentityConflict(NodeId other, boolean iYield) implements MemberEvent {}

    /** This very node was removed by a command given at {@code by}; it stops. */
    record SelfForgotten(String by) implements MemberEvent {}

    /** This node learnt that it was accused, and refuted under a higher incarnation. */
    record Refuted(long incarnation, String accuser) implements MemberEvent {}

    /**
     * Others reach this very node so badly that it was suspected again and again: it stands back, refutes no more and
     * accuses nobody, until its own pings are answered again. {@link Refuted} follows then.
     *
     * @param refutations how many it made in the last minutes, the older ones counted less
     */
    record StoodBack(int refutations) implements MemberEvent {}

    /** The member can be reached by TCP and not by UDP: a firewall, most likely. */
    record OnlyByStream(Member member) implements MemberEvent {}

    /** With partial membership: the member is a neighbour of this node from now on, and has said who it is. */
    record InView(Member member) implements MemberEvent {}

    /**
     * With partial membership: the member is no neighbour any more. It may well run.
     *
     * @param isLost whether its link broke, as against one of the two having other neighbours now
     */
    record OutOfView(Member member, boolean isLost) implements MemberEvent {}

    /**
     * This listener was too slow: it missed so many events, and does better to look at the members anew.
     *
     * @param missed how many events were dropped since the last one it heard
     */
    record Resync(long missed) implements MemberEvent {}
}
