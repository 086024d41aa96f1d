package io.hearsay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.Peer;
import io.hearsay.Protocol;
import io.hearsay.antientropy.AntiEntropyMessage;
import io.hearsay.antientropy.Exchange;
import io.hearsay.antientropy.Exchange.Outcome;
import io.hearsay.antientropy.Inspector;
import io.hearsay.antientropy.Marks;
import io.hearsay.antientropy.ReconcilerConfig;
import io.hearsay.antientropy.ReconcilerEvent;
import io.hearsay.antientropy.ReconcilerEvent.Cause;
import io.hearsay.antientropy.ReconcilerEvent.ExchangeFailed;
import io.hearsay.antientropy.ReconcilerEvent.Reconciled;
import io.hearsay.antientropy.ReconcilerMessage.Done;
import io.hearsay.antientropy.ReconcilerMessage.Entries;
import io.hearsay.antientropy.ReconcilerMessage.Open;
import io.hearsay.antientropy.ReconcilerMessage.Opened;
import io.hearsay.antientropy.ReconcilerTimer;
import io.hearsay.antientropy.SearchMessage;
import io.hearsay.antientropy.riblt.RibltMessage;
import io.hearsay.wire.ByteReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two production reconcilers and more, on virtual time. */
class ReconcilerSimulationTest {
    private final Map<String, Shelf> shelves = new LinkedHashMap<>();
    private final List<ReconcilerEvent> events = new ArrayList<>();
    private ReconcilerConfig config = ReconcilerConfig.usual();

    private World world(long seed) {
        World world = new World(WorldConfig.objects(seed));
        world.onEvent((node, event) -> events.add((ReconcilerEvent) event));
        return world;
    }

    private SimNode node(World world, String name) {
        return world.node(name, life -> {
                    Shelf shelf = new Shelf(life, config);
                    shelves.put(name, shelf);
                    return shelf.reconciler;
                })
                .start();
    }

    private Shelf shelf(String name) {
        Shelf shelf = shelves.get(name);
        if (shelf == null) throw new AssertionError(name);
        return shelf;
    }

    private void fill(int count, String... names) {
        for (String name : names)
            for (long key = 0; key < count; key++) shelf(name).put(key, 1);
    }

    private void reconcile(SimNode from, String with) {
        from.execute(() -> shelf(from.name()).reconciler.reconcile(shelf(with).self));
    }

    private boolean agree() {
        return shelf("a").versions.equals(shelf("b").versions);
    }

    private Reconciled only() {
        assertThat(events).hasSize(1);
        return (Reconciled) events.get(0);
    }

    @Test
    void equal_replicas_exchange_one_sum_each() {
        World world = world(1);
        SimNode a = node(world, "a");
        node(world, "b");
        fill(2_000, "a", "b");
        reconcile(a, "b");
        world.run(Duration.ofSeconds(1));
        assertThat(only().method()).isEqualTo("sum");
        assertThat(only().agreed()).isTrue();
        assertThat(shelf("b").reconciler.answered()).isZero();
        assertThat(shelf("a").reconciler.opened()).isZero();
    }

