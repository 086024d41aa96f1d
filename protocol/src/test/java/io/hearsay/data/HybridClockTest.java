package io.hearsay.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HybridClockTest {
    private long wallMillis = 1_700_000_000_000L;
    private final HybridClock clock = new HybridClock(1, () -> wallMillis, Duration.ofMinutes(1));

    @Test
    void each_stamp_is_later_than_the_one_before_though_the_wall_clock_goes_back() {
        Timestamp first = clock.stamp();
        wallMillis -= Duration.ofDays(1).toMillis();
        Timestamp second = clock.stamp();
        assertThat(second).isGreaterThan(first);
        assertThat(second.millis()).isEqualTo(first.millis());
    }

    @Test
    void a_stamp_is_later_than_what_was_admitted() {
        Timestamp theirs = new Timestamp(wallMillis + 30_000 << Timestamp.COUNT_BITS, 9);
        assertThat(clock.admit(theirs)).isTrue();
        assertThat(clock.stamp()).isGreaterThan(theirs);
    }

    @Test
    void a_node_an_hour_ahead_shadows_nobody_and_is_reported() {
        HybridClock ahead = new HybridClock(9, () -> wallMillis + 3_600_000, Duration.ofMinutes(1));
        assertThat(clock.admit(ahead.stamp())).isFalse();
        assertThat(clock.stamp().millis()).isEqualTo(wallMillis);
        assertThat(clock.refused()).isEqualTo(1);
        assertThat(clock.furthestAheadMillis()).isEqualTo(3_600_000);
    }

    @Test
    void more_stamps_than_the_count_has_numbers_go_into_the_next_millisecond() {
        Timestamp last = clock.stamp();
        for (int i = 0; i < 70_000; i++) {
            Timestamp next = clock.stamp();
            assertThat(next.time()).isEqualTo(last.time() + 1);
            last = next;
        }
        assertThat(last.millis()).isEqualTo(wallMillis + 1);
    }

    @Test
    void follows_the_wall_clock_when_nothing_is_ahead() {
        clock.stamp();
        wallMillis += 5;
        assertThat(clock.stamp().millis()).isEqualTo(wallMillis);
    }

    @Test
    void absurd_wall_clocks_give_stamps_all_the_same() {
        wallMillis = Long.MIN_VALUE;
        assertThat(clock.stamp().time()).isEqualTo(1);
        wallMillis = Long.MAX_VALUE;
        assertThat(clock.stamp().time()).isPositive();
    }
}
