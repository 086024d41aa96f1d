package io.hearsay.membership.watch;

import static io.hearsay.membership.Records.peer;
import static io.hearsay.membership.Records.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.LinkCause;
import io.hearsay.Peer;
import io.hearsay.RecordingEnvironment;
import io.hearsay.RecordingEnvironment.LinkCall;
import io.hearsay.membership.Digests;
import io.hearsay.membership.MemberRecord;
import io.hearsay.membership.Membership;
import io.hearsay.membership.MembershipConfig;
import io.hearsay.membership.MembershipSignal;
import io.hearsay.membership.Update;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchTest {
    private static final Duration PACE = WatchConfig.lan().pace();

    private final RecordingEnvironment env = new RecordingEnvironment(3);
    private final MemberRecord ann = record("ann", 1);
    private final Membership membership = new Membership(MembershipConfig.defaults(), env, ann);
    private final Watch watch = new Watch(WatchConfig.lan(), env, membership);
    private final List<MemberRecord> others = new ArrayList<>();

    @BeforeEach
    void start() {
        watch.start();
    }

    private void members(int count) {
        for (int i = 0; i < count; i++) {
            MemberRecord record = record("m" + i, 10 + i);
            others.add(record);
            hear(new Update.Alive(record), peer(record));
        }
        long own = Digests.ofName("ann");
        others.sort((a, b) -> Long.compareUnsigned(Digests.ofName(a.name()) - own, Digests.ofName(b.name()) - own));
    }

    private void hear(Update update, Peer from) {
        membership.hear(update, from);
        env.takeEvents().forEach(watch::onEvent);
    }

    private List<LinkCall> advance(int turns) {
        env.advance(PACE.multipliedBy(turns), WatchTimer.class, watch::expire);
        return env.links().takeCalls();
    }

    private List<Peer> successors(int count) {
        return others.stream().limit(count).map(record -> peer(record)).toList();
    }

    private void watchesThree() {
        members(9);
        advance(6);
        successors(3).forEach(watch::linkUp);
    }

    @Test
    void opens_links_to_its_successors_one_a_second() {
        members(9);
        assertThat(advance(2)).hasSizeLessThanOrEqualTo(1);
        assertThat(advance(4)).hasSizeLessThanOrEqualTo(3);
        assertThat(advance(5)).isEmpty();
        assertThat(env.takeEvents()).isEmpty();
    }

    @Test
    void the_successors_are_the_nearest_on_the_ring() {
        members(9);
        assertThat(advance(9)).extracting(LinkCall::peer).containsExactlyElementsOf(successors(3));
    }

    @Test
    void waits_until_the_view_rests() {
        members(3);
        for (int i = 0; i < 10; i++) {
            assertThat(advance(1)).isEmpty();
            MemberRecord more = record("x" + i, 100 + i);
            hear(new Update.Alive(more), peer(more));
        }
        assertThat(advance(3)).isNotEmpty();
    }

    @Test
    void follows_the_ring_when_it_turns() {
        watchesThree();
        Peer first = successors(1).get(0);
        hear(new Update.Left(others.get(0).id()), first);
        List<LinkCall> calls = advance(6);
        assertThat(calls).containsExactly(new LinkCall("open", peer(others.get(3))), new LinkCall("close", first));
    }

    @Test
    void sets_no_timer_while_all_is_as_it_should_be() {
        watchesThree();
        advance(2);
        assertThat(env.timers()).isEmpty();
    }

    @Test
    void a_link_that_breaks_is_evidence() {
        watchesThree();
        Peer first = successors(1).get(0);
        watch.linkDown(first, LinkCause.CLOSED);
        assertThat(env.takeEvents()).containsExactly(new MembershipSignal.LinkLost(first, LinkCause.CLOSED));
    }

    @Test
    void a_link_that_another_opened_is_evidence_too() {
        members(9);
        Peer last = peer(others.get(8));
        watch.linkUp(last);
        watch.linkDown(last, LinkCause.CLOSED);
        assertThat(env.takeEvents()).hasSize(1);
    }

    @Test
    void a_goodbye_is_no_evidence_and_neither_is_a_link_that_never_stood() {
        watchesThree();
        watch.linkDown(successors(1).get(0), LinkCause.GOODBYE);
        watch.linkDown(peer(others.get(8)), LinkCause.REFUSED);
        assertThat(env.takeEvents()).isEmpty();
    }

    @Test
    void passes_over_whom_it_cannot_reach_for_a_while() {
        members(9);
        advance(2);
        for (int i = 0; i < 8; i++) advance(1);
        Peer first = successors(1).get(0);
        watch.linkDown(first, LinkCause.TIMED_OUT);
        assertThat(advance(3)).containsExactly(new LinkCall("open", peer(others.get(3))));
        int respite = (int) WatchConfig.lan().respite().dividedBy(PACE);
        assertThat(advance(respite + 1)).contains(new LinkCall("open", first));
    }

    @Test
    void keeps_one_link_in_a_large_cluster() {
        members(600);
        assertThat(advance(8)).hasSize(1);
    }

    @Test
    void keeps_as_many_links_as_there_are_others() {
        members(2);
        assertThat(advance(8)).hasSize(2);
        assertThat(others).isSortedAccordingTo(Comparator.comparing(record -> 0));
    }
}
