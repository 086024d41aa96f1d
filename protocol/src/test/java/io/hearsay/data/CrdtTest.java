package io.hearsay.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.MalformedMessageException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the values mean; that they converge is {@link LawsTest}'s. */
class CrdtTest {
    private static final long A = 1;
    private static final long B = 2;
    private static final Bytes X = Bytes.of("x");
    private static final Bytes Y = Bytes.of("y");
    private static final Bytes Z = Bytes.of("z");

    @Test
    void the_later_write_wins_whatever_the_order() {
        LwwRegister early = new LwwRegister(new Timestamp(1, B), Y);
        LwwRegister late = new LwwRegister(new Timestamp(2, A), X);
        assertThat(early.merge(late).value()).isEqualTo(X);
        assertThat(late.merge(early).value()).isEqualTo(X);
        assertThat(LwwRegister.EMPTY.merge(early)).isEqualTo(early);
    }

    @Test
    void concurrent_writes_stand_side_by_side_until_resolved() {
        MvRegister a = MvRegister.EMPTY.write(A, X);
        MvRegister b = MvRegister.EMPTY.write(B, Y);
        MvRegister both = a.merge(b);
        assertThat(both.siblings()).containsExactly(X, Y);
        assertThat(both.merge(both.write(A, Z)).siblings()).containsExactly(Z);
    }

    @Test
    void a_write_replaces_exactly_the_siblings_that_were_seen() {
        MvRegister first = MvRegister.EMPTY.write(A, X);
        DotContext seen = first.seen();
        MvRegister second = first.merge(first.write(B, Y));
        MvRegister third = second.merge(second.write(A, Z, seen));
        assertThat(third.siblings()).containsExactlyInAnyOrder(Y, Z);
        assertThat(third.merge(third.delete(third.seen())).siblings()).isEmpty();
    }

    @Test
    void a_register_does_not_grow_with_rewrites_of_what_was_read_long_ago() {
        // the sibling explosion of plain version vectors: two writers that interleave, each with an old context
        MvRegister register = MvRegister.EMPTY.write(A, X);
        DotContext read = register.seen();
        for (int i = 0; i < 100; i++) {
            MvRegister write = register.write(A, Y, read);
            read = register.seen().merge(write.seen()); // what others wrote meanwhile it has not read
            register = register.merge(write);
        }
        assertThat(register.siblings().size()).isLessThanOrEqualTo(2);
    }

    @Test
    void counters_add_up_what_each_replica_counted() {
        PnCounter a = PnCounter.EMPTY.add(A, 5);
        PnCounter b = PnCounter.EMPTY.add(B, -2);
        assertThat(a.merge(b).merge(a).value()).isEqualTo(3);
        assertThat(a.merge(a.add(A, 1)).value()).isEqualTo(6);
    }

