package io.hearsay.sim;

import io.hearsay.Address;
import io.hearsay.Event;
import io.hearsay.NodeId;
import io.hearsay.Protocol;
import io.hearsay.membership.Member;
import io.hearsay.membership.MemberEvent;
import io.hearsay.membership.MemberRecord;
import io.hearsay.membership.MemberState;
import io.hearsay.membership.sync.SyncEvent;
import io.hearsay.stack.ClusterNode;
import io.hearsay.stack.ClusterNodeConfig;
import io.hearsay.stack.Epochs;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The production composite as a program: full nodes, that join through the seeds they are given and stop when they are
 * told that they were removed, as real ones do.
 */
public final class FullNodes implements Program {
    private static final Duration SEEDS_UNTIL_IN = Duration.ofSeconds(1);
    private static final Duration SEEDS_ONCE_IN = Duration.ofSeconds(30);

    private final ClusterNodeConfig config;
    private final Function<SimNode, List<Address>> seeds;

    /**
     * Full nodes.
     *
     * @param seeds where a node's seeds are now; its own address among them does no harm. Asked at the start, every
     *     second until the node is in, and every half minute from then on
     */
    public FullNodes(ClusterNodeConfig config, Function<SimNode, List<Address>> seeds) {
        this.config = config;
        this.seeds = seeds;
    }

    /** A world of frames for full nodes. */
    public static WorldConfig frames(long seed) {
        return WorldConfig.frames(seed, StackSetup.sealed(ClusterNode.codec()));
    }

    @Override
    public Protocol<?, ?> create(Life life) {
        return node(config, life);
    }

    /** The full node of one life. */
    static ClusterNode node(ClusterNodeConfig config, Life life) {
        long epoch = Epochs.next(life.restored().get(Epochs.KEY), life.clockSeconds());
        NodeId id = new NodeId(life.node().name(), epoch, life.instance());
        MemberRecord self =
                MemberRecord.of(id, 0, life.node().addresses(), life.node().tags(), 1, 1);
        return new ClusterNode(config, life.environment(), life.keys(), self, life.restored());
    }

    @Override
    public void started(SimNode node) {
        ClusterNode started = of(node);
        node.execute(() -> started.join(seeds.apply(node)));
        lookUpLater(node, started);
    }

    private void lookUpLater(SimNode node, ClusterNode started) {
        node.world().after(started.isJoined() ? SEEDS_ONCE_IN : SEEDS_UNTIL_IN, () -> {
            if (!node.isUp() || of(node) != started) return;
            node.execute(() -> started.seeds(seeds.apply(node)));
            lookUpLater(node, started);
        });
    }

    /** Ends a process that has left, was forgotten or has to yield its name; to be told every event of its world. */
    public static void obey(SimNode node, Event event) {
        boolean ends = event instanceof SyncEvent.LeaveReport
                || event instanceof MemberEvent.SelfForgotten
                || event instanceof MemberEvent.IdentityConflict conflict && conflict.iYield();
        if (!ends) return;
        ClusterNode ending = of(node);
        node.world().after(0, () -> {
            if (node.isUp() && of(node) == ending) node.crash();
        });
    }

    /** The full node that runs there. */
    public static ClusterNode of(SimNode node) {
        return node.protocol(ClusterNode.class);
    }

    /** What {@code observer} believes of this name; null if it knows no such name. */
    public static @Nullable MemberState stateOf(SimNode observer, String name) {
        for (Member member : of(observer).members()) if (member.name().equals(name)) return member.state();
        return null;
    }

    /** Whether all that run hold one view, in which they are, and nobody else, alive. */
    public static boolean isOneView(World world) {
        return disagreement(world).isEmpty();
    }

    /** Who does not see just those alive that run, and what it sees instead; empty if there is one view. */
    public static String disagreement(World world) {
        List<SimNode> up = world.nodes().stream().filter(SimNode::isUp).toList();
        List<NodeId> running =
                up.stream().map(node -> of(node).self().id()).sorted().toList();
        for (SimNode node : up) {
            List<NodeId> seen = aliveIn(of(node).members());
            if (!seen.equals(running)) return node.name() + " sees " + difference(seen, running);
        }
        return "";
    }

    private static List<NodeId> aliveIn(Collection<Member> members) {
        return members.stream()
                .filter(member -> member.state() == MemberState.ALIVE)
                .map(Member::id)
                .sorted()
                .toList();
    }

    private static String difference(List<NodeId> seen, List<NodeId> running) {
        List<NodeId> missing = running.stream().filter(id -> !seen.contains(id)).toList();
        List<NodeId> ghosts = seen.stream().filter(id -> !running.contains(id)).toList();
        return "alive " + seen.size() + " of " + running.size() + ", not " + missing
                + (ghosts.isEmpty() ? "" : ", but " + ghosts);
    }
}
