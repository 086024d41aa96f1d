package io.hearsay.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BudgetTest {
    private static final long RATE = 1_000_000;
    private static final long SECOND = 1_000_000_000L;

    private final Budget budget = new Budget(RATE, 0);

    @Test
    void low_classes_starve_first() {
        budget.spend(130_000);
        assertThat(budget.admits(Traffic.EXPLORATION)).isFalse();
        assertThat(budget.admits(Traffic.DATA)).isTrue();
        budget.spend(100_000);
        assertThat(budget.admits(Traffic.STATE)).isFalse();
        assertThat(budget.admits(Traffic.EVENTS)).isTrue();
        budget.spend(20_000);
        assertThat(budget.admits(Traffic.EVENTS)).isFalse();
    }

    @Test
    void membership_always_goes() {
        for (int i = 0; i < 100; i++) budget.spend(100_000);
        assertThat(budget.admits(Traffic.MEMBERSHIP)).isTrue();
    }

    @Test
    void a_debt_is_at_most_a_full_bucket() {
        for (int i = 0; i < 100; i++) budget.spend(100_000);
        assertThat(budget.nanosUntil(Traffic.EVENTS)).isEqualTo(SECOND / 4 + 1);
        budget.refill(SECOND / 4 + 1_000);
        assertThat(budget.admits(Traffic.EVENTS)).isTrue();
    }

    @Test
    void what_it_promises_for_later_comes_true() {
        budget.spend(400_000);
        for (Traffic traffic : Traffic.values()) {
            Budget same = new Budget(RATE, 0);
            same.spend(400_000);
            long wait = same.nanosUntil(traffic);
            if (wait > 1) {
                same.refill(wait - 2);
                assertThat(same.admits(traffic)).isFalse();
            }
            same.refill(wait);
            assertThat(same.admits(traffic)).isTrue();
        }
    }

    @Test
    void it_refills_at_its_rate_in_steps_of_any_size() {
        budget.spend(400_000);
        for (long now = 1; now <= 1_000; now++) budget.refill(now * SECOND / 10_000);
        assertThat(budget.nanosUntil(Traffic.EVENTS)).isBetween(SECOND / 20, SECOND / 20 + 2);
    }

    @Test
    void a_long_silence_at_the_largest_rate_does_not_overflow() {
        Budget large = new Budget(4L * 1024 * 1024 * 1024, 0);
        large.refill(1_000 * SECOND);
        assertThat(large.admits(Traffic.EXPLORATION)).isTrue();
    }
}
