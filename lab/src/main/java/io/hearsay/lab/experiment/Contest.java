package io.hearsay.lab.experiment;

import io.hearsay.Event;
import io.hearsay.Peer;
import io.hearsay.Peers;
import io.hearsay.Protocol;
import io.hearsay.dissemination.bimodal.Bimodal;
import io.hearsay.dissemination.bimodal.BimodalConfig;
import io.hearsay.dissemination.bimodal.Payload;
import io.hearsay.dissemination.plumtree.PlumtreeConfig;
import io.hearsay.dissemination.plumtree.PlumtreeConfig.Tree;
import io.hearsay.dissemination.plumtree.PlumtreeEvent;
import io.hearsay.dissemination.rumor.Heard;
import io.hearsay.dissemination.rumor.RumorConfig;
import io.hearsay.dissemination.rumor.RumorMill;
import io.hearsay.lab.experiment.BroadcastExperiment.Profile;
import io.hearsay.lab.experiment.BroadcastExperiment.Way;
import io.hearsay.sampling.UniformPeers;
import io.hearsay.sim.Latency;
import io.hearsay.sim.Life;
import io.hearsay.sim.SimNode;
import io.hearsay.sim.World;
import io.hearsay.sim.WorldConfig;
import io.hearsay.stack.TreeNode;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Broadcasts at a steady pace by random nodes of a world, in one way: a warm-up that is not counted, then as long
 * again. An overlay is built before anything is lost.
 *
 * <p>Each message of the counted seconds counts, upkeep of views and digests too; what repairs need after them is
 * counted with them.
 */
record Contest(int nodes, Way way, Profile profile, Duration latency, double loss, int rate, int seconds) {
    /** From the last broadcast until what was lost is repaired. */
    private static final Duration REPAIRS = Duration.ofSeconds(10);

    private static final Duration BETWEEN_JOINS = Duration.ofMillis(20);
    /** All have been introduced twice, and views rest. */
    private static final Duration QUIET = Duration.ofSeconds(30);

    Sample run(long seed) {
        return new Run(seed).run();
    }

    /** What runs on a node, as the contest sees it: how it publishes, and how many whole payloads it has had. */
    private record Speaker(Protocol<?, ?> protocol, Consumer<byte[]> publish, LongSupplier had) {}

    /** One world. Each payload is the number of its broadcast. */
    private final class Run {
        private final World world;
        private final SplittableRandom chance;
        private final List<Peer> peers = new ArrayList<>();
        private final List<List<Peer>> others = new ArrayList<>();
        private final List<Speaker> speakers = new ArrayList<>();
        private final long[] sentNanos = new long[2 * rate * seconds];
        private final long[] latencies = new long[rate * seconds * (nodes - 1)];
        private int sent;
        private int delivered;

        Run(long seed) {
            world = new World(WorldConfig.objects(seed));
            chance = world.chance().split();
            Duration half = latency.dividedBy(2);
            world.network().latency(Latency.uniform(latency.minus(half), latency.plus(half)));
            world.onEvent(this::heard);
            for (int i = 0; i < nodes; i++) world.node("n" + i, this::started).start();
            for (SimNode node : world.nodes()) world.after(BETWEEN_JOINS.multipliedBy(node.number()), () -> join(node));
        }

        /** Whoever has no tree knows all others. */
        private Protocol<?, ?> started(Life life) {
            List<Peer> known = new ArrayList<>();
            Speaker speaker = speaker(life, new UniformPeers(known, life.instance()));
            if (!(speaker.protocol instanceof TreeNode)) meet(life.peer(), known);
            speakers.add(speaker);
            return speaker.protocol;
        }

        private void meet(Peer newcomer, List<Peer> known) {
            known.addAll(peers);
            for (List<Peer> each : others) each.add(newcomer);
            others.add(known);
            peers.add(newcomer);
        }

        private Speaker speaker(Life life, Peers peers) {
            return switch (way) {
                case RUMOR -> rumors(life, peers);
                case BIMODAL -> bimodal(life, peers);
                case PLUMTREE -> tree(life, Tree.SHARED);
                case FLOOD -> tree(life, Tree.FLOOD);
            };
        }

