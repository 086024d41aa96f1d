package io.hearsay.lab.experiment;

import io.hearsay.Address;
import io.hearsay.Event;
import io.hearsay.Peer;
import io.hearsay.dissemination.plumtree.PlumtreeConfig;
import io.hearsay.dissemination.plumtree.PlumtreeEvent.Delivered;
import io.hearsay.dissemination.plumtree.PlumtreeStats;
import io.hearsay.lab.experiment.PlumtreeExperiment.Delay;
import io.hearsay.lab.experiment.PlumtreeExperiment.Senders;
import io.hearsay.sampling.hyparview.HyParViewConfig;
import io.hearsay.sim.Latency;
import io.hearsay.sim.SimNode;
import io.hearsay.sim.World;
import io.hearsay.sim.WorldConfig;
import io.hearsay.stack.TreeNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToLongFunction;

/**
 * Broadcasts in a world of {@link TreeNode}s: an overlay is built, the tree is drawn, nodes may crash, and then a
 * message a second is counted.
 */
record Broadcasts(
        int nodes,
        HyParViewConfig views,
        PlumtreeConfig tree,
        Senders senders,
        Delay delay,
        int warmUp,
        int messages,
        double fail,
        Duration repair) {
    private static final Duration BETWEEN_JOINS = Duration.ofMillis(2);
    private static final Duration QUIET = Duration.ofSeconds(30);
    private static final Duration EACH = Duration.ofSeconds(1);

    Sample run(long seed) {
        return new Run(seed).run();
    }

    /** One world. */
    private final class Run {
        private final World world;
        private final SplittableRandom chance;
        private final List<SimNode> up = new ArrayList<>();
        private long reached;
        private int lastHop;

        Run(long seed) {
            world = new World(WorldConfig.objects(seed));
            chance = world.chance().split();
            world.network()
                    .latency(
                            delay == Delay.CONSTANT
                                    ? Latency.constant(Duration.ofMillis(10))
                                    : Latency.uniform(Duration.ofMillis(5), Duration.ofMillis(15)));
            world.onEvent((node, event) -> heard(event));
            List<Address> started = new ArrayList<>(nodes);
            for (int i = 0; i < nodes; i++)
                up.add(world.node("n" + i, life -> new TreeNode(views, tree, life.environment(), life.instance())));
            for (SimNode node : up) world.after(BETWEEN_JOINS.multipliedBy(node.number()), () -> join(node, started));
        }

        /** Through any of those before it. */
        private void join(SimNode node, List<Address> started) {
            List<Peer> contact =
                    started.isEmpty() ? List.of() : List.of(Peer.at(started.get(chance.nextInt(started.size()))));
            started.add(node.address());
            node.start();
            node.execute(() -> of(node).join(contact));
        }

        private void heard(Event event) {
            if (!(event instanceof Delivered delivered)) return;
            reached++;
            lastHop = Math.max(lastHop, delivered.round());
        }

        Sample run() {
            world.run(BETWEEN_JOINS.multipliedBy(nodes).plus(QUIET));
            for (int i = 0; i < warmUp; i++) send();
            if (fail > 0) {
                int victims = (int) Math.round(nodes * fail);
                for (int i = 0; i < victims; i++)
                    up.remove(1 + chance.nextInt(up.size() - 1)).crash(); // the first is the one that sends
                world.run(repair);
            }
            return counted();
        }

        private SimNode sender() {
            return senders == Senders.ONE ? up.get(0) : up.get(chance.nextInt(up.size()));
        }

        private SimNode send() {
            SimNode sender = sender();
            sender.execute(() -> of(sender).broadcast(new byte[0]));
            world.run(EACH);
            return sender;
        }

        private Sample counted() {
            long gossips = sum(PlumtreeStats::gossips);
            long ihaves = sum(PlumtreeStats::ihaves);
            long grafts = sum(PlumtreeStats::grafts);
            long prunes = sum(PlumtreeStats::prunes);
            long spurious = sum(PlumtreeStats::spuriousGrafts);
            reached = 0;
            double sumLast = 0;
            double sumEccentricity = 0;
            Overlay overlay = Overlay.of(up, node -> of(node).active());
            for (int i = 0; i < messages; i++) {
                lastHop = 0;
                sumEccentricity += overlay.eccentricity(up.indexOf(send()));
                sumLast += lastHop;
            }
            world.run(EACH.multipliedBy(5));
            Map<String, Double> values = new LinkedHashMap<>();
            double received = Math.max(1, reached - messages);
            gossips = sum(PlumtreeStats::gossips) - gossips;
            grafts = sum(PlumtreeStats::grafts) - grafts;
            double control = sum(PlumtreeStats::ihaves) - ihaves + sum(PlumtreeStats::prunes) - prunes + grafts;
            values.put("rmr", gossips / received - 1);
            values.put("lastHop", sumLast / messages);
            values.put("eccentricity", sumEccentricity / messages);
            values.put("spuriousGrafts", (sum(PlumtreeStats::spuriousGrafts) - spurious) / (double) reached);
            values.put("controlPerDelivery", control / reached);
            values.put("reach", reached / (double) up.size() / messages);
            return new Sample(
                    values, List.of(), world.counts().messages(), world.trace().hash());
        }

        private long sum(ToLongFunction<PlumtreeStats> count) {
            return up.stream()
                    .mapToLong(node -> count.applyAsLong(of(node).stats()))
                    .sum();
        }
    }

    private static TreeNode of(SimNode node) {
        return node.protocol(TreeNode.class);
    }
}
