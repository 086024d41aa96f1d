package io.hearsay.membership.sync;

import static io.hearsay.membership.Records.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearsay.Address;
import io.hearsay.membership.Evidence;
import io.hearsay.membership.MemberEvent;
import io.hearsay.membership.MemberState;
import io.hearsay.membership.MembershipSignal;
import io.hearsay.membership.Update;
import io.hearsay.membership.sync.Net.Node;
import io.hearsay.membership.sync.SyncEvent.ForgetReport;
import io.hearsay.membership.sync.SyncEvent.JoinRefused;
import io.hearsay.membership.sync.SyncEvent.JoinedCluster;
import io.hearsay.membership.sync.SyncEvent.LeaveReport;
import io.hearsay.membership.sync.SyncEvent.SeedFailed;
import io.hearsay.membership.sync.SyncEvent.Settled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyncTest {
    private static final Duration QUIET = SyncConfig.lan().quiet();

    private final Net net = new Net(SyncConfig.lan());
    private final Node ann = net.node(record("ann", 1));
    private final Node bob = net.node(record("bob", 2));
    private final Node eve = net.node(record("eve", 3));

    private static Address address(Node node) {
        return node.peer.address();
    }

    private void together(Node... nodes) {
        for (Node node : nodes) node.knows(nodes);
    }

    private Update.Dead dead(Node of) {
        return new Update.Dead(
                of.membership.self().id(),
                of.membership.self().incarnation(),
                Evidence.SUSPICION_EXPIRED,
                List.of("somebody"));
    }

    private void bury(Node by, Node of) {
        by.membership.hear(dead(of), by.peer);
        by.membership.dropNews();
    }

    // Joining.

    @Test
    void joins_through_a_seed_and_learns_its_view() {
        together(ann, bob);
        eve.sync.join(List.of(address(ann)));
        net.settle();
        assertThat(eve.stateOf("bob")).isEqualTo(MemberState.ALIVE);
        assertThat(ann.stateOf("eve")).isEqualTo(MemberState.ALIVE);
        assertThat(eve.events(JoinedCluster.class)).containsExactly(new JoinedCluster(address(ann), 3));
    }

    @Test
    void is_in_alone_without_seeds_but_itself() {
        ann.sync.join(List.of(address(ann)));
        net.settle();
        assertThat(ann.events(JoinedCluster.class)).containsExactly(new JoinedCluster(null, 1));
    }

    @Test
    void calls_all_seeds_and_the_first_success_counts() {
        List<Address> seeds = new ArrayList<>();
        for (int host = 100; host < 300; host++) seeds.add(Address.v4(0x0b000000 + host, 7940));
        seeds.add(address(ann));
        eve.sync.join(seeds);
        net.advance(Duration.ofMillis(200));
        assertThat(eve.events(JoinedCluster.class)).hasSize(1);
        assertThat(eve.events(SeedFailed.class)).isNotEmpty();
    }

    @Test
    void never_gives_up() {
        Address late = Address.v4(0x0a000009, 7940);
        eve.sync.join(List.of(late));
        net.advance(Duration.ofMinutes(1));
        assertThat(eve.sync.isJoined()).isFalse();
        net.node(record("late", 9));
        net.advance(Duration.ofSeconds(5));
        assertThat(eve.sync.isJoined()).isTrue();
    }

    @Test
    void calls_seeds_that_turn_up_late() {
        eve.sync.join(List.of());
        net.advance(Duration.ofSeconds(10));
        eve.sync.seeds(List.of(address(ann)));
        net.advance(Duration.ofSeconds(1));
        assertThat(ann.stateOf("eve")).isEqualTo(MemberState.ALIVE);
    }

    @Test
    void both_islands_are_one_when_a_seed_joins_its_own_seed() {
        together(ann, bob);
        Node fay = net.node(record("fay", 4));
        together(eve, fay);
        ann.sync.join(List.of(address(eve)));
        net.settle();
        assertThat(ann.membership.digest()).isEqualTo(eve.membership.digest());
        assertThat(eve.stateOf("bob")).isEqualTo(MemberState.ALIVE);
        assertThat(ann.stateOf("fay")).isEqualTo(MemberState.ALIVE);
    }

    @Test
    void settles_when_the_view_has_rested() {
        eve.sync.join(List.of(address(ann)));
        net.advance(QUIET.multipliedBy(2));
        assertThat(eve.events(Settled.class)).isEmpty();
        net.advance(QUIET.multipliedBy(3));
        assertThat(eve.events(Settled.class)).containsExactly(new Settled(ann.membership.digest(), 2));
    }

    @Test
    void refuses_a_name_whose_holder_answers() {
        together(ann, bob);
        Node twin = net.node(record("bob", 8, 5));
        twin.sync.join(List.of(address(ann)));
        net.settle();
        assertThat(twin.sync.isJoined()).isFalse();
        assertThat(twin.events(JoinRefused.class)).singleElement().satisfies(refused -> {
            assertThat(refused.reason()).isEqualTo(Refusal.HELD);
            assertThat(refused.text()).startsWith("name bob is held by 10.0.0.2:7940");
        });
    }

    @Test
    void refuses_its_own_name_at_once() {
        Node twin = net.node(record("ann", 8, 5));
        twin.sync.join(List.of(address(ann)));
        net.settle();
        assertThat(twin.events(JoinRefused.class))
                .extracting(JoinRefused::text)
                .containsExactly("name ann is held by 10.0.0.1:7940, alive 0 ms ago");
    }

    @Test
    void gives_the_name_of_a_silent_holder_to_the_joiner_under_a_higher_epoch() {
        together(ann, bob);
        bob.silent = true;
        Node reborn = net.node(record("bob", 8, 0));
        reborn.sync.join(List.of(address(ann)));
        net.settle();
        assertThat(reborn.membership.self().id().epoch()).isEqualTo(2);
        assertThat(reborn.events(MembershipSignal.EpochRaised.class)).hasSize(1);
        assertThat(ann.membership.ofInstance(reborn.peer.instance())).isNotNull();
        assertThat(ann.events(MemberEvent.Died.class)).hasSize(1);
        assertThat(ann.stateOf("bob")).isEqualTo(MemberState.ALIVE);
    }

    @Test
    void gives_the_name_at_once_when_its_port_refuses() {
        together(ann, bob);
        net.nodes.remove(address(bob));
        Node reborn = net.node(record("bob", 8, 5));
        long before = ann.env.nowNanos();
        reborn.sync.join(List.of(address(ann)));
        net.advance(Duration.ofMillis(100));
        assertThat(reborn.sync.isJoined()).isTrue();
        assertThat(ann.env.nowNanos() - before).isLessThan(700_000_000L);
    }

    @Test
    void a_name_that_left_comes_back_under_a_higher_epoch_only() {
        together(ann, bob);
        ann.membership.hear(new Update.Left(bob.membership.self().id()), bob.peer);
        Node reborn = net.node(record("bob", 8, 0));
        reborn.sync.join(List.of(address(ann)));
        net.settle();
        assertThat(reborn.membership.self().id().epoch()).isEqualTo(2);
        assertThat(ann.stateOf("bob")).isEqualTo(MemberState.ALIVE);
    }

    @Test
    void inherits_the_introducers_gaps_after_having_learnt_its_view() {
        together(ann, bob);
        ann.membership.inheritGaps();
        eve.sync.join(List.of(address(ann)));
        net.settle();
        assertThat(eve.stateOf("bob")).isEqualTo(MemberState.ALIVE);
        assertThat(eve.membership.hasGaps()).isTrue();
    }

    // Comparing.

    @Test
    void compares_views_that_differ_and_stay_so() {
        together(ann, bob);
        ann.knows(eve);
        bob.hearDigestOf(ann);
        ann.hearDigestOf(bob);
        net.settle();
        assertThat(bob.stateOf("eve")).isNull();
        net.advance(QUIET.multipliedBy(3));
        assertThat(bob.stateOf("eve")).isEqualTo(MemberState.ALIVE);
        assertThat(bob.membership.digest()).isEqualTo(ann.membership.digest());
    }

    @Test
    void leaves_differences_to_gossip_while_the_view_moves() {
        together(ann, bob);
        ann.knows(eve);
        bob.hearDigestOf(ann);
        bob.knows(net.node(record("new", 7)));
        net.advance(QUIET.multipliedBy(3));
        assertThat(bob.stateOf("eve")).isNull();
    }

    @Test
    void compares_nothing_twice_that_differs_for_good() {
        together(ann, bob, eve);
        eve.silent = true;
        bury(ann, eve);
        for (int i = 0; i < 20; i++) {
            ann.hearDigestOf(bob);
            bob.hearDigestOf(ann);
            net.advance(QUIET);
        }
        long rowsSent = ann.env.timers().stream()
                .filter(timer -> timer.timer() instanceof SyncTimer.StepTimeout)
                .count();
        assertThat(rowsSent).isZero();
        assertThat(ann.stateOf("eve")).isEqualTo(MemberState.DEAD);
        assertThat(bob.stateOf("eve")).isEqualTo(MemberState.ALIVE);
    }

    @Test
    void the_accused_refutes_what_another_view_believes_of_it() {
        together(ann, bob, eve);
        bury(ann, eve);
        ann.sync.join(List.of(address(bob)));
        net.settle();
        assertThat(eve.membership.self().incarnation()).isEqualTo(1);
    }

    @Test
    void two_halves_that_gave_each_other_up_know_each_other_after_one_comparison() {
        together(ann, bob);
        bury(ann, bob);
        bury(bob, ann);
        ann.sync.join(List.of());
        ann.sync.onEvent(new MembershipSignal.ContactWanted(address(bob)));
        net.settle();
        assertThat(ann.stateOf("bob")).isEqualTo(MemberState.ALIVE);
        assertThat(bob.stateOf("ann")).isEqualTo(MemberState.ALIVE);
        assertThat(ann.events(MemberEvent.Returned.class)).hasSize(1);
    }

    @Test
    void hands_over_thousands_of_rows_in_bounded_messages() {
        for (int i = 0; i < 5_000; i++)
            ann.membership.hear(new Update.Alive(record("member-" + i, 1_000 + i)), ann.peer);
        ann.membership.dropNews();
        ann.env.takeEvents();
        bob.sync.join(List.of(address(ann)));
        net.settle();
        assertThat(bob.membership.liveCount()).isEqualTo(5_002);
        assertThat(bob.membership.digest()).isEqualTo(ann.membership.digest());
    }

    @Test
    void a_ghost_in_another_view_is_removed_there_even_if_all_here_have_acknowledged() {
        together(ann, bob, eve);
        ann.membership.hear(new Update.Left(eve.membership.self().id()), eve.peer);
        ann.membership.acknowledgedRemovals(bob.peer, ann.membership.lastRemoval());
        assertThat(ann.membership.removals()).isEmpty();
        bob.sync.join(List.of(address(ann)));
        net.settle();
        assertThat(bob.stateOf("eve")).isNull();
        assertThat(ann.stateOf("eve")).isNull();
    }

    // Leaving and forgetting.

    @Test
    void leaves_when_enough_have_heard_it() {
        together(ann, bob, eve);
        ann.sync.leave();
        net.settle();
        assertThat(ann.events(LeaveReport.class)).singleElement().satisfies(report -> {
            assertThat(report.isComplete()).isTrue();
            assertThat(report.acknowledgedBy()).containsExactlyInAnyOrder("bob", "eve");
        });
        assertThat(bob.stateOf("ann")).isNull();
        assertThat(bob.events(MemberEvent.Left.class)).hasSize(1);
    }

    @Test
    void leaves_after_five_seconds_at_the_latest() {
        together(ann, bob, eve);
        bob.silent = true;
        ann.sync.leave();
        net.advance(Duration.ofMillis(4_500));
        assertThat(ann.events(LeaveReport.class)).isEmpty();
        net.advance(Duration.ofSeconds(1));
        assertThat(ann.events(LeaveReport.class)).singleElement().satisfies(report -> {
            assertThat(report.isComplete()).isFalse();
            assertThat(report.acknowledgedBy()).containsExactly("eve");
        });
    }

    @Test
    void leaves_at_once_when_alone() {
        ann.sync.leave();
        net.settle();
        assertThat(ann.events(LeaveReport.class)).hasSize(1);
    }

    @Test
    void comes_back_from_the_same_process_under_a_later_epoch() {
        together(ann, bob);
        ann.sync.leave();
        net.settle();
        ann.sync.join(List.of(address(bob)));
        net.settle();
        assertThat(bob.stateOf("ann")).isEqualTo(MemberState.ALIVE);
        assertThat(ann.membership.self().id().epoch()).isEqualTo(2);
    }

    @Test
    void forgets_everywhere_and_says_who_has_confirmed() {
        together(ann, bob, eve);
        Node gone = net.node(record("gone", 9));
        for (Node node : List.of(ann, bob, eve)) node.knows(gone);
        gone.silent = true;
        assertThat(ann.sync.forget("gone")).isTrue();
        net.advance(Duration.ofSeconds(1));
        assertThat(bob.stateOf("gone")).isNull();
        assertThat(ann.events(ForgetReport.class)).singleElement().satisfies(report -> {
            assertThat(report.confirmedBy()).containsExactly("ann", "bob", "eve");
            assertThat(report.awaited()).isEmpty();
        });
        assertThat(ann.membership.removals()).isEmpty();
    }

    @Test
    void the_dead_are_awaited_when_somebody_is_forgotten() {
        together(ann, bob, eve);
        bury(ann, eve);
        eve.silent = true;
        Node gone = net.node(record("gone", 9));
        ann.knows(gone);
        ann.sync.forget("gone");
        net.advance(Duration.ofSeconds(1));
        assertThat(ann.events(ForgetReport.class))
                .extracting(ForgetReport::awaited)
                .containsExactly(List.of("eve"));
    }

    @Test
    void a_forgotten_process_that_still_runs_hears_of_it() {
        together(ann, bob);
        ann.sync.forget("bob");
        net.settle();
        assertThat(bob.events(MemberEvent.SelfForgotten.class)).hasSize(1);
    }

    @Test
    void forgets_no_stranger_and_not_itself() {
        assertThat(ann.sync.forget("nobody")).isFalse();
        assertThatThrownBy(() -> ann.sync.forget("ann")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tombstones_are_acknowledged_by_equal_digests_and_told_where_they_differ() {
        together(ann, bob, eve);
        Node gone = net.node(record("gone", 9));
        ann.knows(gone);
        bob.knows(gone);
        ann.membership.hear(new Update.Left(gone.membership.self().id()), gone.peer);
        net.advance(QUIET.multipliedBy(2));
        ann.hearDigestOf(bob);
        net.settle();
        assertThat(bob.stateOf("gone")).isNull();
        assertThat(ann.membership.awaited(gone.membership.self().id())).containsExactly("eve");
    }
}
