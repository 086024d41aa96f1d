package io.hearsay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.membership.DampingConfig;
import io.hearsay.membership.MemberEvent;
import io.hearsay.membership.MemberState;
import io.hearsay.membership.MembershipConfig;
import io.hearsay.membership.swim.SwimConfig;
import io.hearsay.membership.swim.SwimTimer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** SWIM and Lifeguard against what their papers say of them (shared model details in docs/protocols/swim.md). */
class SwimLiteratureTest {
    private static final Duration PERIOD = Duration.ofSeconds(1);

    /** SWIM, section 3.1: a crash is first noticed after 1/(1-1/e) periods in the mean, counted in whole periods. */
    @Test
    void somebody_probes_a_crashed_member_within_158_percent_of_a_period() {
        int runs = 1_500;
        int n = 50;
        double periods = 0;
        for (int seed = 0; seed < runs; seed++) periods += periodsUntilFirstAccusation(n, seed);
        double law = 1 / (1 - StrictMath.exp(-1));
        assertThat(periods / runs).isBetween(law * 0.97, law * 1.03);
    }

    /**
     * Members act at random phases, so each probes once in every interval of a period: the k-th period after the crash
     * is the one in which a probe begins whose answer never comes.
     */
    private static int periodsUntilFirstAccusation(int n, int seed) {
        World world = new World(WorldConfig.objects(seed));
        List<SimNode> group = SwimOnly.group(world, SwimConfig.lan().classic(), n);
        world.run(PERIOD.multipliedBy(3));
        SimNode victim = group.get(seed % n);
        long crash = world.nowNanos();
        long[] first = {0};
        world.onEvent((node, event) -> {
            if (event instanceof MemberEvent.Suspected && first[0] == 0) first[0] = world.nowNanos();
        });
        victim.crash();
        world.runUntil(() -> first[0] != 0, PERIOD.multipliedBy(60));
        long probeBegan = first[0] - PERIOD.toNanos();
        return (int) ((probeBegan - crash) / PERIOD.toNanos()) + 1;
    }

    /**
     * Lifeguard, V: members whose messages are blocked while their timers run accuse the healthy; Lifeguard all but
     * ends it.
     */
    @Test
    void lifeguard_spares_the_healthy_when_some_members_stall() {
        MembershipConfig swim = MembershipConfig.defaults().heedingTheDead().withDamping(DampingConfig.none());
        long plain = falseDeaths(SwimConfig.lan().classic(), swim);
        long guarded = falseDeaths(SwimConfig.lan().lifeguard(), swim);
        assertThat(plain).isGreaterThan(300);
        assertThat(guarded).isLessThanOrEqualTo(plain / 50);
    }

    /** Our deviation: one that was given up accuses nobody until it has refuted. */
    @Test
    void not_heeding_the_dead_spares_the_healthy_too() {
        SwimConfig plain = SwimConfig.lan().classic();
        MembershipConfig undamped = MembershipConfig.defaults().withDamping(DampingConfig.none());
        long heeding = falseDeaths(plain, undamped.heedingTheDead());
        assertThat(falseDeaths(plain, undamped)).isLessThanOrEqualTo(heeding / 10);
    }

    private static long falseDeaths(SwimConfig config, MembershipConfig rules) {
        World world = new World(WorldConfig.objects(11));
        world.network()
                .latency(Latency.constant(Duration.ofMillis(2))); // a slow member wakes for less than a round trip
        List<SimNode> group = SwimOnly.group(world, config, rules, 100);
        long[] deaths = {0};
        world.onEvent((observer, event) -> {
            if (event instanceof MemberEvent.Died died
                    && isHealthy(died.member().name())) deaths[0]++;
        });
        world.run(PERIOD.multipliedBy(5));
        for (SimNode slow : group.subList(0, 4))
            slow.stallAndWake(
                    Duration.ofSeconds(16),
                    Duration.ofMillis(1),
                    Duration.ofMinutes(2),
                    timer -> timer instanceof SwimTimer.Period);
        world.run(Duration.ofMinutes(2));
        return deaths[0];
    }

    private static boolean isHealthy(String name) {
        return Integer.parseInt(name.substring(1)) >= 4;
    }

    @Test
    void all_know_of_a_crash_and_nobody_else_is_accused() {
        World world = new World(WorldConfig.objects(5));
        List<SimNode> group = SwimOnly.group(world, SwimConfig.lan(), 30);
        world.run(PERIOD.multipliedBy(5));
        group.get(7).crash();
        assertThat(world.runUntil(
                        () -> group.stream().filter(SimNode::isUp).allMatch(node -> deadFor(node, "m7")),
                        PERIOD.multipliedBy(10)))
                .isTrue();
        for (SimNode node : group)
            if (node.isUp()) assertThat(SwimOnly.membership(node).liveCount()).isEqualTo(29);
    }

    @Test
    void a_frozen_member_is_forgiven_three_seconds_and_found_within_five_in_the_median() {
        List<Long> found = new ArrayList<>();
        for (int seed = 0; seed < 41; seed++) {
            World world = new World(WorldConfig.objects(seed));
            List<SimNode> group = SwimOnly.group(world, SwimConfig.lan(), 10);
            world.run(PERIOD.multipliedBy(3).plusMillis(seed * 25L));
            SimNode frozen = group.get(0);
            List<SimNode> others = group.subList(1, 10);
            long freeze = world.nowNanos();
            frozen.pause();
            world.runUntil(() -> others.stream().anyMatch(node -> deadFor(node, "m0")), Duration.ofMinutes(1));
            assertThat(world.nowNanos() - freeze).as("seed %d", seed).isGreaterThan(3_200_000_000L);
            world.runUntil(() -> others.stream().allMatch(node -> deadFor(node, "m0")), Duration.ofMinutes(1));
            found.add(world.nowNanos() - freeze);
            frozen.resume();
            assertThat(world.runUntil(
                            () -> others.stream().noneMatch(node -> deadFor(node, "m0")), Duration.ofSeconds(3)))
                    .as("back, seed %d", seed)
                    .isTrue();
            for (SimNode node : group)
                assertThat(SwimOnly.membership(node).liveCount()).isEqualTo(10);
        }
        Collections.sort(found);
        assertThat(found.get(20)).isLessThan(5_000_000_000L);
        assertThat(found.get(38)).isLessThan(8_000_000_000L);
    }

    @Test
    void nobody_dies_of_lost_packets() {
        World world = new World(WorldConfig.objects(3));
        world.network().loss(0.1);
        List<SimNode> group = SwimOnly.group(world, SwimConfig.lan(), 30);
        int[] deaths = {0};
        world.onEvent((node, event) -> {
            if (event instanceof MemberEvent.Died) deaths[0]++;
        });
        world.run(Duration.ofMinutes(10));
        assertThat(deaths[0]).isZero();
        assertThat(group).allMatch(SimNode::isUp);
    }

    @Test
    void nobody_dies_when_two_members_cannot_reach_each_other() {
        World world = new World(WorldConfig.objects(4));
        List<SimNode> group = SwimOnly.group(world, SwimConfig.lan(), 5);
        world.network().path(group.get(0), group.get(1)).cut();
        world.network().path(group.get(1), group.get(0)).cut();
        world.run(Duration.ofMinutes(5));
        for (SimNode node : group)
            assertThat(SwimOnly.membership(node).liveCount()).isEqualTo(5);
    }

    private static boolean deadFor(SimNode observer, String name) {
        return Objects.requireNonNull(SwimOnly.membership(observer).row(name)).state() == MemberState.DEAD;
    }
}
