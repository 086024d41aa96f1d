package io.hearsay.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClusterConfigTest {
    private final ClusterConfig config = ClusterConfig.wan("orders");

    @Test
    void what_is_changed_stands_beside_the_profile_s_own() {
        ClusterConfig changed = config.withMtu(1_400).withBudget(64 * 1024).withMaxAbsence(Duration.ofHours(1));
        assertThat(changed.stack().mtuBytes()).isEqualTo(1_400);
        assertThat(changed.stack().budgetBytesPerSecond()).isEqualTo(64 * 1024);
        assertThat(changed.parts().membership().maxAbsence()).isEqualTo(Duration.ofHours(1));
        assertThat(changed.parts().swim()).isEqualTo(config.parts().swim());
        assertThat(config.stack().mtuBytes()).isEqualTo(1_232);
    }

    @Test
    void slow_rumors_spread_in_rounds_alone() {
        assertThat(config.withSlowRumors(Duration.ofMillis(200))
                        .parts()
                        .rumors()
                        .rounds()
                        .every())
                .isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void what_is_out_of_range_is_refused_at_once() {
        assertThatThrownBy(() -> config.withMtu(100)).hasMessageContaining("508..65507, was 100");
        assertThatThrownBy(() -> config.withBudget(1)).hasMessageContaining("was 1");
        assertThatThrownBy(() -> config.withMaxAbsence(Duration.ZERO)).hasMessageContaining("maxAbsence");
        assertThatThrownBy(() -> ClusterConfig.lan("").withMtu(1_400)).hasMessageContaining("clusterId");
    }
}
