package io.hearsay.membership.healing;

import static io.hearsay.membership.Records.peer;
import static io.hearsay.membership.Records.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.Address;
import io.hearsay.Batch;
import io.hearsay.Event;
import io.hearsay.RecordingEnvironment;
import io.hearsay.membership.Evidence;
import io.hearsay.membership.MemberEvent;
import io.hearsay.membership.MemberEvent.Partition;
import io.hearsay.membership.MemberRecord;
import io.hearsay.membership.Membership;
import io.hearsay.membership.MembershipConfig;
import io.hearsay.membership.MembershipSignal;
import io.hearsay.membership.MembershipSignal.ContactWanted;
import io.hearsay.membership.MembershipSignal.ProbeWanted;
import io.hearsay.membership.Update;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class HealingTest {
    private static final Duration INTERVAL = HealingConfig.lan().interval();

    private final RecordingEnvironment env = new RecordingEnvironment(11);
    private final MemberRecord ann = record("ann", 1);
    private final Membership membership = new Membership(MembershipConfig.defaults(), env, ann);
    private Healing healing = new Healing(HealingConfig.lan(), env, membership, null);
    private final List<Event> events = new ArrayList<>();

    private static MemberRecord member(int i) {
        return record("m" + i, 10 + i);
    }

    private void members(int count) {
        for (int i = 0; i < count; i++) membership.hear(new Update.Alive(member(i)), peer(member(i)));
        membership.dropNews();
        env.takeEvents();
    }

    private void route() {
        for (List<Event> news = env.takeEvents(); !news.isEmpty(); news = env.takeEvents()) {
            events.addAll(news);
            news.forEach(healing::onEvent);
        }
    }

    private void fallsSilent(int i) {
        long incarnation = Objects.requireNonNull(membership.row("m" + i)).incarnation();
        membership.hear(
                new Update.Dead(member(i).id(), incarnation, Evidence.SUSPICION_EXPIRED, List.of("ann")),
                peer(member(0)));
        route();
    }

    private void dies(int i) {
        membership.hear(new Update.Dead(member(i).id(), 0, Evidence.PORT_REFUSED, List.of("ann")), peer(member(0)));
        route();
    }

    private void returns(int i) {
        membership.hear(new Update.Alive(member(i).withIncarnation(1)), peer(member(i)));
        route();
    }

    private void advance(Duration by) {
        env.advance(by, HealingTimer.class, timer -> {
            healing.expire(timer);
            route();
        });
    }

    private Map<Address, Integer> calls() {
        Map<Address, Integer> calls = new LinkedHashMap<>();
        for (Event event : events)
            if (event instanceof ContactWanted wanted) calls.merge(wanted.address(), 1, Integer::sum);
        events.clear();
        return calls;
    }

    private static Address address(MemberRecord record) {
        return record.addresses().get(0);
    }

    private List<Partition> partitions() {
        return events.stream()
                .filter(Partition.class::isInstance)
                .map(Partition.class::cast)
                .toList();
    }

    // Calling.

    @Test
    void calls_nobody_when_nobody_is_lost() {
        members(3);
        healing.start();
        advance(INTERVAL.multipliedBy(100));
        assertThat(calls()).isEmpty();
    }

    @Test
    void calls_the_dead_for_ever() {
        members(1);
        fallsSilent(0);
        healing.start();
        advance(Duration.ofDays(1));
        assertThat(calls()).containsKey(address(member(0)));
        advance(INTERVAL.multipliedBy(10));
        int more = Objects.requireNonNull(calls().get(address(member(0))));
        assertThat(more).isBetween(8, 13);
    }

    @Test
    void a_part_of_the_cluster_calls_about_once_in_an_interval_in_sum() {
        members(40);
        for (int i = 20; i < 40; i++) fallsSilent(i);
        events.clear();
        healing.start();
        advance(INTERVAL.multipliedBy(2_100));
        int turns = calls().values().stream().mapToInt(Integer::intValue).sum();
        // One in 21 of 2,100 turns, each with a call to the latest loss and one to any.
        assertThat(turns).isBetween(120, 220);
    }

    @Test
    void calls_the_latest_loss_as_often_as_all_others_together() {
        members(1_000);
        for (int i = 0; i < 990; i++) dies(i);
        env.freeze(Duration.ofHours(1));
        for (int i = 990; i < 995; i++) fallsSilent(i);
        events.clear();
        healing.start();
        advance(INTERVAL.multipliedBy(600));
        Map<Address, Integer> calls = calls();
        int latest = 0;
        for (int i = 990; i < 995; i++) latest += calls.getOrDefault(address(member(i)), 0);
        int all = calls.values().stream().mapToInt(Integer::intValue).sum();
        assertThat(latest).isBetween(all * 2 / 5, all * 3 / 5);
    }

    @Test
    void calls_each_lost_seed_at_least_once_a_minute() {
        Address seed = Address.parse("10.9.9.9:7940");
        healing.seeds(List.of(seed, address(ann)));
        healing.start();
        for (int minute = 0; minute < 60; minute++) {
            advance(Duration.ofMinutes(1));
            assertThat(calls()).containsOnlyKeys(seed);
        }
    }

    /** Nobody else may know this seed, so many members are no reason to call it rarely. */
    @Test
    void calls_its_own_lost_seed_about_once_a_minute_in_a_large_cluster_too() {
        members(1_000);
        Address seed = Address.parse("10.9.9.9:7940");
        healing.seeds(List.of(seed));
        healing.start();
        advance(Duration.ofHours(1));
        assertThat(Objects.requireNonNull(calls().get(seed))).isBetween(52, 62);
    }

    @Test
    void calls_a_seed_that_turned_up_elsewhere_in_the_next_turn() {
        members(1_000);
        healing.seeds(List.of(Address.parse("10.9.9.8:7940")));
        healing.start();
        advance(INTERVAL);
        events.clear();
        healing.seeds(List.of(Address.parse("10.9.9.9:7940")));
        advance(INTERVAL.multipliedBy(2));
        assertThat(calls()).containsOnlyKeys(Address.parse("10.9.9.9:7940"));
    }

    @Test
    void calls_no_seed_that_is_a_live_member() {
        members(1);
        healing.seeds(List.of(address(member(0))));
        healing.start();
        advance(Duration.ofMinutes(5));
        assertThat(calls()).isEmpty();
    }

    // The past.

    @Test
    void stores_whom_it_has_seen_and_calls_them_in_its_next_life() {
        members(3);
        healing.start();
        advance(Duration.ofSeconds(30));
        List<Batch> stored = env.takePersisted();
        assertThat(stored).hasSize(1);
        advance(Duration.ofMinutes(1));
        assertThat(env.takePersisted()).isEmpty();

        RecordingEnvironment next = new RecordingEnvironment(12);
        Membership alone = new Membership(MembershipConfig.defaults(), next, record("ann", 1, 2));
        byte[] peers = stored.get(0).writes().get(Healing.PEERS_KEY);
        Healing reborn = new Healing(HealingConfig.lan(), next, alone, peers);
        reborn.start();
        next.advance(Duration.ofMillis(250), HealingTimer.class, reborn::expire);
        assertThat(next.takeEvents())
                .containsExactlyInAnyOrder(
                        new ContactWanted(address(member(0))),
                        new ContactWanted(address(member(1))),
                        new ContactWanted(address(member(2))));
    }

    /** All seeds began again together and found one another first: the rest is known from the past only. */
    @Test
    void calls_its_past_in_its_first_turn_even_when_others_are_there() {
        members(20);
        healing.start();
        healing.remember();
        byte[] peers = env.takePersisted().get(0).writes().get(Healing.PEERS_KEY);

        RecordingEnvironment next = new RecordingEnvironment(12);
        Membership among = new Membership(MembershipConfig.defaults(), next, record("ann", 1, 2));
        Healing reborn = new Healing(HealingConfig.lan(), next, among, peers);
        reborn.start();
        for (int i = 0; i < 10; i++) among.hear(new Update.Alive(member(i)), peer(member(i)));
        next.takeEvents();
        next.advance(Duration.ofMillis(250), HealingTimer.class, reborn::expire);
        assertThat(next.takeEvents())
                .hasSize(4)
                .allMatch(event -> event instanceof ContactWanted wanted
                        && !address(member(0)).equals(wanted.address()));
    }

    @Test
    void stores_whom_it_sees_at_once_when_it_is_about_to_go() {
        healing.start();
        members(3);
        healing.remember();
        assertThat(env.takePersisted()).hasSize(1);
        healing.remember();
        assertThat(env.takePersisted()).isEmpty();
    }

    @Test
    void starts_without_a_past_that_is_damaged() {
        healing = new Healing(HealingConfig.lan(), env, membership, new byte[] {1, 2, 3});
        healing.start();
        assertThat(env.takeEvents()).singleElement().isInstanceOf(HealingEvent.PastPeersDamaged.class);
    }

    // Mergers.

    @Test
    void announces_those_who_return_together_as_one_merger() {
        members(6);
        for (int i = 2; i < 6; i++) fallsSilent(i);
        for (int i = 2; i < 6; i++) {
            returns(i);
            advance(Duration.ofSeconds(2));
        }
        advance(Duration.ofSeconds(3));
        assertThat(events).contains(new MemberEvent.ViewsMerged(4));
    }

    @Test
    void one_that_returns_is_no_merger() {
        members(6);
        fallsSilent(2);
        returns(2);
        advance(Duration.ofSeconds(10));
        assertThat(events).noneMatch(MemberEvent.ViewsMerged.class::isInstance);
    }

    // Partitions.

    private void answer(int from, int to) {
        env.freeze(Duration.ofMillis(1));
        for (int i = from; i < to; i++) membership.heardFrom(peer(member(i)));
    }

    @Test
    void many_who_fall_silent_together_are_a_partition() {
        members(9);
        fallsSilent(8);
        advance(Duration.ofSeconds(5));
        assertThat(events).noneMatch(ProbeWanted.class::isInstance);
        fallsSilent(7);
        assertThat(events).filteredOn(ProbeWanted.class::isInstance).hasSize(7);
        answer(0, 4);
        advance(Duration.ofSeconds(1));
        assertThat(partitions()).containsExactly(new Partition(5, 10, false));
        for (int i = 4; i < 7; i++) fallsSilent(i);
        advance(Duration.ofMinutes(1));
        assertThat(partitions()).hasSize(1);
    }

    @Test
    void the_smaller_part_takes_itself_for_the_lost_one() {
        members(9);
        for (int i = 7; i < 9; i++) fallsSilent(i);
        answer(0, 2);
        advance(Duration.ofSeconds(1));
        assertThat(partitions()).containsExactly(new Partition(3, 10, true));
    }

    @Test
    void the_next_loss_is_announced_anew() {
        many_who_fall_silent_together_are_a_partition();
        events.clear();
        for (int i = 4; i < 9; i++) returns(i);
        for (int i = 7; i < 9; i++) fallsSilent(i);
        answer(0, 7);
        advance(Duration.ofSeconds(1));
        assertThat(partitions()).containsExactly(new Partition(8, 10, false));
    }

    @Test
    void deaths_are_no_partition() {
        members(9);
        for (int i = 1; i < 6; i++) dies(i);
        fallsSilent(7);
        advance(Duration.ofMinutes(1));
        assertThat(partitions()).isEmpty();
    }

    @Test
    void a_few_of_many_are_no_partition() {
        members(30);
        fallsSilent(8);
        fallsSilent(9);
        answer(0, 30);
        advance(Duration.ofMinutes(1));
        assertThat(partitions()).isEmpty();
    }

    @Test
    void a_sample_is_asked_where_there_are_many() {
        members(1_000);
        fallsSilent(998);
        fallsSilent(999);
        assertThat(events).filteredOn(ProbeWanted.class::isInstance).hasSize(128);
        answer(0, 500);
        advance(Duration.ofSeconds(1));
        assertThat(partitions()).singleElement().satisfies(partition -> {
            assertThat(partition.of()).isEqualTo(1_001);
            assertThat(partition.seen()).isBetween(400, 600);
        });
    }

    @Test
    void a_node_that_hears_nobody_takes_itself_for_cut_off() {
        members(9);
        membership.heardFrom(peer(member(3)));
        for (int second = 1; second <= 4; second++) {
            env.freeze(Duration.ofSeconds(1));
            healing.onEvent(new MembershipSignal.ProbeFailed(member(second).id()));
            route();
        }
        assertThat(partitions()).containsExactly(new Partition(1, 10, true));
        for (int i = 0; i < 9; i++) fallsSilent(i);
        advance(Duration.ofMinutes(1));
        assertThat(partitions()).hasSize(1);
    }

    @Test
    void a_node_that_hears_somebody_is_not_cut_off() {
        members(9);
        for (int second = 1; second <= 10; second++) {
            env.freeze(Duration.ofSeconds(1));
            membership.heardFrom(peer(member(0)));
            healing.onEvent(new MembershipSignal.ProbeFailed(member(second % 9).id()));
            route();
        }
        assertThat(partitions()).isEmpty();
    }
}
