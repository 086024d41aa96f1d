package io.hearsay.sim;

import io.hearsay.Environment;
import io.hearsay.Event;
import io.hearsay.LinkCause;
import io.hearsay.Message;
import io.hearsay.NodeId;
import io.hearsay.Peer;
import io.hearsay.Protocol;
import io.hearsay.Timer;
import io.hearsay.membership.MemberEvent;
import io.hearsay.membership.MemberRecord;
import io.hearsay.membership.Membership;
import io.hearsay.membership.MembershipConfig;
import io.hearsay.membership.Update;
import io.hearsay.membership.swim.Swim;
import io.hearsay.membership.swim.SwimConfig;
import io.hearsay.membership.swim.SwimMessage;
import io.hearsay.membership.swim.SwimTimer;
import io.hearsay.stack.Parts;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A member that runs SWIM and nothing else, in a group that everybody knows from the start: the papers' setting. */
final class SwimOnly implements Protocol<Message, Timer> {
    private final Environment env;
    private final Parts parts;
    final Membership membership;
    final Swim swim;

    SwimOnly(SwimConfig config, MembershipConfig rules, Life life) {
        env = life.environment();
        NodeId id = new NodeId(life.node().name(), 1, life.instance());
        MemberRecord self = MemberRecord.of(id, 0, List.of(life.address()), new TreeMap<>(), 1, 1);
        parts = new Parts(env, this::onEvent);
        membership = new Membership(rules, parts.shared(), self);
        swim = parts.add(own -> new Swim(config, own, membership));
    }

    /** Starts n members that know each other and have no news. */
    static List<SimNode> group(World world, SwimConfig config, int n) {
        return group(world, config, MembershipConfig.defaults(), n);
    }

    static List<SimNode> group(World world, SwimConfig config, MembershipConfig rules, int n) {
        List<SimNode> nodes = new ArrayList<>();
        for (int i = 0; i < n; i++)
            nodes.add(world.node("m" + i, life -> new SwimOnly(config, rules, life))
                    .start());
        for (SimNode node : nodes) node.execute(() -> of(node).meet(nodes));
        return nodes;
    }

    static SwimOnly of(SimNode node) {
        return node.protocol(SwimOnly.class);
    }

    private void meet(List<SimNode> nodes) {
        for (SimNode node : nodes) {
            MemberRecord record = of(node).membership.self().record();
            if (!record.equals(membership.self().record()))
                membership.hear(
                        new Update.Alive(record),
                        new Peer(record.addresses().get(0), record.id().instance()));
        }
        membership.dropNews();
        parts.settle();
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
        return membership.nextUpdate(roomBytes);
    }

    private void onEvent(Event event) {
        swim.onEvent(event);
        if (event instanceof MemberEvent) env.emit(event);
    }
}
