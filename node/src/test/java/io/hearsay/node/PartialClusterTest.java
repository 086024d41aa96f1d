package io.hearsay.node;

import static io.hearsay.node.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hearsay.cluster.Cluster;
import io.hearsay.cluster.Ending;
import io.hearsay.dissemination.topic.Delivery;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clusters of real nodes that know only their neighbours. */
class PartialClusterTest {
    private static final int NODES = 12;
    private static final int EVENTS = 300;

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) opened.get(i).close();
    }

    private Cluster open(ClusterConfig config) {
        Cluster cluster = Hearsay.join(config);
        opened.add(cluster);
        return cluster;
    }

    private static ClusterConfig config(String name) {
        return ClusterConfig.local("partial").withName(name).withKey(new byte[32]);
    }

    private static String address(Cluster node) {
        return node.self().address().toString();
    }

    @Test
    void those_left_hear_each_event_once_and_in_order_although_a_third_is_gone_at_once() {
        NodeGroup group = NodeGroup.of(2, 2);
        opened.add(group);
        List<Cluster> nodes = new ArrayList<>();
        List<List<Integer>> heard = new ArrayList<>();
        for (int i = 0; i < NODES; i++) {
            ClusterConfig config = config("p" + i).withPartialMembership().withGroup(group);
            Cluster node = open(i == 0 ? config : config.withSeeds(address(nodes.get(0))));
            List<Integer> mine = new CopyOnWriteArrayList<>();
            node.topic("t", Delivery.FIFO)
                    .subscribe(message ->
                            mine.add(ByteBuffer.wrap(message.payload()).getInt()));
            nodes.add(node);
            heard.add(mine);
        }
        for (Cluster node : nodes) eventually(() -> isDone(node), node::members);
        publish(nodes.get(0), 0, EVENTS / 2);
        for (int victim = 1; victim <= NODES / 3; victim++) nodes.get(victim).close();
        publish(nodes.get(0), EVENTS / 2, EVENTS);
        List<Integer> all = IntStream.range(0, EVENTS).boxed().toList();
        for (int i = 0; i < NODES; i++) {
            if (i >= 1 && i <= NODES / 3) continue;
            List<Integer> mine = heard.get(i);
            eventually(() -> mine.size() >= EVENTS, mine::size);
            assertThat(mine).isEqualTo(all);
        }
    }

    private static boolean isDone(Cluster node) {
        return node.joined().toCompletableFuture().isDone();
    }

    private static void publish(Cluster node, int first, int end) {
        for (int i = first; i < end; i++)
            node.topic("t")
                    .publish(ByteBuffer.allocate(100).putInt(i).array())
                    .toCompletableFuture()
                    .join();
    }

    @Test
    void a_node_of_the_other_membership_is_told_why_it_cannot_come_in() {
        Cluster partial = open(config("p").withPartialMembership());
        Cluster full = open(config("f").withSeeds(address(partial)));
        eventually(() -> full.ended().toCompletableFuture().isDone(), full::members);
        Ending ending = full.ended().toCompletableFuture().join();
        assertThat(ending.reason()).isEqualTo(Ending.Reason.REFUSED);
        assertThat(ending.toString()).contains("membership: partial");
        Cluster first = open(config("g"));
        Cluster late = open(config("q").withPartialMembership().withSeeds(address(first)));
        eventually(() -> late.ended().toCompletableFuture().isDone(), late::members);
        assertThat(late.ended().toCompletableFuture().join().toString()).contains("full membership");
    }

    @Test
    void settings_of_full_membership_do_not_go_with_partial() {
        ClusterConfig config = config("p");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config.withPeriod(Duration.ofSeconds(2)).withPartialMembership());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config.withPartialMembership().withEventsAsRumors());
    }
}
