package io.hearsay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.membership.DampingConfig;
import io.hearsay.membership.Member;
import io.hearsay.membership.MemberEvent;
import io.hearsay.membership.MemberState;
import io.hearsay.stack.ClusterNodeConfig;
import io.hearsay.stack.FullMembershipConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A member whom the others reach badly is given up and stays so; no view flaps, and traffic stays what it was. */
class FlappingTest {
    private static final int NODES = 10;
    private static final Duration QUIET = Duration.ofMinutes(5);

    private final List<String> changes = new ArrayList<>();
    private final List<MemberEvent> others = new ArrayList<>();
    private World world = new World(FullNodes.frames(1));
    private double quietFrames;

    /** A cluster at rest, whose traffic was measured, and in it the one whose ways will be bad. */
    private SimNode cluster(long seed, ClusterNodeConfig config) {
        world = new World(FullNodes.frames(seed));
        FullNodes program = new FullNodes(config, Scenario.Seeds.FIRST_THREE.addresses());
        for (int i = 1; i <= NODES; i++) world.node("n" + i, program);
        world.nodes().forEach(SimNode::start);
        assertThat(world.runUntil(() -> FullNodes.isOneView(world), Duration.ofSeconds(10)))
                .isTrue();
        world.run(Duration.ofMinutes(1));
        quietFrames = framesPerSecond(QUIET);
        SimNode bad = world.nodes().get(5);
        world.onEvent((node, event) -> {
            if (node != bad && event instanceof MemberEvent member) note(node, bad, member);
        });
        return bad;
    }

    private void note(SimNode observer, SimNode bad, MemberEvent event) {
        Member member = memberOf(event);
        if (member == null) return;
        if (member.name().equals(bad.name()))
            changes.add(observer.name() + " " + event.getClass().getSimpleName());
        else if (event instanceof MemberEvent.Died) others.add(event);
    }

    private static @Nullable Member memberOf(MemberEvent event) {
        if (event instanceof MemberEvent.Suspected suspected) return suspected.member();
        if (event instanceof MemberEvent.Recovered recovered) return recovered.member();
        if (event instanceof MemberEvent.Died died) return died.member();
        if (event instanceof MemberEvent.Returned returned) return returned.member();
        return null;
    }

    private double framesPerSecond(Duration time) {
        long before = world.counts().frames();
        world.run(time);
        return (world.counts().frames() - before) / (double) time.toSeconds();
    }

    private void ways(SimNode bad, Consumer<Path> to, Consumer<Path> from) {
        for (SimNode other : world.nodes()) {
            if (other == bad) continue;
            to.accept(world.network().path(other, bad));
            from.accept(world.network().path(bad, other));
        }
    }

    private long changesOf(String observer) {
        return changes.stream().filter(line -> line.startsWith(observer + " ")).count();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void one_that_hears_nothing_is_dead_after_two_changes(long seed) {
        SimNode deaf = cluster(seed, ClusterNodeConfig.lan());
        ways(deaf, Path::cut, back -> {});
        double frames = framesPerSecond(Duration.ofHours(1));

        for (SimNode node : world.nodes())
            if (node != deaf) {
                assertThat(FullNodes.stateOf(node, deaf.name())).isEqualTo(MemberState.DEAD);
                assertThat(changesOf(node.name())).isLessThanOrEqualTo(2);
            }
        assertThat(others).isEmpty();
        assertThat(frames).isLessThan(1.5 * quietFrames);
    }

    @ParameterizedTest
    @CsvSource({"0.8, 0, 1", "0.8, 0, 2", "0, 0.8, 1", "0.8, 0.8, 1", "0.5, 0, 1"})
    void one_that_is_reached_badly_stands_back_and_no_view_flaps(double lossTo, double lossFrom, long seed) {
        SimNode bad = cluster(seed, ClusterNodeConfig.lan());
        List<MemberEvent.StoodBack> stoodBack = new ArrayList<>();
        world.onEvent((node, event) -> {
            if (event instanceof MemberEvent.StoodBack back) {
                assertThat(node).isEqualTo(bad);
                stoodBack.add(back);
            }
        });
        ways(bad, to -> to.loss(lossTo), from -> from.loss(lossFrom));
        assertThat(world.runUntil(() -> !stoodBack.isEmpty(), Duration.ofMinutes(15)))
                .isTrue();
        assertThat(changes.stream().filter(line -> line.endsWith("Died")).count())
                .isLessThanOrEqualTo(10 * (NODES - 1));
        world.run(Duration.ofSeconds(20));
        changes.clear();
        double frames = framesPerSecond(Duration.ofHours(1));

        for (SimNode node : world.nodes())
            if (node != bad) assertThat(changesOf(node.name())).isLessThanOrEqualTo(2);
        assertThat(others).isEmpty();
        assertThat(frames).isLessThan(1.5 * quietFrames);
    }

    /** What the deviation is for: refuting for ever, as in SWIM's paper, is a storm without end. */
    @Test
    void without_standing_back_all_views_flap_all_the_time() {
        FullMembershipConfig lan = FullMembershipConfig.lan();
        FullMembershipConfig undamped = lan.withTable(lan.table().withDamping(DampingConfig.none()));
        SimNode bad = cluster(1, ClusterNodeConfig.lan().withMembers(undamped));
        ways(bad, to -> to.loss(0.8), from -> {});
        double frames = framesPerSecond(Duration.ofMinutes(10));

        assertThat(changesOf("n1")).isGreaterThan(500);
        assertThat(frames).isGreaterThan(5 * quietFrames);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void one_that_stood_back_returns_when_its_ways_are_good_again(long seed) {
        SimNode bad = cluster(seed, ClusterNodeConfig.lan());
        ways(bad, to -> to.loss(0.8), from -> {});
        world.run(Duration.ofMinutes(10));
        ways(bad, Path::restore, Path::restore);

        assertThat(world.runUntil(() -> FullNodes.isOneView(world), Duration.ofSeconds(30)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 17, 18, 20})
    void where_all_lose_alike_nobody_stands_back(long seed) {
        cluster(seed, ClusterNodeConfig.lan());
        List<MemberEvent.StoodBack> stoodBack = new ArrayList<>();
        world.onEvent((node, event) -> {
            if (event instanceof MemberEvent.StoodBack back) stoodBack.add(back);
        });
        world.network().loss(0.2);
        world.run(Duration.ofMinutes(30));
        assertThat(stoodBack).isEmpty();
    }
}
