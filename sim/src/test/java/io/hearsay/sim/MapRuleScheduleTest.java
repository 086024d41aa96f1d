package io.hearsay.sim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.cluster.SharedMap;
import io.hearsay.data.Retention;
import io.hearsay.data.map.MapRule;
import io.hearsay.data.map.MapsConfig;
import io.hearsay.data.map.MapsConfig.Durability;
import io.hearsay.stack.ClusterNodeConfig;
import io.hearsay.stack.NodeMapsConfig;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * One node writes and deletes in a map that members with a tag hold, while the others gain and lose the tag, restart,
 * and are cut off for less than a delete is remembered; what they let go of was gone for longer. In the end those with
 * the tag hold what was written last, and the others nothing.
 *
 * <p>Five seeds, 10,000 with {@code mvn verify -Plong}.
 */
class MapRuleScheduleTest {
    private static final MapRule DB = MapRule.tag("role", "db");
    private static final Duration ACTIVE = Duration.ofSeconds(90);
    private static final int NODES = 6;
    private static final int KEYS = 8;
    private static final int STEPS = 40;

    @Test
    void those_with_the_tag_hold_what_was_written_last_and_the_others_nothing() {
        Seeds.forEach(MapRuleScheduleTest.class, 5, seed -> new Schedule(seed).run());
    }

    private static final class Schedule {
        private final SplittableRandom random;
        private final SimulatedCluster cluster;
        private final Map<String, String> written = new TreeMap<>();
        private final boolean[] hasTag = new boolean[NODES];

        Schedule(long seed) {
            random = new SplittableRandom(seed);
            MapsConfig maps = MapsConfig.usual()
                    .withRetention(new Retention(ACTIVE, Duration.ofMillis(1), 1))
                    .withDurability(Durability.ASYNC);
            cluster = SimulatedCluster.of(
                    NODES,
                    seed,
                    ClusterNodeConfig.lan().withMaps(NodeMapsConfig.usual().withState(maps)));
            for (int i = 0; i < NODES; i++) tag(i, i == 0 || random.nextBoolean());
            cluster.advance(Duration.ofSeconds(5));
        }

        void run() {
            for (int step = 0; step < STEPS; step++) {
                for (int writes = random.nextInt(4); writes > 0; writes--) write();
                disturb(1 + random.nextInt(NODES - 1));
                cluster.advance(Duration.ofMillis(random.nextInt(20_000)));
            }
            cluster.loss(0);
            cluster.heal();
            cluster.assertOneView(Duration.ofMinutes(5));
            cluster.advance(Duration.ofMinutes(3));
            for (int i = 0; i < NODES; i++) check(i);
        }

        private void write() {
            String key = "key" + random.nextInt(KEYS);
            SharedMap shards = cluster.node(0).maps().lastWrite("shards", DB);
            if (random.nextInt(3) == 0) {
                shards.delete(key);
                written.remove(key);
            } else {
                String value = "v" + random.nextInt();
                shards.put(key, value.getBytes(UTF_8));
                written.put(key, value);
            }
        }

        private void disturb(int node) {
            switch (random.nextInt(6)) {
                case 0, 1 -> tag(node, !hasTag[node]);
                case 2 -> cluster.restart(node);
                case 3 -> {
                    cluster.cut(node);
                    cluster.advance(Duration.ofSeconds(random.nextInt(20)));
                    if (random.nextBoolean()) tag(node, !hasTag[node]);
                    cluster.advance(Duration.ofSeconds(random.nextInt(5)));
                    cluster.heal();
                }
                case 4 -> cluster.loss(random.nextDouble(0.5));
                default -> cluster.loss(0);
            }
        }

        private void tag(int node, boolean has) {
            hasTag[node] = has;
            Map<String, String> tags = has ? Map.of("role", "db") : Map.of("role", "web");
            cluster.world().nodes().get(node).tags(tags);
            cluster.node(node).updateTags(tags);
        }

        private void check(int node) {
            if (!hasTag[node]) {
                assertThat(cluster.node(node).maps().counts().entries()).isZero();
                return;
            }
            Map<String, String> held = new TreeMap<>();
            cluster.node(node)
                    .maps()
                    .lastWrite("shards", DB)
                    .entries("")
                    .forEach((key, value) -> held.put(key, new String(value, UTF_8)));
            assertThat(held).as("node %d", node).isEqualTo(written);
        }
    }
}
