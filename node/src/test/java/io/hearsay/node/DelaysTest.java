package io.hearsay.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DelaysTest {
    private final Delays delays = new Delays();

    @Test
    void nothing_recorded_is_zero() {
        assertThat(delays.quantileNanos(0.99)).isZero();
    }

    @Test
    void a_quantile_is_at_most_a_quarter_too_high() {
        for (long nanos = 1; nanos <= 1_000_000; nanos += 7) delays.record(nanos);
        for (double q : new double[] {0.01, 0.5, 0.9, 0.99, 1})
            assertThat(delays.quantileNanos(q)).isBetween((long) (q * 1_000_000) - 7, (long) (q * 1_250_000));
    }

    @Test
    void takes_any_duration() {
        for (long nanos : new long[] {-5, 0, 1, 2, 3, 4, 5, Long.MAX_VALUE}) delays.record(nanos);
        assertThat(delays.count()).isEqualTo(8);
        assertThat(delays.quantileNanos(1)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void counts_what_was_longer() {
        delays.record(500_000);
        delays.record(5_000_000);
        assertThat(delays.longerThan(1_000_000)).isOne();
    }
}
