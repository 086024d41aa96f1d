package io.hearsay.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearsay.cluster.Cluster;
import io.hearsay.cluster.Topic;
import io.hearsay.cluster.TopicGap;
import io.hearsay.cluster.TopicListener;
import io.hearsay.cluster.TopicMessage;
import io.hearsay.dissemination.rumor.RumorConfig;
import io.hearsay.dissemination.topic.Delivery;
import io.hearsay.sim.DeliveryLog.Part;
import io.hearsay.stack.ClusterNodeConfig;
import io.hearsay.stack.PartialNodeConfig;
import io.hearsay.stack.TreeConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each contract of a topic under loss, duplication, reordering, a partition and churn, and each checker against less.
 */
class ContractsTest {
    private static final long SEEDS = Boolean.getBoolean("hearsay.long") ? 1_000 : 30;
    private static final int NODES = 6;
    private static final int STEPS = 60;
    private static final Duration STEP = Duration.ofMillis(100);
    private static final Duration QUIET = Duration.ofSeconds(15);

    /** A cluster in trouble whose nodes publish, at random and in answer to what they hear. */
    private static final class Trouble {
        final DeliveryLog log = new DeliveryLog();
        private final SimulatedCluster cluster;
        private final Delivery delivery;
        private final SplittableRandom random;
        private final List<Part> now = new ArrayList<>();
        private final long[] heardBefore = new long[NODES];

        Trouble(long seed, Delivery delivery, SimulatedCluster cluster) {
            this.cluster = cluster;
            this.delivery = delivery;
            this.random = new SplittableRandom(seed);
            for (int i = 0; i < NODES; i++) now.add(join(i));
        }

        private Part join(int i) {
            Cluster node = cluster.node(i);
            return log.join(node, node.topic("t", delivery));
        }

        DeliveryLog run() {
            cluster.world().network().loss(0.1).duplicate(0.1).reorder(0.3, Duration.ofMillis(150));
            int cutAt = random.nextInt(STEPS / 2);
            for (int step = 0; step < STEPS; step++) {
                if (step == cutAt) cluster.cut(0, 1);
                if (step == cutAt + 20) cluster.heal();
                if (step % 20 == 10) restart(random.nextInt(NODES));
                for (int i = 0; i < NODES; i++) if (publishes(i)) now.get(i).publish();
                cluster.advance(STEP);
            }
            cluster.world().network().calm();
            cluster.advance(QUIET);
            return log;
        }

        /** Now and then, and more often when it has just heard something: so that causes have effects. */
        private boolean publishes(int i) {
            long heard = now.get(i).heard();
            boolean hasNews = heard > heardBefore[i];
            heardBefore[i] = heard;
            return random.nextInt(100) < (hasNews ? 15 : 4);
        }

        private void restart(int i) {
            now.get(i).gone();
            cluster.restart(i);
            now.set(i, join(i));
            heardBefore[i] = 0;
        }
    }

    private static DeliveryLog run(long seed, Delivery delivery) {
        return new Trouble(seed, delivery, SimulatedCluster.of(NODES, seed)).run();
    }

    private static List<String> check(DeliveryLog log, Delivery contract) {
        return switch (contract) {
            case BEST_EFFORT -> log.checkOnce();
            case EVENTUAL -> log.checkEventual();
            case FIFO -> log.checkFifo();
            case CAUSAL -> log.checkCausal();
        };
    }

