package io.hearsay.antientropy.scuttlebutt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearsay.NodeId;
import io.hearsay.RecordingEnvironment.Sent;
import io.hearsay.antientropy.scuttlebutt.Meeting.Node;
import io.hearsay.antientropy.scuttlebutt.ScuttlebuttMessage.Deltas;
import io.hearsay.antientropy.scuttlebutt.ScuttlebuttMessage.Digest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScuttlebuttTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Meeting meeting = new Meeting();
    private final Node a = meeting.node("a");
    private final Node b = meeting.node("b");

    private static void put(Node node, String key, String value) {
        node.protocol.put(key, value, Optional.empty());
    }

    @Test
    void one_exchange_carries_both_ways() {
        put(a, "load", "0.7");
        put(b, "load", "0.1");
        a.meet(b);
        assertThat(b.value(a, "load")).isEqualTo("0.7");
        assertThat(a.value(b, "load")).isEqualTo("0.1");
        assertThat(b.events())
                .containsExactly(new StateChanged(b.id(), "load", "0.1"), new StateChanged(a.id(), "load", "0.7"));
    }

    @Test
    void those_who_agree_exchange_one_digest() {
        put(a, "load", "0.7");
        a.meet(b);
        b.meet(a);
        long before = b.protocol.stats().sent() + a.protocol.stats().sent();
        Sent digest = a.say().get(0);
        meeting.hand(a, digest);
        assertThat(b.env.takeSent()).isEmpty();
        assertThat(a.protocol.stats().sent() + b.protocol.stats().sent()).isEqualTo(before);
    }

    @Test
    void where_nobody_has_written_nobody_says_a_thing() {
        a.live.add(b.peer);
        assertThat(a.say()).isEmpty();
    }

    @Test
    void an_overwritten_value_is_not_sent() {
        for (int i = 0; i < 10; i++) put(a, "load", "0." + i);
        a.meet(b);
        assertThat(b.value(a, "load")).isEqualTo("0.9");
        assertThat(b.protocol.stats().applied()).isEqualTo(1);
    }

    @Test
    void the_same_value_again_is_no_write() {
        put(a, "load", "0.7");
        put(a, "load", "0.7");
        assertThat(a.protocol.state("a").orElseThrow().version()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void what_does_not_fit_comes_in_the_order_of_versions(Order order) {
        Node c = meeting.node("c", ScuttlebuttConfig.lan().withOrder(order));
        for (int i = 0; i < 50; i++) put(c, "key" + i, "x".repeat(Entry.MAX_VALUE_BYTES - i));
        for (int met = 1; b.value(c, "key49").equals("none"); met++) {
            c.meet(b);
            long version = b.protocol.state("c").orElseThrow().version();
            assertThat(version).isGreaterThanOrEqualTo(met);
            assertThat(b.protocol.state("c").orElseThrow().entries()).hasSize((int) version);
        }
        assertThat(meeting.longestBytes).isLessThanOrEqualTo(1_100);
    }

    @Test
    void a_delta_behind_a_lost_one_is_left_alone() {
        Delta second = new Delta(a.id(), 1, 2, 0, List.of(new Entry("k", 2, "v")));
        b.protocol.receive(a.peer, new Deltas(List.of(second)));
        assertThat(b.value(a, "k")).isEqualTo("none");
        assertThat(b.protocol.stats().gaps()).isEqualTo(1);
    }

    @Test
    void a_delta_that_comes_twice_or_late_changes_nothing() {
        put(a, "k", "old");
        a.live.add(b.peer);
        meeting.hand(a, a.say().get(0));
        meeting.hand(b, b.env.takeSent().get(0));
        Sent late = a.env.takeSent().get(0);
        put(a, "k", "new");
        a.meet(b);
        meeting.hand(a, late);
        meeting.hand(a, late);
        assertThat(b.value(a, "k")).isEqualTo("new");
    }

    @Test
    void a_delete_travels_and_its_tombstone_is_collected_everywhere() {
        put(a, "k", "v");
        put(a, "other", "v");
        a.meet(b);
        a.protocol.delete("k");
        a.meet(b);
        assertThat(b.value(a, "k")).isEqualTo("none");
        assertThat(b.protocol.state("a").orElseThrow().tombstones()).isEqualTo(1);
        a.pass(HOUR);
        a.meet(b);
        assertThat(a.protocol.state("a").orElseThrow().tombstones()).isZero();
        assertThat(b.protocol.state("a").orElseThrow().tombstones()).isZero();
        assertThat(b.protocol.stats().resets()).isZero();
        assertThat(b.value(a, "other")).isEqualTo("v");
    }

    @Test
    void who_missed_a_delete_for_too_long_begins_again() {
        put(a, "k", "v");
        put(a, "other", "v");
        a.meet(b);
        a.protocol.delete("k");
        a.pass(HOUR);
        b.events();
        a.meet(b);
        assertThat(b.protocol.stats().resets()).isEqualTo(1);
        assertThat(b.value(a, "k")).isEqualTo("none");
        assertThat(b.value(a, "other")).isEqualTo("v");
        assertThat(b.events()).contains(new StateChanged(a.id(), "k", null));
    }

    @Test
    void in_the_middle_of_a_reset_nobody_brings_a_deleted_value_back() {
        Node stale = meeting.node("stale");
        for (int i = 0; i < 5; i++) put(a, "key" + i, "x".repeat(700));
        for (int i = 0; i < 6; i++) a.meet(stale);
        b.meet(stale);
        a.protocol.delete("key4");
        a.pass(HOUR);
        a.meet(b);
        long version = b.protocol.state("a").orElseThrow().version();
        assertThat(version).isBetween(1L, 5L);
        for (int i = 0; i < 6; i++) b.meet(stale);
        assertThat(b.value(a, "key4")).isEqualTo("none");
        for (int i = 0; i < 6; i++) a.meet(b);
        for (int i = 0; i < 6; i++) b.meet(stale);
        for (Node node : List.of(a, b, stale)) {
            assertThat(node.value(a, "key4")).isEqualTo("none");
            assertThat(node.value(a, "key3")).hasSize(700);
        }
    }

    @Test
    void a_value_goes_when_its_time_is_over() {
        a.protocol.put("k", "v", Optional.of(Duration.ofSeconds(10)));
        a.meet(b);
        assertThat(b.value(a, "k")).isEqualTo("v");
        a.pass(Duration.ofSeconds(5));
        a.protocol.put("k", "v", Optional.of(Duration.ofSeconds(10)));
        a.pass(Duration.ofSeconds(6));
        a.meet(b);
        assertThat(b.value(a, "k")).isEqualTo("v");
        a.pass(Duration.ofSeconds(4));
        a.meet(b);
        assertThat(b.value(a, "k")).isEqualTo("none");
    }

    @Test
    void a_later_life_replaces_an_earlier_one_and_never_the_other_way_round() {
        put(a, "k", "of the first life");
        put(a, "k2", "of the first life");
        a.meet(b);
        Node again = meeting.node("a", 1_001, ScuttlebuttConfig.lan());
        put(again, "k", "of the second life");
        again.meet(b);
        assertThat(b.value(again, "k")).isEqualTo("of the second life");
        assertThat(b.value(again, "k2")).isEqualTo("none");
        a.meet(b);
        assertThat(b.value(again, "k")).isEqualTo("of the second life");
    }

    @Test
    void a_node_that_takes_a_later_epoch_goes_on_saying_what_it_said() {
        put(a, "k", "v");
        a.meet(b);
        a.protocol.renew(new NodeId("a", 2_000, a.peer.instance()));
        a.meet(b);
        Snapshot there = b.protocol.state("a").orElseThrow();
        assertThat(there.owner().epoch()).isEqualTo(2_000);
        assertThat(there.entries()).containsOnlyKeys("k");
    }

    @Test
    void an_absurd_generation_is_refused_and_counted() {
        NodeId absurd = new NodeId("a", 1_001 + (1L << 32), 5);
        b.protocol.receive(a.peer, new Digest("", "", List.of(new Known(absurd, 3, 0))));
        assertThat(b.env.takeSent()).isEmpty();
        b.protocol.receive(a.peer, new Deltas(List.of(new Delta(absurd, 0, 1, 0, List.of(new Entry("k", 1, "v"))))));
        assertThat(b.protocol.state("a")).isEmpty();
        assertThat(b.protocol.stats().refused()).isEqualTo(2);
    }

    @Test
    void nobody_else_writes_what_a_node_says_of_itself() {
        put(b, "k", "mine");
        Delta forged = new Delta(b.id(), 1, 2, 0, List.of(new Entry("k", 2, "yours")));
        b.protocol.receive(a.peer, new Deltas(List.of(forged)));
        assertThat(b.value(b, "k")).isEqualTo("mine");
        assertThat(b.protocol.stats().refused()).isEqualTo(1);
    }

    @Test
    void who_left_the_company_is_forgotten_and_does_not_come_back() {
        put(a, "k", "v");
        a.meet(b);
        b.strangers.add("a");
        b.round();
        b.env.takeSent();
        b.events();
        assertThat(b.protocol.state("a")).isEmpty();
        a.meet(b);
        assertThat(b.protocol.state("a")).isEmpty();
    }

    @Test
    void a_digest_in_pages_leaves_nobody_out() {
        Meeting crowd = new Meeting();
        Node first = crowd.node("first");
        Node last = crowd.node("last");
        for (int i = 0; i < 300; i++) {
            Node node = crowd.node(String.format("member-%03d", i));
            put(node, "k", "v" + i);
            node.meet(first);
        }
        for (int round = 0; round < 10; round++) first.meet(last);
        assertThat(last.protocol.states()).hasSize(301);
        assertThat(crowd.longestBytes).isLessThanOrEqualTo(1_100);
        assertThat(last.value(crowd.nodes.get(301), "k")).isEqualTo("v299");
    }

    @Test
    void what_is_no_key_or_value_or_too_much_is_refused_at_the_call() {
        assertThatThrownBy(() -> put(a, "", "v")).hasMessageContaining("key must be 1..128 bytes");
        assertThatThrownBy(() -> put(a, "ä".repeat(65), "v")).hasMessageContaining("was 130 bytes");
        assertThatThrownBy(() -> put(a, "a\nb", "v")).hasMessageContaining("control characters");
        assertThatThrownBy(() -> put(a, "k", "x".repeat(769))).hasMessageContaining("at most 768 bytes");
        assertThatThrownBy(() -> put(a, "k", "\ud800")).hasMessageContaining("UTF-8 can carry");
        assertThatThrownBy(() -> a.protocol.put("k", "v", Optional.of(Duration.ZERO)))
                .hasMessageContaining("ttl must be");
        for (int i = 0; i < 1_024; i++) put(a, "key" + i, "v");
        assertThatThrownBy(() -> put(a, "one more", "v"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("at most 1024 keys");
        for (int i = 0; i < 100; i++) put(a, "key" + i, "x".repeat(768));
        assertThatThrownBy(() -> {
                    for (int i = 100; i < 200; i++) put(a, "key" + i, "x".repeat(768));
                })
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("at most 131072 bytes");
    }

    @Test
    void tombstones_are_bounded_too() {
        for (int i = 0; i < 5_000; i++) {
            put(a, "key" + i, "v");
            a.protocol.delete("key" + i);
        }
        assertThat(a.protocol.state("a").orElseThrow().tombstones()).isEqualTo(1_024);
        for (int i = 0; i < 100; i++) put(a, "k" + i, "x".repeat(768));
        for (int round = 0; round < 200; round++) a.meet(b);
        assertThat(b.protocol.state("a").orElseThrow().entries()).hasSize(100);
    }

    @Test
    void a_deleted_key_that_is_written_again_leaves_nothing_to_collect() {
        put(a, "load", "0.7");
        a.meet(b);
        a.protocol.delete("load");
        put(a, "load", "0.8");
        a.pass(HOUR.plusSeconds(1));
        a.meet(b);
        assertThat(a.protocol.state("a").orElseThrow().collected()).isZero();
        assertThat(b.protocol.stats().resets()).isZero();
        assertThat(b.value(a, "load")).isEqualTo("0.8");
    }
}
