package io.hearsay.antientropy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ItemSetTest {
    private final ItemSet items = new ItemSet();

    @Test
    void the_order_of_writes_does_not_matter() {
        ItemSet other = new ItemSet();
        items.add(1);
        items.add(2);
        items.replace(1, 3);
        other.add(3);
        other.add(2);
        assertThat(other.sum()).isEqualTo(items.sum());
        assertThat(other.count()).isEqualTo(items.count());
    }

    @Test
    void knows_what_came_since_a_sum() {
        items.add(10);
        long before = items.sum();
        items.replace(10, 11);
        items.add(12);
        assertThat(items.since(before)).containsExactly(11, 12);
        assertThat(items.since(before ^ 99)).isNull();
    }

    @Test
    void remembers_only_the_latest() {
        items.add(1);
        long before = items.sum();
        for (int i = 0; i < ItemSet.RECENT; i++) items.add(1_000 + 7L * i * i);
        assertThat(items.since(before)).hasSize(ItemSet.RECENT);
        items.add(5);
        assertThat(items.since(before)).isNull();
    }
}
