package io.hearsay.node;

import static io.hearsay.node.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hearsay.cluster.Cluster;
import io.hearsay.cluster.Ending;
import io.hearsay.membership.Evidence;
import io.hearsay.membership.Member;
import io.hearsay.membership.MemberState;
import io.hearsay.membership.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clusters of real nodes that know each other by heartbeats alone. */
class ScuttlebuttClusterTest {
    private final List<Cluster> opened = new ArrayList<>();

    @AfterEach
    void close() {
        for (Cluster each : opened) each.close();
    }

    private Cluster open(ClusterConfig config) {
        Cluster cluster = Hearsay.join(config);
        opened.add(cluster);
        return cluster;
    }

    private static ClusterConfig config(String name) {
        return ClusterConfig.local("beats").withName(name).withKey(new byte[32]);
    }

    private static ClusterConfig beating(String name) {
        return config(name).withScuttlebuttMembership().withPhiThreshold(2);
    }

    private static String address(Cluster node) {
        return node.self().address().toString();
    }

    private static Optional<MemberState> state(Cluster observer, String name) {
        return observer.member(name).map(Member::state);
    }

    @Test
    void they_meet_say_something_find_the_dead_and_let_go_who_leaves() {
        Cluster one = open(beating("one"));
        Cluster two = open(beating("two").withSeeds(address(one)));
        Cluster three = open(beating("three").withSeeds(address(one)));
        for (Cluster each : opened)
            for (String name : List.of("one", "two", "three"))
                eventually(() -> state(each, name).equals(Optional.of(MemberState.ALIVE)), each::members);
        var unused = two.state().put("load", "0.7");
        eventually(() -> three.state().get("two", "load").equals(Optional.of("0.7")), three.state()::all);
        var left = three.leave();
        eventually(() -> left.toCompletableFuture().isDone(), three::members);
        three.close();
        for (Cluster each : List.of(one, two))
            eventually(() -> state(each, "three").isEmpty(), each::members);
        two.close();
        eventually(() -> state(one, "two").equals(Optional.of(MemberState.DEAD)), one::members);
        List<Verdict> why = one.why("two");
        assertThat(why).last().extracting(Verdict::evidence).isEqualTo(Evidence.SILENT);
    }

    @Test
    void a_node_of_the_other_membership_is_told_why_it_cannot_come_in() {
        Cluster beating = open(beating("beating"));
        Cluster full = open(config("full").withSeeds(address(beating)));
        eventually(() -> full.ended().toCompletableFuture().isDone(), full::members);
        Ending ending = full.ended().toCompletableFuture().join();
        assertThat(ending.reason()).isEqualTo(Ending.Reason.REFUSED);
        assertThat(ending.toString()).contains("membership: scuttlebutt");
        Cluster first = open(config("first"));
        Cluster late = open(beating("late").withSeeds(address(first)));
        eventually(() -> late.ended().toCompletableFuture().isDone(), late::members);
        assertThat(late.ended().toCompletableFuture().join().toString()).contains("full membership");
    }

    @Test
    void settings_of_probes_do_not_go_with_heartbeats_nor_those_of_phi_with_probes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config("a").withPeriod(Duration.ofSeconds(2)).withScuttlebuttMembership());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config("a").withScuttlebuttMembership().withPeriod(Duration.ofSeconds(2)));
        assertThatIllegalArgumentException().isThrownBy(() -> config("a").withPhiThreshold(5));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config("a").withScuttlebuttMembership().withPartialMembership());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config("a").withPartialMembership().withScuttlebuttMembership());
        assertThat(beating("a").withMaxAbsence(Duration.ofDays(1))).isNotNull();
    }
}
