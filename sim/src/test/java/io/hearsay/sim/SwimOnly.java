package io.hearsay.sim;

import io.hearsay.Batch;
import io.hearsay.Environment;
import io.hearsay.Event;
import io.hearsay.LinkCause;
import io.hearsay.Links;
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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A member that runs SWIM and nothing else, in a group that everybody knows from the start: the papers' setting. */
final class SwimOnly implements Protocol<Message, Timer> {
    private final Environment env;
    private final Deque<Event> events = new ArrayDeque<>();
    final Membership membership;
    final Swim swim;

    SwimOnly(SwimConfig config, MembershipConfig rules, Life life) {
        env = life.environment();
        NodeId id = new NodeId(life.node().name(), 1, life.instance());
        MemberRecord self = MemberRecord.of(id, 0, List.of(life.address()), new TreeMap<>(), 1, 1);
        Environment inner = new Heard();
        membership = new Membership(rules, inner, self);
        swim = new Swim(config, inner, membership);
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
        settle();
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
        settle();
    }

    @Override
    public void expire(Timer timer) {
        swim.expire((SwimTimer) timer);
        settle();
    }

    @Override
    public void linkUp(Peer peer) {
        swim.linkUp(peer);
        settle();
    }

    @Override
    public void linkDown(Peer peer, LinkCause cause) {
        swim.linkDown(peer, cause);
        settle();
    }

    @Override
    public @Nullable Message piggyback(Peer to, int roomBytes) {
        return membership.nextUpdate(roomBytes);
    }

    private void settle() {
        for (Event event = events.poll(); event != null; event = events.poll()) {
            swim.onEvent(event);
            if (event instanceof MemberEvent) env.emit(event);
        }
    }

    /** The world, but for events, which this member hears first. */
    private final class Heard implements Environment {
        @Override
        public long nowNanos() {
            return env.nowNanos();
        }

        @Override
        public RandomGenerator random() {
            return env.random();
        }

        @Override
        public void send(Peer to, Message message) {
            env.send(to, message);
        }

        @Override
        public void schedule(long delayNanos, Timer timer) {
            env.schedule(delayNanos, timer);
        }

        @Override
        public void emit(Event event) {
            events.add(event);
        }

        @Override
        public void persist(Batch batch, long token) {
            env.persist(batch, token);
        }

        @Override
        public Links links() {
            return env.links();
        }
    }
}
