package io.hearsay.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LatencyTest {
    private static final Duration MILLI = Duration.ofMillis(1);

    private static long[] sorted(Latency latency) {
        SplittableRandom random = new SplittableRandom(5);
        long[] drawn = new long[20_001];
        for (int i = 0; i < drawn.length; i++) drawn[i] = latency.sampleNanos(random);
        Arrays.sort(drawn);
        return drawn;
    }

    private static double mean(long[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    @Test
    void a_constant_is_constant() {
        assertThat(sorted(Latency.constant(MILLI))).containsOnly(1_000_000);
    }

    @Test
    void a_uniform_one_fills_its_range() {
        long[] drawn = sorted(Latency.uniform(MILLI, MILLI.multipliedBy(3)));
        assertThat(drawn[0]).isBetween(1_000_000L, 1_001_000L);
        assertThat(drawn[20_000]).isBetween(2_999_000L, 3_000_000L);
        assertThat(mean(drawn)).isCloseTo(2_000_000, within(20_000.0));
    }

    @Test
    void an_exponential_one_has_its_mean() {
        long[] drawn = sorted(Latency.exponential(MILLI, MILLI.multipliedBy(4)));
        assertThat(drawn[0]).isGreaterThanOrEqualTo(1_000_000);
        assertThat(mean(drawn)).isCloseTo(5_000_000, within(100_000.0));
    }

    @Test
    void a_log_normal_one_has_its_median_and_its_tail() {
        long[] drawn = sorted(Latency.logNormal(MILLI, 0.5));
        assertThat((double) drawn[10_000]).isCloseTo(1_000_000, within(20_000.0));
        assertThat((double) drawn[19_800]).isCloseTo(3_200_000, within(200_000.0));
    }

    @Test
    void says_what_is_wrong() {
        assertThatThrownBy(() -> Latency.uniform(MILLI, Duration.ZERO))
                .hasMessage("latency must be least..most, was PT0.001S..PT0S");
        assertThatThrownBy(() -> Latency.constant(Duration.ofNanos(-1)))
                .hasMessageContaining("a latency must be 0 or more");
        assertThatThrownBy(() -> Latency.logNormal(MILLI, Double.NaN)).hasMessage("sigma must be 0..5, was NaN");
    }
}
