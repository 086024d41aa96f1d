package io.hearsay.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class UnitsTest {
    @Test
    void reads_durations() {
        assertThat(Units.duration("500ms")).isEqualTo(Duration.ofMillis(500));
        assertThat(Units.duration("1.5s")).isEqualTo(Duration.ofMillis(1500));
        assertThat(Units.duration("2 m")).isEqualTo(Duration.ofMinutes(2));
        assertThat(Units.duration("7d")).isEqualTo(Duration.ofDays(7));
    }

    @Test
    void reads_sizes() {
        assertThat(Units.bytes("508B")).isEqualTo(508);
        assertThat(Units.bytes("64KiB")).isEqualTo(65_536);
        assertThat(Units.bytes("16MiB")).isEqualTo(16L << 20);
    }

    @Test
    void a_number_without_unit_is_refused_and_says_so() {
        assertThatThrownBy(() -> Units.duration("500"))
                .hasMessage("must be a duration like 500ms, 2s, 5m, 12h or 7d, was '500'; add the unit");
        assertThatThrownBy(() -> Units.bytes("16")).hasMessageContaining("add the unit");
    }

    @Test
    void nonsense_is_refused() {
        for (String text : new String[] {"", "s", "-1s", "1e3s", "5 minutes", "1,5s", "500MS"})
            assertThatThrownBy(() -> Units.duration(text)).hasMessageContaining("was '" + text + "'");
        assertThatThrownBy(() -> Units.bytes("16MB")).hasMessageContaining("a size like");
        assertThatThrownBy(() -> Units.bytes("999999999999999GiB")).hasMessageContaining("too much");
    }
}
