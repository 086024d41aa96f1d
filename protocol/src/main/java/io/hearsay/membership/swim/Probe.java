package io.hearsay.membership.swim;

import io.hearsay.LinkCause;
import io.hearsay.NodeId;
import io.hearsay.Peer;
import org.jspecify.annotations.Nullable;

/** One question that waits for an answer. */
final class Probe {
    final long seq;
    /** Whom to blame if nobody answers; null where another part asked and judges for itself. */
    final @Nullable NodeId member;
    /** Where to ask directly; null if this node has no address family in common with the member. */
    final @Nullable Peer peer;

    final long startNanos;
    final long timeoutNanos;
    private int asked;
    private int nacks;
    private @Nullable LinkCause streamFailure;
    private boolean streamTried;

    Probe(long seq, @Nullable NodeId member, @Nullable Peer peer, long startNanos, long timeoutNanos) {
        this.seq = seq;
        this.member = member;
        this.peer = peer;
        this.startNanos = startNanos;
        this.timeoutNanos = timeoutNanos;
    }

    boolean isOnBehalf() {
        return member == null;
    }

    boolean isOf(Peer other) {
        return peer != null && peer.instance() == other.instance();
    }

    void askedAnother() {
        asked++;
    }

    void nacked() {
        nacks++;
    }

    void tryingStream() {
        streamTried = true;
    }

    boolean triedStream() {
        return streamTried;
    }

    void streamFailed(LinkCause cause) {
        streamFailure = cause;
    }

    /** Helpers who kept silent are a hint that it is we who are deaf; without helpers every failure is. */
    int ownFault() {
        return asked == 0 ? 1 : Math.max(0, asked - nacks);
    }

    /** What was tried and seen, for whoever asks why. */
    String story() {
        StringBuilder story = new StringBuilder();
        if (peer == null) story.append("no address family in common; ");
        else
            story.append("no answer from ")
                    .append(peer.address())
                    .append(" in ")
                    .append(timeoutNanos / 1_000_000)
                    .append(" ms; ");
        story.append(asked).append(" others asked, ").append(nacks).append(" of them heard nothing either");
        if (streamTried) story.append("; stream ").append(streamFailure == null ? "unanswered" : streamFailure);
        return story.toString();
    }
}
