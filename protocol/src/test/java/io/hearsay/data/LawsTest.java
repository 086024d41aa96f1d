package io.hearsay.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.MalformedMessageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every value that merges owes, shown on random histories of three replicas. */
class LawsTest {
    private static final int REPLICAS = 3;
    private static final int HISTORIES = 60;
    private static final int STEPS = 24;

    /** A random change of a state, by a replica, as a delta. */
    private interface Change<C extends Crdt<C>> {
        C of(C state, long replica, SplittableRandom random);
    }

    private record Type<C extends Crdt<C>>(String name, C empty, Change<C> change) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** What became of a few replicas that changed, lost, doubled and reordered deltas. */
    private static final class History<C extends Crdt<C>> {
        final List<C> states = new ArrayList<>();
        final List<C> deltas = new ArrayList<>();

        History(Type<C> type, SplittableRandom random) {
            for (int i = 0; i < REPLICAS; i++) states.add(type.empty());
            for (int step = 0; step < STEPS; step++) {
                int who = random.nextInt(REPLICAS);
                switch (random.nextInt(4)) {
                    case 0, 1 -> {
                        C delta = type.change().of(states.get(who), who + 1, random);
                        deltas.add(delta);
                        merge(who, delta);
                    }
                    case 2 -> {
                        if (!deltas.isEmpty()) merge(who, deltas.get(random.nextInt(deltas.size())));
                    }
                    default -> merge(who, states.get(random.nextInt(REPLICAS)));
                }
            }
        }

        private void merge(int who, C more) {
            states.set(who, states.get(who).merge(more));
        }
    }

    static Stream<Type<?>> types() {
        return Stream.of(
                new Type<>(
                        "lww",
                        LwwRegister.EMPTY,
                        (state, replica, random) ->
                                new LwwRegister(new Timestamp(random.nextInt(20), replica), bytes(random))),
                new Type<>(
                        "g-counter",
                        GCounter.EMPTY,
                        (state, replica, random) -> state.increment(replica, random.nextInt(5))),
                new Type<>(
                        "pn-counter",
                        PnCounter.EMPTY,
                        (state, replica, random) -> state.add(replica, random.nextInt(9) - 4)),
                new Type<>("g-set", GSet.EMPTY, (state, replica, random) -> state.add(bytes(random))),
                new Type<>(
                        "2p-set",
                        TwoPhaseSet.EMPTY,
                        (state, replica, random) ->
                                random.nextInt(3) > 0 ? state.add(bytes(random)) : state.remove(bytes(random))),
                new Type<>("flag", EnableWinsFlag.EMPTY, LawsTest::flag),
                new Type<>("register", MvRegister.EMPTY, LawsTest::register),
                new Type<>("or-set", OrSet.EMPTY, LawsTest::set),
                new Type<>("or-map", OrMap.EMPTY, (state, replica, random) -> map(state, replica, random, 0)));
    }

    private static Bytes bytes(SplittableRandom random) {
        return Bytes.of(Integer.toString(random.nextInt(4)));
    }

    private static EnableWinsFlag flag(EnableWinsFlag state, long replica, SplittableRandom random) {
        return random.nextBoolean() ? state.enable(replica) : state.disable();
    }

    private static MvRegister register(MvRegister state, long replica, SplittableRandom random) {
        return random.nextInt(4) > 0 ? state.write(replica, bytes(random)) : state.delete(state.seen());
    }

    private static OrSet set(OrSet state, long replica, SplittableRandom random) {
        return random.nextInt(3) > 0 ? state.add(replica, bytes(random)) : state.remove(bytes(random));
    }

    private static OrMap map(OrMap state, long replica, SplittableRandom random, int depth) {
        Bytes name = bytes(random);
        return switch (random.nextInt(depth < 2 ? 5 : 4)) {
            case 0 ->
                state.fields().isEmpty()
                        ? OrMap.EMPTY
                        : state.remove(state.fields().first());
            case 1 -> state.change(name, flag(state.flag(name), replica, random));
            case 2 -> state.change(name, register(state.register(name), replica, random));
            case 3 -> state.change(name, set(state.set(name), replica, random));
            default -> state.change(name, map(state.map(name), replica, random, depth + 1));
        };
    }