        private Speaker rumors(Life life, Peers peers) {
            RumorConfig config = profile == Profile.LAN ? RumorConfig.lan() : RumorConfig.wan();
            RumorMill mill = new RumorMill(config, life.environment(), peers, life.instance());
            return new Speaker(
                    mill,
                    payload -> mill.publish("lab", payload),
                    () -> mill.stats().published() + mill.stats().copiesReceived());
        }

        private static Speaker bimodal(Life life, Peers peers) {
            Bimodal bimodal = new Bimodal(BimodalConfig.lan(), life.environment(), peers, life.instance());
            return new Speaker(
                    bimodal,
                    payload -> bimodal.publish(new Payload(payload)),
                    () -> bimodal.stats().delivered() + bimodal.stats().duplicates());
        }

        private Speaker tree(Life life, Tree whose) {
            PlumtreeConfig config = profile == Profile.LAN ? PlumtreeConfig.lan() : PlumtreeConfig.wan();
            TreeNode tree = new TreeNode(
                    HyParViewExperiment.config(), config.withTree(whose), life.environment(), life.instance());
            return new Speaker(
                    tree,
                    tree::broadcast,
                    () -> tree.stats().delivered() + tree.stats().duplicates());
        }

        private void join(SimNode node) {
            if (node.number() == 0 || !(speakers.get(node.number()).protocol instanceof TreeNode tree)) return;
            Peer contact =
                    Peer.at(world.nodes().get(chance.nextInt(node.number())).address());
            node.execute(() -> tree.join(List.of(contact)));
        }

        private void heard(SimNode node, Event event) {
            byte[] payload = payload(event);
            if (payload == null) return;
            int number = ByteBuffer.wrap(payload).getInt();
            long nanos = world.nowNanos() - sentNanos[number];
            boolean isOwn = ByteBuffer.wrap(payload).getInt(Integer.BYTES) == node.number();
            if (number >= rate * seconds && !isOwn) latencies[delivered++] = nanos;
        }

        private static byte @Nullable [] payload(Event event) {
            if (event instanceof Heard heard) return heard.rumor().payload();
            if (event instanceof io.hearsay.dissemination.bimodal.Delivered came)
                return came.payload().bytes();
            return event instanceof PlumtreeEvent.Delivered came ? came.payload() : null;
        }

        Sample run() {
            world.run(BETWEEN_JOINS.multipliedBy(nodes).plus(QUIET));
            world.network().loss(loss);
            broadcast();
            long messages = world.counts().messages();
            long copies = copies();
            broadcast();
            world.run(REPAIRS);
            return new Sample(
                    values(world.counts().messages() - messages, copies() - copies),
                    List.of(),
                    world.counts().messages(),
                    world.trace().hash());
        }

        private void broadcast() {
            for (int i = 0; i < rate * seconds; i++) {
                SimNode node = world.nodes().get(chance.nextInt(nodes));
                sentNanos[sent] = world.nowNanos();
                byte[] payload = ByteBuffer.allocate(2 * Integer.BYTES)
                        .putInt(sent++)
                        .putInt(node.number())
                        .array();
                node.execute(() -> speakers.get(node.number()).publish.accept(payload));
                world.run(Duration.ofSeconds(1).dividedBy(rate));
            }
        }

        /** Whole payloads that came to somebody, of others, known there or not. */
        private long copies() {
            return speakers.stream()
                            .mapToLong(speaker -> speaker.had.getAsLong())
                            .sum()
                    - sent;
        }

        private Map<String, Double> values(long messages, long copies) {
            long[] sorted = Arrays.copyOf(latencies, delivered);
            Arrays.sort(sorted);
            Map<String, Double> values = new LinkedHashMap<>();
            values.put("messagesPerDelivery", messages / (double) Math.max(1, delivered));
            values.put("copiesPerDelivery", copies / (double) Math.max(1, delivered));
            if (delivered > 0) {
                values.put("p50Millis", sorted[(delivered - 1) / 2] / 1e6);
                values.put("p99Millis", sorted[(int) ((delivered - 1) * 0.99)] / 1e6);
                values.put("maxMillis", sorted[delivered - 1] / 1e6);
            }
            values.put("reach", delivered / (double) latencies.length);
            return values;
        }
    }
}
