package io.hearsay.sim;

import io.hearsay.Address;
import io.hearsay.NodeId;
import io.hearsay.Protocol;
import io.hearsay.membership.MemberRecord;
import io.hearsay.stack.Epochs;
import io.hearsay.stack.PartialNode;
import io.hearsay.stack.PartialNodeConfig;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;

/** The production composite of partial membership as a program: nodes that join through the seeds they are given. */
public final class PartialNodes implements Program {
    private final PartialNodeConfig config;
    private final Function<SimNode, List<Address>> seeds;

    /**
     * Nodes of a partial cluster.
     *
     * @param seeds where a node's seeds are, asked at each start; its own address among them does no harm
     */
    public PartialNodes(PartialNodeConfig config, Function<SimNode, List<Address>> seeds) {
        this.config = config;
        this.seeds = seeds;
    }

    /** A world of frames for such nodes. */
    public static WorldConfig frames(long seed) {
        return WorldConfig.frames(seed, StackSetup.sealed(PartialNode.codec()));
    }

    @Override
    public Protocol<?, ?> create(Life life) {
        return node(config, life);
    }

    /** The node of one life. */
    static PartialNode node(PartialNodeConfig config, Life life) {
        long epoch = Epochs.next(life.restored().get(Epochs.KEY), life.clockSeconds());
        NodeId id = new NodeId(life.node().name(), epoch, life.instance());
        return new PartialNode(
                config, life.environment(), MemberRecord.of(id, 0, life.node().addresses(), new TreeMap<>(), 1, 1));
    }

    @Override
    public void started(SimNode node) {
        node.execute(() -> of(node).join(seeds.apply(node)));
    }

    /** The node that runs there. */
    public static PartialNode of(SimNode node) {
        return node.protocol(PartialNode.class);
    }
}