    @ParameterizedTest
    @EnumSource(Delivery.class)
    void keeps_its_contract_under_loss_duplication_reordering_partition_and_churn(Delivery contract) {
        for (long seed = 1; seed <= SEEDS; seed++)
            assertThat(check(run(seed, contract), contract)).as("seed " + seed).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Delivery.class)
    void keeps_it_along_a_tree_of_partial_views_as_well(Delivery contract) {
        for (long seed = 1; seed <= SEEDS / 3; seed++) {
            SimulatedCluster cluster = SimulatedCluster.partial(NODES, seed, PartialNodeConfig.lan());
            assertThat(check(new Trouble(seed, contract, cluster).run(), contract))
                    .as("seed " + seed)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Delivery.class)
    void keeps_it_along_a_tree_of_full_members_as_well(Delivery contract) {
        ClusterNodeConfig config = ClusterNodeConfig.lan().withTree(Optional.of(TreeConfig.lan()));
        for (long seed = 1; seed <= SEEDS / 3; seed++) {
            SimulatedCluster cluster = SimulatedCluster.of(NODES, seed, config);
            assertThat(check(new Trouble(seed, contract, cluster).run(), contract))
                    .as("seed " + seed)
                    .isEmpty();
        }
    }

    @Test
    void the_checker_of_fifo_finds_topics_that_keep_no_order() {
        assertThat(violations(Delivery.EVENTUAL, Delivery.FIFO)).isPositive();
    }

    @Test
    void the_checker_of_causal_order_finds_topics_that_keep_fifo_only() {
        assertThat(violations(Delivery.FIFO, Delivery.CAUSAL)).isPositive();
    }

    /** In how many of some runs under one contract the checker of another finds something. */
    private static long violations(Delivery runs, Delivery checked) {
        return LongStream.rangeClosed(1, 5)
                .filter(seed -> !check(run(seed, runs), checked).isEmpty())
                .count();
    }

    @Test
    void the_checker_of_eventual_delivery_finds_nodes_that_repair_nothing() {
        RumorConfig rumors = RumorConfig.lan();
        ClusterNodeConfig careless = ClusterNodeConfig.lan()
                .withRumors(rumors.withRepair(RumorConfig.Repair.none())
                        .withFirstPush(rumors.firstPush().withFanout(1)));
        assertThat(new Trouble(1, Delivery.EVENTUAL, SimulatedCluster.of(NODES, 1, careless))
                        .run()
                        .checkEventual())
                .isNotEmpty();
    }

    @Test
    void the_checker_of_best_effort_finds_what_comes_twice_or_from_nobody() {
        SimulatedCluster cluster = SimulatedCluster.of(2);
        DeliveryLog log = new DeliveryLog();
        Part first = log.join(cluster.node(0), cluster.node(0).topic("t"));
        first.publish();
        cluster.advance(Duration.ofSeconds(1));
        assertThat(log.checkOnce()).isEmpty();
        first.record(cluster.node(0).self().id().instance(), 1);
        assertThat(log.checkOnce()).hasSize(1);
        first.record(7, 7);
        assertThat(log.checkOnce()).hasSize(2);
    }

    // Contracts between nodes

    private static final class Recording implements TopicListener {
        final List<String> heard = new ArrayList<>();

        @Override
        public void heard(TopicMessage message) {
            heard.add(Integer.toString(message.payload()[0]));
        }

        @Override
        public void gap(TopicGap gap) {
            heard.add(gap.reason() + " " + gap.first() + ".." + gap.last());
        }
    }

    private static void publish(SimulatedCluster cluster, Topic topic, int value) {
        cluster.await(topic.publish(new byte[] {(byte) value}), Duration.ofSeconds(1));
        cluster.advance(Duration.ofMillis(100));
    }

    @Test
    void another_contract_than_a_topic_has_is_refused_with_the_publishers_name() {
        SimulatedCluster cluster = SimulatedCluster.of(3);
        publish(cluster, cluster.node(1).topic("deploys", Delivery.FIFO), 1);
        assertThatThrownBy(() -> cluster.node(0).topic("deploys", Delivery.CAUSAL))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("topic 'deploys' is FIFO, as n1 has it; this node asks for CAUSAL");
        assertThat(cluster.node(0).topic("deploys", Delivery.FIFO)).isNotNull();
        assertThat(cluster.node(0).topic("deploys").name()).isEqualTo("deploys");
    }

    @Test
    void events_under_another_contract_than_was_wanted_are_named_and_not_delivered() {
        SimulatedCluster cluster = SimulatedCluster.of(3);
        Recording recording = new Recording();
        cluster.node(0).topic("deploys", Delivery.CAUSAL).follow(recording);
        Topic theirs = cluster.node(1).topic("deploys", Delivery.FIFO);
        publish(cluster, theirs, 1);
        publish(cluster, theirs, 2);
        assertThat(recording.heard).containsExactly("CONTRACT 0..0");
    }

    @Test
    void a_newcomer_hears_what_is_remembered_and_a_word_for_the_rest() {
        RumorConfig rumors = RumorConfig.lan();
        RumorConfig forgetful = rumors.withWindow(new RumorConfig.Window(2, 1 << 20, Duration.ofSeconds(60), 64));
        SimulatedCluster cluster =
                SimulatedCluster.of(3, 1, ClusterNodeConfig.lan().withRumors(forgetful));
        Topic topic = cluster.node(0).topic("deploys", Delivery.FIFO);
        for (int i = 1; i <= 5; i++) publish(cluster, topic, i);
        Recording recording = new Recording();
        cluster.add().topic("deploys", Delivery.FIFO).follow(recording);
        cluster.advance(Duration.ofSeconds(20));
        assertThat(recording.heard).containsExactly("GIVEN_UP 1..3", "4", "5");
    }

    @Test
    void a_node_that_asks_for_no_contract_publishes_under_the_one_it_has_heard() {
        SimulatedCluster cluster = SimulatedCluster.of(3);
        Recording recording = new Recording();
        Topic fifo = cluster.node(1).topic("deploys", Delivery.FIFO);
        fifo.follow(recording);
        publish(cluster, fifo, 1);
        publish(cluster, cluster.node(2).topic("deploys"), 2);
        assertThat(recording.heard).containsExactly("1", "2");
        assertThat(cluster.node(1).stats().topics().conflicts()).isZero();
    }
}
