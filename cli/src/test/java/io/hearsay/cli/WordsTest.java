package io.hearsay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WordsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void ages_are_said_in_one_unit() {
        assertThat(ago(Duration.ofMillis(400))).isEqualTo("just now");
        assertThat(ago(Duration.ofMillis(-400))).isEqualTo("just now");
        assertThat(ago(Duration.ofSeconds(12))).isEqualTo("12 s ago");
        assertThat(ago(Duration.ofSeconds(150))).isEqualTo("2 min ago");
        assertThat(ago(Duration.ofHours(5))).isEqualTo("5 h ago");
        assertThat(ago(Duration.ofDays(3))).isEqualTo("3 days ago");
    }

    @Test
    void measured_times_keep_two_digits() {
        assertThat(Words.took(Duration.ofNanos(420_000))).isEqualTo("0.42 ms");
        assertThat(Words.took(Duration.ofNanos(4_200_000))).isEqualTo("4.2 ms");
        assertThat(Words.took(Duration.ofMillis(123))).isEqualTo("123 ms");
        assertThat(Words.took(Duration.ofMillis(1_234))).isEqualTo("1.2 s");
        assertThat(Words.millis(null)).isEmpty();
    }

    private static String ago(Duration age) {
        return Words.ago(NOW.minus(age).toString(), NOW);
    }
}