    private static <C extends Crdt<C>> List<History<C>> histories(Type<C> type) {
        SplittableRandom random = new SplittableRandom(5);
        List<History<C>> histories = new ArrayList<>();
        for (int i = 0; i < HISTORIES; i++) histories.add(new History<>(type, random));
        return histories;
    }

    @ParameterizedTest
    @MethodSource("types")
    <C extends Crdt<C>> void merge_is_commutative_associative_and_idempotent(Type<C> type) {
        for (History<C> history : histories(type)) {
            List<C> all = new ArrayList<>(history.states);
            all.addAll(history.deltas.subList(0, Math.min(3, history.deltas.size())));
            for (C a : all)
                for (C b : all) {
                    assertThat(a.merge(b)).isEqualTo(b.merge(a));
                    for (C c : all) assertThat(a.merge(b).merge(c)).isEqualTo(a.merge(b.merge(c)));
                }
            for (C a : all) assertThat(a.merge(a)).isEqualTo(a);
            for (C a : all) assertThat(a.merge(type.empty())).isEqualTo(a);
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    <C extends Crdt<C>> void deltas_in_any_order_give_what_states_give(Type<C> type) {
        SplittableRandom random = new SplittableRandom(6);
        for (History<C> history : histories(type)) {
            C fromStates = history.states.stream().reduce(type.empty(), Crdt::merge);
            C fromDeltas = type.empty();
            List<C> left = new ArrayList<>(history.deltas);
            left.addAll(history.deltas.subList(0, history.deltas.size() / 2)); // some come twice
            while (!left.isEmpty()) fromDeltas = fromDeltas.merge(left.remove(random.nextInt(left.size())));
            assertThat(fromDeltas).isEqualTo(fromStates);
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    <C extends Crdt<C>> void bytes_give_the_value_again_and_equal_values_equal_bytes(Type<C> type) {
        for (History<C> history : histories(type)) {
            C merged = history.states.get(0).merge(history.states.get(1));
            byte[] bytes = encode(merged);
            assertThat(CrdtCodec.decode(new ByteReader(bytes))).isEqualTo(merged);
            assertThat(encode(history.states.get(1).merge(history.states.get(0))))
                    .isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    @SuppressWarnings("unchecked") // a value of one type merges with itself
    <C extends Crdt<C>> void any_bytes_give_a_value_that_keeps_the_laws_or_are_refused(Type<C> type) {
        SplittableRandom random = new SplittableRandom(7);
        for (History<C> history : histories(type).subList(0, 5)) {
            byte[] bytes = encode(history.states.get(0));
            for (int length = 0; length < bytes.length; length++) decode(Arrays.copyOf(bytes, length));
            for (int bit = 0; bit < 8 * bytes.length; bit++) {
                byte[] flipped = bytes.clone();
                flipped[bit / 8] ^= (byte) (1 << bit % 8);
                Crdt<?> forged = decode(flipped);
                if (forged == null || !forged.getClass().equals(type.empty().getClass())) continue;
                C honest = history.states.get(1);
                assertThat(honest.merge((C) forged)).isEqualTo(((C) forged).merge(honest));
            }
            for (int i = 0; i < 2_000; i++) {
                byte[] noise = new byte[random.nextInt(64)];
                random.nextBytes(noise);
                if (noise.length > 0) noise[0] = bytes[0];
                decode(noise);
            }
        }
    }

    private static byte[] encode(Crdt<?> value) {
        ByteWriter out = new ByteWriter(64);
        CrdtCodec.encode(value, out);
        return out.toByteArray();
    }

    @org.jspecify.annotations.Nullable
    private static Crdt<?> decode(byte[] bytes) {
        try {
            return CrdtCodec.decode(new ByteReader(bytes));
        } catch (MalformedMessageException refused) {
            assertThat(refused.getMessage()).isNotBlank();
            return null;
        }
    }
}
