package io.hearsay.membership.keys;

import static io.hearsay.membership.keys.KeyRingTest.key;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KeyOrdersTest {
    private static final KeyOrders ROTATED =
            KeyOrders.NONE.install(2, key(2)).use(2).remove(1);

    @Test
    void later_orders_have_higher_versions() {
        assertThat(ROTATED.of(2)).extracting(KeyOrder::version).isEqualTo(1L);
        assertThat(ROTATED.usedVersion()).isEqualTo(2);
        assertThat(ROTATED.of(1)).extracting(KeyOrder::version).isEqualTo(3L);
    }

    @Test
    void an_order_given_again_changes_nothing() {
        assertThat(ROTATED.install(2, key(2)).use(2).remove(1)).isEqualTo(ROTATED);
    }

    @Test
    void the_later_order_wins_whichever_is_heard_first() {
        KeyOrders back = ROTATED.install(1, key(1));
        assertThat(ROTATED.merged(back)).isEqualTo(back);
        assertThat(back.merged(ROTATED)).isEqualTo(back);
    }

    @Test
    void of_orders_given_at_once_the_one_that_locks_nobody_out_wins() {
        KeyOrders before = KeyOrders.NONE.install(2, key(2)).use(2).remove(1);
        KeyOrders here = before.install(1, key(1));
        KeyOrders there =
                KeyOrders.NONE.install(2, key(2)).use(2).install(3, key(3)).remove(1);
        assertThat(there.merged(here).installs(1)).isTrue();
        assertThat(here.merged(there).installs(1)).isTrue();
    }

    @Test
    void any_two_histories_merge_into_one_whatever_the_direction() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 2_000; i++) {
            KeyOrders common = someOrders(KeyOrders.NONE, random);
            KeyOrders here = someOrders(common, random);
            KeyOrders there = someOrders(common, random);
            KeyOrders merged = here.merged(there);
            assertThat(merged).isEqualTo(there.merged(here));
            assertThat(merged.merged(here)).isEqualTo(merged);
        }
    }

    private static KeyOrders someOrders(KeyOrders orders, SplittableRandom random) {
        KeyOrders next = orders;
        for (int i = random.nextInt(6); i > 0; i--) {
            int id = 1 + random.nextInt(5);
            next = switch (random.nextInt(3)) {
                case 0 -> next.install(id, key(id));
                case 1 -> next.use(id);
                default -> next.remove(id);
            };
        }
        return next;
    }

    @Test
    void the_earliest_removals_are_forgotten_first() {
        KeyOrders orders = KeyOrders.NONE;
        for (int id = 1; id <= 20; id++) orders = orders.install(id, key(id)).remove(id);
        assertThat(orders.orders()).hasSize(16);
        assertThat(orders.removes(4)).isFalse();
        assertThat(orders.removes(5)).isTrue();
    }

    @Test
    void a_ring_does_what_was_ordered() {
        KeyRing ring = KeyRing.of(1, key(1));
        ROTATED.applyTo(ring);
        assertThat(ring.sealingFirst()).containsExactly(2);
        assertThat(ROTATED.areMetBy(List.of(2))).isTrue();
        assertThat(ROTATED.areMetBy(List.of(2, 9))).isTrue();
        assertThat(ROTATED.areMetBy(List.of(1))).isFalse();
        assertThat(ROTATED.areMetBy(List.of(2, 1))).isFalse();
        assertThat(ROTATED.areMetBy(List.of())).isFalse();
    }

    @Test
    void the_key_that_seals_stays_until_another_one_does() {
        KeyRing ring = KeyRing.of(1, key(1));
        KeyOrders removed = KeyOrders.NONE.install(2, key(2)).remove(1);
        removed.applyTo(ring);
        assertThat(ring.sealingFirst()).containsExactly(1, 2);
        removed.use(2).applyTo(ring);
        assertThat(ring.sealingFirst()).containsExactly(2);
    }

    @Test
    void a_key_that_is_in_no_order_makes_way() {
        KeyRing ring = KeyRing.of(1, key(1));
        for (int id = 2; id <= KeyRing.MAX_KEYS; id++)
            assertThat(ring.install(id, key(id))).isTrue();
        KeyOrders.NONE.install(2, key(2)).install(9, key(9)).applyTo(ring);
        assertThat(ring.ids()).contains(1, 2, 9).doesNotContain(3);
    }

    @Test
    void keys_are_not_in_its_text() {
        assertThat(ROTATED)
                .hasToString("KeyOrders[orders=[remove 00000001 (3), install 00000002 (1)], used=2, usedVersion=2]");
    }
}
