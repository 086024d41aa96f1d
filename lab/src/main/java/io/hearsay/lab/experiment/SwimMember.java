package io.hearsay.lab.experiment;

import io.hearsay.Environment;
import io.hearsay.Event;
import io.hearsay.LinkCause;
import io.hearsay.Message;
import io.hearsay.NodeId;
import io.hearsay.Peer;
import io.hearsay.Protocol;
import io.hearsay.Timer;
import io.hearsay.membership.Member;
import io.hearsay.membership.MemberEvent;
import io.hearsay.membership.MemberRecord;
import io.hearsay.membership.Membership;
import io.hearsay.membership.MembershipConfig;
import io.hearsay.membership.MembershipSignal;
import io.hearsay.membership.Update;
import io.hearsay.membership.swim.Swim;
import io.hearsay.membership.swim.SwimConfig;
import io.hearsay.membership.swim.SwimMessage;
import io.hearsay.membership.swim.SwimTimer;
import io.hearsay.sim.Life;
import io.hearsay.sim.SimNode;
import io.hearsay.stack.ClusterNode;
import io.hearsay.stack.MessageCodec;
import io.hearsay.stack.Parts;
import io.hearsay.wire.ByteWriter;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A member that runs SWIM over a membership and nothing else, in a group that knows itself from the start: the papers'
 * setting. It counts the bytes that its messages take.
 */
final class SwimMember implements Protocol<Message, Timer> {
    private static final MessageCodec CODEC = ClusterNode.codec();

    /** Nobody probes these any more; what the experiment listens to besides events for users. */
    interface Watcher {
        void probeFailed(NodeId of);
    }

    private final Environment env;
    private final Parts parts;
    private final Membership membership;
    private final Swim swim;
    private final Watcher watcher;
    private final ByteWriter scratch = new ByteWriter(256);
    private long bytes;

    SwimMember(SwimConfig config, MembershipConfig rules, Life life, Watcher watcher) {
        this.env = new Metered(life.environment());
        this.watcher = watcher;
        NodeId id = new NodeId(life.node().name(), 1, life.instance());
        MemberRecord self = MemberRecord.of(id, 0, List.of(life.address()), new TreeMap<>(), 1, 1);
        parts = new Parts(env, this::onEvent);
        membership = new Membership(rules, parts.shared(), self);
        swim = parts.add(own -> new Swim(config, own, membership));
    }

    static SwimMember of(SimNode node) {
        return node.protocol(SwimMember.class);
    }

    /** Makes all of a group known to this one, as old news. */
    void meet(List<MemberRecord> group) {
        for (MemberRecord record : group)
            if (!record.id().equals(membership.self().id()))
                membership.hear(
                        new Update.Alive(record),
                        new Peer(record.addresses().get(0), record.id().instance()));
        membership.dropNews();
        parts.settle();
    }

    MemberRecord record() {
        return membership.self().record();
    }

    /** Kinds, lengths and bodies of all messages sent so far. */
    long bytes() {
        return bytes;
    }

    @Override
    public void start() {
        swim.start();
    }

    @Override
    public void receive(Peer from, Message message) {
        membership.heardFrom(from);
        if (message instanceof SwimMessage mine) swim.receive(from, mine);
        else if (message instanceof Update update) membership.hear(update, from);
        parts.settle();
    }

    @Override
    public void expire(Timer timer) {
        swim.expire((SwimTimer) timer);
        parts.settle();
    }

    @Override
    public void linkUp(Peer peer) {
        parts.linkUp(peer);
    }

    @Override
    public void linkDown(Peer peer, LinkCause cause) {
        parts.linkDown(peer, cause);
    }

    @Override
    public @Nullable Message piggyback(Peer to, int roomBytes) {
        Message update = membership.nextUpdate(roomBytes);
        if (update != null) count(update);
        return update;
    }

    private void onEvent(Event event) {
        swim.onEvent(event);
        if (event instanceof MembershipSignal.ProbeFailed failed) watcher.probeFailed(failed.member());
        if (event instanceof MemberEvent) env.emit(event);
    }

    private void count(Message message) {
        CODEC.encode(message, scratch.reset());
        bytes += scratch.position();
    }

    /** Whom an event says something about; null if about nobody else. */
    static @Nullable Member subject(Event event) {
        if (event instanceof MemberEvent.Suspected suspected) return suspected.member();
        if (event instanceof MemberEvent.Died died) return died.member();
        return null;
    }

    /** The environment, and what passes through it in bytes. */
    private final class Metered extends Forwarding {
        Metered(Environment env) {
            super(env);
        }

        @Override
        public void send(Peer to, Message message) {
            count(message);
            super.send(to, message);
        }
    }
}
