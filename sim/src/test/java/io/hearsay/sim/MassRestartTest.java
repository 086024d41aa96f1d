package io.hearsay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.stack.ClusterNodeConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Members that restart all at once find each other about as soon as members that start all at once, whether the seeds
 * are among them or not. In the median of three: the last of 40,000 records may wait for chance.
 */
class MassRestartTest {
    private static final int NODES = 200;
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private World world = new World(WorldConfig.objects(1));

    /** All start within a second; answers how long it takes until all hold one view, counted from the first start. */
    private Duration join(long seed) {
        world = new World(WorldConfig.objects(seed));
        FullNodes program = new FullNodes(ClusterNodeConfig.lan(), Scenario.Seeds.FIRST_THREE.addresses());
        for (int i = 1; i <= NODES; i++) world.node("n" + i, program);
        for (SimNode node : world.nodes()) withinASecond(node.number(), NODES, node::start);
        return untilOneView();
    }

    private void withinASecond(int turn, int of, Runnable task) {
        world.after(Duration.ofMillis(1_000L * turn / of), task);
    }

    private Duration untilOneView() {
        long start = world.nowNanos();
        world.run(Duration.ofSeconds(1));
        while (!FullNodes.isOneView(world)) {
            world.run(POLL);
            assertThat(world.nowNanos() - start).isLessThan(LIMIT.toNanos());
        }
        return Duration.ofNanos(world.nowNanos() - start);
    }

    @ParameterizedTest
    @CsvSource({
        "0.3, true, true",
        "0.3, false, true",
        "0.3, true, false",
        "0.3, false, false",
        "1.0, true, true",
        "1.0, false, true"
    })
    void one_view_is_there_within_twice_a_normal_join(double share, boolean diskKept, boolean seedsToo) {
        List<Duration> joins = new ArrayList<>();
        List<Duration> again = new ArrayList<>();
        for (long seed = 7; seed <= 9; seed++) {
            joins.add(join(seed));
            world.run(Duration.ofSeconds(15));
            again.add(restart((int) (share * NODES), diskKept, seedsToo));
        }
        assertThat(median(again)).isLessThanOrEqualTo(median(joins).multipliedBy(2));
    }

    /** So many restart within a second, the seeds among them or not, and clocks are a year off afterwards. */
    private Duration restart(int count, boolean diskKept, boolean seedsToo) {
        int first = seedsToo ? 0 : NODES - count;
        List<SimNode> restarting = world.nodes().subList(first, first + count);
        for (SimNode node : restarting) {
            Duration yearOff = Duration.ofDays(node.number() % 2 == 0 ? 365 : -365);
            withinASecond(restarting.indexOf(node), count, () -> {
                node.crash();
                if (!diskKept) node.wipeDisk();
                node.clockError(yearOff).start();
            });
        }
        return untilOneView();
    }

    private static Duration median(List<Duration> three) {
        return three.stream().sorted().toList().get(1);
    }
}