    @Test
    void who_is_a_little_behind_is_sent_just_what_came_since() {
        for (String behind : List.of("a", "b")) {
            events.clear();
            World world = world(2);
            SimNode a = node(world, "a");
            node(world, "b");
            fill(2_000, "a", "b");
            for (long key = 0; key < 40; key++)
                shelf(behind.equals("a") ? "b" : "a").put(key, 2);
            reconcile(a, "b");
            world.run(Duration.ofSeconds(1));
            assertThat(only().method()).isEqualTo("recent");
            assertThat(only().sent() + only().received()).isEqualTo(40);
            assertThat(only().agreed()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 30, 1_000})
    void a_small_difference_peels_out_of_symbols(int changes) {
        Reconciled reconciled = differing(changes);
        assertThat(reconciled.method()).isEqualTo("riblt");
    }

    @Test
    void a_large_difference_is_found_in_the_tree() {
        assertThat(differing(4_000).method()).isEqualTo("merkle");
    }

    /** Half of the keys are newer on either side. */
    private Reconciled differing(int changes) {
        World world = world(3);
        SimNode a = node(world, "a");
        node(world, "b");
        for (long key = 0; key < changes; key++) {
            shelf("a").put(key, key % 2 == 0 ? 1 : 2);
            shelf("b").put(key, key % 2 == 0 ? 2 : 1);
        }
        for (long key = changes; key < changes + 6_000; key++) for (Shelf each : shelves.values()) each.put(key, 1);
        reconcile(a, "b");
        world.run(Duration.ofSeconds(5));
        assertThat(agree()).isTrue();
        assertThat(only().agreed()).isTrue();
        assertThat(only().sent()).isBetween((long) changes / 2, (long) changes + 1);
        return only();
    }

    @Test
    void one_side_may_be_empty() {
        World world = world(4);
        SimNode a = node(world, "a");
        node(world, "b");
        fill(5_000, "b");
        reconcile(a, "b");
        world.run(Duration.ofSeconds(5));
        assertThat(shelf("a").versions).hasSize(5_000);
        assertThat(only().sent()).isZero();
    }

    @Test
    void writes_go_on_and_the_next_session_finds_them() {
        World world = world(5);
        SimNode a = node(world, "a");
        SimNode b = node(world, "b");
        fill(8_000, "a");
        for (int i = 0; i < 400; i++) {
            long key = i;
            world.after(
                    Duration.ofNanos(i * 20_000L),
                    () -> b.execute(() -> shelf("b").put(key * 7, 3)));
        }
        reconcile(a, "b");
        world.run(Duration.ofSeconds(5));
        reconcile(a, "b");
        world.run(Duration.ofSeconds(5));
        assertThat(agree()).isTrue();
        assertThat(events).hasSize(2).allMatch(event -> event instanceof Reconciled);
    }

    @Test
    void of_two_that_open_at_once_one_stays() {
        for (int seed = 0; seed < 20; seed++) {
            events.clear();
            World world = world(100 + seed);
            SimNode a = node(world, "a");
            SimNode b = node(world, "b");
            fill(300, "a");
            reconcile(a, "b");
            reconcile(b, "a");
            world.run(Duration.ofMinutes(1));
            assertThat(agree()).isTrue();
            assertThat(shelf("a").reconciler.opened() + shelf("b").reconciler.opened())
                    .isZero();
            assertThat(events.stream().filter(event -> event instanceof Reconciled))
                    .isNotEmpty();
        }
    }

    @Test
    void only_so_many_sessions_at_a_time_and_the_busy_are_asked_again() {
        config = ReconcilerConfig.usual().withSessions(1, 1);
        World world = world(6);
        node(world, "hub");
        fill(5_000, "hub");
        for (int i = 0; i < 3; i++) reconcile(node(world, "n" + i), "hub");
        reconcile(world.node("n0"), "n1");
        world.run(Duration.ofSeconds(10));
        for (int i = 0; i < 3; i++) assertThat(shelf("n" + i).versions).hasSize(5_000);
        assertThat(events.stream()
                        .filter(event -> event instanceof ExchangeFailed failed && failed.cause() == Cause.BUSY))
                .isNotEmpty();
    }

    @Test
    void a_session_cut_off_fails_and_resumes() {
        World world = world(7);
        SimNode a = node(world, "a");
        SimNode b = node(world, "b");
        fill(60_000, "b");
        reconcile(a, "b");
        world.runUntil(() -> shelf("a").versions.size() > 10_000, Duration.ofSeconds(5));
        b.pauseFor(Duration.ofSeconds(25));
        world.run(Duration.ofSeconds(60));
        assertThat(events)
                .anyMatch(event -> event instanceof ExchangeFailed failed
                        && failed.cause() == Cause.TIMED_OUT
                        && failed.attempt() == 1);
        assertThat(agree()).isTrue();
        Reconciled last = (Reconciled) events.get(events.size() - 1);
        assertThat(last.received()).isLessThan(50_001);
    }

    @Test
    void a_peer_that_crashes_ends_the_session() {
        World world = world(8);
        SimNode a = node(world, "a");
        SimNode b = node(world, "b");
        fill(60_000, "b");
        reconcile(a, "b");
        world.runUntil(() -> shelf("a").versions.size() > 1_000, Duration.ofSeconds(5));
        b.crash();
        world.run(Duration.ofMinutes(2));
        assertThat(events).hasSize(3).allMatch(event -> event instanceof ExchangeFailed);
        assertThat(shelf("a").reconciler.opened()).isZero();
    }

    @Test
    void a_small_window_slows_it_down_and_no_more() {
        World world = new World(WorldConfig.objects(9)
                .withStreams(new StreamConfig(300, Duration.ofSeconds(3), Duration.ofMinutes(15))));
        world.onEvent((node, event) -> events.add((ReconcilerEvent) event));
        SimNode a = node(world, "a");
        node(world, "b");
        fill(20_000, "b");
        reconcile(a, "b");
        world.run(Duration.ofSeconds(20));
        assertThat(only().agreed()).isTrue();
    }

    @Test
    void what_is_over_is_told_alike_on_both_sides() {
        differing(30);
        Exchange ours = shelf("a").reconciler.exchanges().get(0);
        Exchange theirs = shelf("b").reconciler.exchanges().get(0);
        assertThat(ours.id()).isEqualTo(theirs.id());
        assertThat(ours.isOurs()).isTrue();
        assertThat(theirs.isOurs()).isFalse();
        assertThat(ours.peer()).isEqualTo(shelf("b").self);
        assertThat(List.of(ours.method(), theirs.method())).containsOnly("riblt");
        assertThat(List.of(ours.outcome(), theirs.outcome())).containsOnly(Outcome.AGREED);
        assertThat(ours.volume().bytesOut()).isEqualTo(theirs.volume().bytesIn());
        assertThat(ours.volume().bytesIn())
                .isEqualTo(theirs.volume().bytesOut())
                .isPositive();
        assertThat(ours.volume().sent()).isEqualTo(theirs.volume().received()).isBetween(15L, 30L);
        assertThat(ours.volume().received()).isEqualTo(theirs.volume().sent()).isBetween(15L, 30L);
        assertThat(ours.volume().differing()).isEqualTo(60);
        assertThat(ours.tookNanos()).isPositive();
    }

    @Test
    void only_the_latest_128_are_remembered() {
        World world = world(11);
        SimNode a = node(world, "a");
        node(world, "b");
        for (int i = 0; i < 130; i++) {
            reconcile(a, "b");
            world.run(Duration.ofSeconds(1));
        }
        for (Shelf each : shelves.values()) {
            List<Exchange> exchanges = each.reconciler.exchanges();
            assertThat(exchanges).hasSize(128).allMatch(exchange -> exchange.outcome() == Outcome.AGREED);
            assertThat(exchanges.get(0).beganNanos())
                    .isGreaterThan(exchanges.get(127).beganNanos());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b"})
    void a_session_is_cancelled_on_either_side_and_over_on_both(String by) {
        World world = new World(WorldConfig.objects(12)
                .withStreams(new StreamConfig(300, Duration.ofSeconds(3), Duration.ofMinutes(15))));
        world.onEvent((node, event) -> events.add((ReconcilerEvent) event));
        SimNode a = node(world, "a");
        node(world, "b");
        fill(60_000, "b");
        reconcile(a, "b");
        world.runUntil(() -> shelf("a").versions.size() > 1_000, Duration.ofSeconds(5));
        Exchange running = shelf(by).reconciler.exchanges().get(0);
        assertThat(running.outcome()).isEqualTo(Outcome.RUNNING);
        world.node(by)
                .execute(() ->
                        assertThat(shelf(by).reconciler.cancel(running.id())).isTrue());
        world.run(Duration.ofSeconds(5)); // less than the time-out of silence
        for (Shelf each : shelves.values()) {
            assertThat(each.reconciler.exchanges()).hasSize(1);
            Exchange over = each.reconciler.exchanges().get(0);
            assertThat(over.cause()).isEqualTo(Cause.CANCELLED);
            assertThat(over.id()).isEqualTo(running.id());
        }
        assertThat(events).hasSize(2);
        int exchanged = shelf("a").versions.size();
        assertThat(exchanged).isBetween(1_000, 59_999);
        world.run(Duration.ofMinutes(1));
        assertThat(shelf("a").versions).hasSize(exchanged); // it is not tried again by itself
        assertThat(shelf(by).reconciler.cancel(running.id())).isFalse();
    }

    /** What a look has seen: numbers of items here, and entries there. */
    private static final class Seen implements Inspector {
        private final List<Long> ours = new ArrayList<>();
        private final List<Long> theirs = new ArrayList<>();

        @Override
        public void ours(long item) {
            ours.add(item);
        }

        @Override
        public void theirs(byte[] entry) {
            theirs.add(new ByteReader(entry).i64());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 30, 1_550, 4_000}) // of 1,550 the symbols give some away before they give up
    void a_look_finds_what_differs_and_changes_nothing(int changes) {
        World world = world(13);
        SimNode a = node(world, "a");
        node(world, "b");
        fill(6_000, "a", "b");
        for (long key = 0; key < changes; key++) shelf(key % 2 == 0 ? "a" : "b").put(key, 2);
        Map<Long, Long> before = Map.copyOf(shelf("a").versions);
        Map<Long, Long> beforeThere = Map.copyOf(shelf("b").versions);
        Seen seen = new Seen();
        a.execute(() -> shelf("a").reconciler.begin(shelf("b").self, seen));
        world.run(Duration.ofSeconds(5));
        assertThat(seen.theirs).doesNotHaveDuplicates().hasSize(changes);
        assertThat(seen.ours).doesNotHaveDuplicates().hasSize(changes);
        assertThat(shelf("a").versions).isEqualTo(before);
        assertThat(shelf("b").versions).isEqualTo(beforeThere);
        assertThat(only().agreed()).isFalse();
        assertThat(shelf("a").reconciler.exchanges().get(0).outcome()).isEqualTo(Outcome.COMPARED);
        assertThat(shelf("a").reconciler.exchanges().get(0).volume().sent()).isZero();
        assertThat(shelf("a").reconciler.exchanges().get(0).volume().differing())
                .isEqualTo(2L * changes);
        assertThat(shelf("b").reconciler.exchanges().get(0).outcome()).isEqualTo(Outcome.DIFFERENT);
    }

    @Test
    void a_look_at_one_who_is_ahead_by_a_little_is_told_just_that() {
        World world = world(14);
        SimNode a = node(world, "a");
        node(world, "b");
        fill(2_000, "a", "b");
        for (long key = 0; key < 40; key++) shelf("b").put(key, 2);
        Seen seen = new Seen();
        a.execute(() -> shelf("a").reconciler.begin(shelf("b").self, seen));
        world.run(Duration.ofSeconds(5));
        assertThat(only().method()).isEqualTo("recent");
        assertThat(seen.theirs).hasSize(40);
        assertThat(seen.ours).isEmpty();
    }

    // Peers that lie.

    /** Answers as it likes. */
    private static final class Liar implements Protocol<AntiEntropyMessage, ReconcilerTimer> {
        private final Life life;
        private final BiConsumer<Liar, AntiEntropyMessage> answer;

        Liar(Life life, BiConsumer<Liar, AntiEntropyMessage> answer) {
            this.life = life;
            this.answer = answer;
        }

        void say(Peer to, AntiEntropyMessage message) {
            life.environment().links().send(to, message);
        }

        Peer other = Peer.at(io.hearsay.Address.parse("10.0.0.1:7940"));

        @Override
        public void start() {}

        @Override
        public void receive(Peer from, AntiEntropyMessage message) {
            other = from;
            answer.accept(this, message);
        }

        @Override
        public void expire(ReconcilerTimer timer) {}
    }

    private ExchangeFailed against(BiConsumer<Liar, AntiEntropyMessage> answer) {
        config = new ReconcilerConfig(1, 1, Duration.ofSeconds(10), Duration.ofMinutes(1), 1, Duration.ofSeconds(1));
        World world = world(10);
        SimNode a = node(world, "a");
        fill(500, "a");
        List<Peer> liars = new ArrayList<>();
        world.node("liar", life -> {
                    liars.add(life.peer());
                    return new Liar(life, answer);
                })
                .start();
        a.execute(() -> shelf("a").reconciler.reconcile(liars.get(0)));
        world.run(Duration.ofMinutes(3));
        assertThat(events).hasSize(1);
        assertThat(shelf("a").reconciler.opened()).isZero();
        return (ExchangeFailed) events.get(0);
    }

    private static void opened(Liar liar, AntiEntropyMessage message) {
        if (message instanceof Open open) liar.say(liar.other, new Opened(open.session(), 77, 500, 0, Marks.NONE));
    }

    @Test
    void silence_times_out() {
        assertThat(against((liar, message) -> {}).cause()).isEqualTo(Cause.TIMED_OUT);
        events.clear();
        assertThat(against(ReconcilerSimulationTest::opened).cause()).isEqualTo(Cause.TIMED_OUT);
    }

    @Test
    void entries_that_nobody_asked_for_are_out_of_turn() {
        ExchangeFailed failed = against((liar, message) -> {
            opened(liar, message);
            if (message instanceof SearchMessage)
                liar.say(liar.other, new Entries(message.session(), 5, List.of(new byte[16])));
        });
        assertThat(failed.cause()).isEqualTo(Cause.OUT_OF_TURN);
    }

    @Test
    void an_entry_that_is_none_ends_the_session() {
        ExchangeFailed failed = against((liar, message) -> {
            opened(liar, message);
            if (message instanceof SearchMessage)
                liar.say(liar.other, new Entries(message.session(), 0, List.of(new byte[3])));
        });
        assertThat(failed.cause()).isEqualTo(Cause.MALFORMED_ENTRY);
    }

    @Test
    void symbols_for_ever_are_not_asked_for() {
        SplittableRandom random = new SplittableRandom(1);
        int[] symbols = {0};
        ExchangeFailed failed = against((liar, message) -> {
            opened(liar, message);
            if (!(message instanceof RibltMessage.More more)) return;
            symbols[0] += more.count();
            if (more.from() == 0)
                liar.say(liar.other, new RibltMessage.Tail(more.session(), 500, new short[RibltMessage.TAIL]));
            long[] sums = random.longs(more.count()).toArray();
            liar.say(
                    liar.other,
                    new RibltMessage.Symbols(more.session(), more.from(), sums, sums.clone(), new int[sums.length]));
        });
        assertThat(symbols[0]).isLessThanOrEqualTo(4096);
        assertThat(failed.cause()).isEqualTo(Cause.TIMED_OUT); // it has no answer to the tree's question
    }

    @Test
    void a_sum_that_differs_over_data_that_do_not_is_a_lie() {
        ExchangeFailed failed = against((liar, message) -> {
            opened(liar, message);
            if (message instanceof RibltMessage.More more) answerAsEqual(liar, more);
            if (message instanceof Done) liar.say(liar.other, new Done(message.session(), 77));
        });
        assertThat(failed.cause()).isEqualTo(Cause.LIES);
    }

    /** The one symbol that says that nothing differs is our own; a liar on the wire would have to know the secret. */
    private static void answerAsEqual(Liar liar, RibltMessage.More more) {
        Shelf mirror = new Shelf(liar.life, ReconcilerConfig.usual());
        for (long key = 0; key < 500; key++) mirror.put(key, 1);
        for (AntiEntropyMessage answer : mirror.answer(more)) liar.say(liar.other, answer);
    }
}