    @Test
    void a_counter_says_when_it_is_full() {
        GCounter full = GCounter.EMPTY.increment(A, Long.MAX_VALUE);
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> full.increment(A, 1));
        assertThat(full.merge(GCounter.EMPTY.increment(B, 1)).value()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void what_a_two_phase_set_has_removed_never_comes_back() {
        TwoPhaseSet set = TwoPhaseSet.EMPTY.remove(X).merge(TwoPhaseSet.EMPTY.add(X));
        assertThat(set.contains(X)).isFalse();
        assertThat(set.merge(set.add(X)).elements()).isEmpty();
    }

    @Test
    void of_a_concurrent_addition_and_removal_the_addition_wins() {
        OrSet both = OrSet.EMPTY.add(A, X);
        OrSet added = both.merge(both.add(B, X));
        OrSet removed = both.merge(both.remove(X));
        assertThat(removed.contains(X)).isFalse();
        assertThat(added.merge(removed).contains(X)).isTrue();
    }

    @Test
    void a_removed_element_leaves_nothing_but_the_count_of_its_replica() {
        OrSet set = OrSet.EMPTY;
        for (int i = 0; i < 1_000; i++) {
            set = set.merge(set.add(A, X));
            set = set.merge(set.remove(X));
        }
        ByteWriter out = new ByteWriter(16);
        CrdtCodec.encode(set, out);
        assertThat(out.position()).isLessThan(20);
    }

    @Test
    void of_a_concurrent_enabling_and_disabling_the_enabling_wins() {
        EnableWinsFlag on = EnableWinsFlag.EMPTY.enable(A);
        EnableWinsFlag off = on.merge(on.disable());
        assertThat(off.isEnabled()).isFalse();
        assertThat(off.merge(on.merge(on.enable(B))).isEnabled()).isTrue();
    }

    @Test
    void a_change_made_meanwhile_outlives_the_removal_of_its_field() {
        OrMap map = OrMap.EMPTY.change(X, OrMap.EMPTY.set(X).add(A, Y));
        OrMap changed = map.merge(map.change(X, map.set(X).add(B, Z)));
        OrMap removed = map.merge(map.remove(map.fields().first()));
        assertThat(removed.fields()).isEmpty();
        assertThat(changed.merge(removed).set(X).elements()).containsExactly(Z);
    }

    @Test
    void one_name_may_have_a_value_of_each_shape() {
        OrMap map = OrMap.EMPTY.change(X, EnableWinsFlag.EMPTY.enable(A));
        map = map.merge(map.change(X, map.register(X).write(A, Y)));
        map = map.merge(map.change(X, map.map(X).change(Z, map.map(X).set(Z).add(A, Y))));
        assertThat(map.fields()).hasSize(3);
        assertThat(map.flag(X).isEnabled()).isTrue();
        assertThat(map.register(X).siblings()).isEqualTo(List.of(Y));
        assertThat(map.map(X).set(Z).elements()).containsExactly(Y);
    }

    @Test
    void a_context_is_one_set_however_it_was_put_together() {
        DotContext odd = DotContext.of(List.of(new Dot(A, 3), new Dot(A, 1)));
        assertThat(odd.contains(new Dot(A, 2))).isFalse();
        assertThat(odd.with(new Dot(A, 2)).upTo()).containsEntry(A, 3L);
        assertThat(odd.with(new Dot(A, 2)).above()).isEmpty();
        assertThat(odd.next(A)).isEqualTo(new Dot(A, 4));
    }

    @Test
    void maps_nested_without_end_are_refused() {
        ByteWriter out = new ByteWriter(64).u8(9).varint(0).varint(0);
        for (int i = 0; i < 20; i++) out.varint(1).bytes(new byte[0]).u8(3);
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> CrdtCodec.decode(new ByteReader(out.toByteArray())))
                .withMessageContaining("deep");
    }

    @Test
    void what_was_not_seen_cannot_be_held() {
        byte[] bytes = HexFormat.of().parseHex("07" + "00" + "00" + "01" + "0000000000000001" + "01");
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> CrdtCodec.decode(new ByteReader(bytes)))
                .withMessageContaining("without having seen it");
    }

    @Test
    void the_golden_bytes_of_the_format() {
        assertThat(hex(new LwwRegister(new Timestamp(300, 7), X))).isEqualTo("01ac0200000000000000070178");
        assertThat(hex(MvRegister.EMPTY.write(A, X)))
                .isEqualTo("0201000000000000000101000100000000000000010101" + "78");
        assertThat(hex(PnCounter.EMPTY.add(A, -3))).isEqualTo("0400010000000000000001" + "03");
        assertThat(hex(OrSet.EMPTY.add(A, X))).isEqualTo("080100000000000000010100010178" + "01000000000000000101");
        assertThat(hex(OrMap.EMPTY.change(X, EnableWinsFlag.EMPTY.enable(A))))
                .isEqualTo("090100000000000000010100010178" + "00" + "01000000000000000101");
    }

    private static String hex(Crdt<?> value) {
        ByteWriter out = new ByteWriter(64);
        CrdtCodec.encode(value, out);
        return HexFormat.of().formatHex(out.toByteArray());
    }
}
