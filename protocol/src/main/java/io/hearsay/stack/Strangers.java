package io.hearsay.stack;

import io.hearsay.Environment;
import io.hearsay.Message;
import io.hearsay.Peer;
import io.hearsay.antientropy.scuttlebutt.ScuttlebuttMessage.Digest;
import io.hearsay.dissemination.plumtree.PlumtreeMessage;
import io.hearsay.dissemination.plumtree.SurveyMessage;
import io.hearsay.membership.sync.Refusal;
import io.hearsay.membership.sync.SyncEvent;
import io.hearsay.membership.sync.SyncMessage;
import io.hearsay.sampling.hyparview.HyParViewMessage;
import io.hearsay.sampling.hyparview.HyParViewMessage.Join;
import io.hearsay.sampling.hyparview.HyParViewMessage.Refuse;
import io.hearsay.sampling.hyparview.HyParViewMessage.Scope;
import org.jspecify.annotations.Nullable;

/** Nodes of one cluster id that are set up for different clusters, and what they are told. */
final class Strangers {
    /** To a node of full membership, by one of partial. */
    static final String PARTIAL_HERE =
            "this cluster runs on partial membership; give this node `membership: partial`, too";

    /** To a node of another membership, by one of full. */
    static final String FULL_HERE = "this cluster has full membership; take `membership` out of this node's"
            + " configuration, or give it `membership: full`";

    /** To a node of another membership, by one that judges by heartbeats. */
    static final String SCUTTLEBUTT_HERE =
            "this cluster's membership is scuttlebutt; give this node `membership: scuttlebutt`, too";

    private static final String RUMORS_HERE =
            "this cluster spreads events as rumors; give all nodes the same `gossip.broadcast`";

    private Strangers() {}

    /**
     * What a node that knows everybody does about trees' messages, from whatever cluster: true if none of its parts is
     * to hear this one. Whoever wants to come in where it does not fit is told so.
     */
    static boolean isForNobody(Environment env, Peer from, Message message, boolean hasTree, String here) {
        if (!isTreeTalk(message)) return false;
        Refuse refusal = refusal(message, hasTree, here);
        if (refusal != null) env.links().send(from, refusal);
        Refuse said = message instanceof Refuse theirs ? theirs : refusal;
        if (said != null && said.isFinal()) env.emit(new SyncEvent.Misfit(from.address(), said.text()));
        return refusal != null || !hasTree;
    }

    /** True if it is a digest of one whose membership are heartbeats, who is told that it does not fit. */
    static boolean beats(Environment env, Peer from, Message message, String here) {
        if (!(message instanceof Digest digest && digest.beats())) return false;
        env.send(from, new SyncMessage.Refused(Refusal.UNACCEPTABLE, 0, here));
        env.emit(new SyncEvent.Misfit(from.address(), "its membership is scuttlebutt; " + here));
        return true;
    }

    /** Answers one of full membership that asks to be let in. */
    static void turnAway(Environment env, Peer from, String here) {
        env.links().send(from, new SyncMessage.Refused(Refusal.UNACCEPTABLE, 0, here));
        env.emit(new SyncEvent.Misfit(from.address(), "its membership is full; " + here));
    }

    private static boolean isTreeTalk(Message message) {
        return message instanceof HyParViewMessage
                || message instanceof PlumtreeMessage
                || message instanceof SurveyMessage;
    }

    private static @Nullable Refuse refusal(Message message, boolean hasTree, String here) {
        if (!(message instanceof Join join)) return null;
        if (join.scope() == Scope.PARTIAL) return new Refuse(here);
        return hasTree ? null : new Refuse(RUMORS_HERE);
    }
}
