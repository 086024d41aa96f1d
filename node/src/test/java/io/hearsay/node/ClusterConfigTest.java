package io.hearsay.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearsay.data.map.MapsConfig.Durability;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClusterConfigTest {
    private final ClusterConfig config = ClusterConfig.wan("orders");

    @Test
    void what_is_changed_stands_beside_the_profile_s_own() {
        ClusterConfig changed = config.withMtu(1_400).withBudget(64 * 1024).withMaxAbsence(Duration.ofHours(1));
        assertThat(changed.stack().mtuBytes()).isEqualTo(1_400);
        assertThat(changed.stack().budgetBytesPerSecond()).isEqualTo(64 * 1024);
        assertThat(changed.parts().members().table().maxAbsence()).isEqualTo(Duration.ofHours(1));
        assertThat(changed.parts().members().swim())
                .isEqualTo(config.parts().members().swim());
        assertThat(config.stack().mtuBytes()).isEqualTo(1_232);
    }

    @Test
    void a_shorter_period_keeps_the_proportions_of_its_profile() {
        ClusterConfig quick = config.withPeriod(Duration.ofSeconds(1));
        assertThat(quick.parts().members().swim().period()).isEqualTo(Duration.ofSeconds(1));
        assertThat(quick.parts().members().swim().probeTimeout()).isEqualTo(Duration.ofMillis(600));
        assertThat(quick.parts().members().swim().suspicion().floor()).isEqualTo(Duration.ofMillis(2_400));
        ClusterConfig own = quick.withProbeTimeout(Duration.ofMillis(100)).withSuspicion(Duration.ofSeconds(2));
        assertThat(own.parts().members().swim().probeTimeout()).isEqualTo(Duration.ofMillis(100));
        assertThat(own.parts().members().swim().suspicion().floor()).isEqualTo(Duration.ofSeconds(2));
        assertThat(own.parts().members().swim().indirectProbes()).isEqualTo(3);
    }

    @Test
    void fan_outs_of_events_and_of_membership_are_two() {
        ClusterConfig wide = config.withFanout(8).withMembershipFanout(5);
        assertThat(wide.parts().rumors().firstPush().fanout()).isEqualTo(8);
        assertThat(wide.parts().rumors().firstPush().ownFanout()).isEqualTo(8);
        assertThat(config.withFanout(2).parts().rumors().firstPush().ownFanout())
                .isEqualTo(6);
        assertThat(wide.parts().members().swim().gossipFanout()).isEqualTo(5);
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
    void maps_are_audited_once_a_day_unless_it_is_said_otherwise() {
        assertThat(config.parts().maps().audit().pass()).isEqualTo(Duration.ofDays(1));
        assertThat(config.withMapAudits(Duration.ZERO).parts().maps().audit().pass())
                .isZero();
    }

    @Test
    void maps_are_stored_where_there_is_a_data_directory_and_nowhere_else() {
        assertThat(config.parts().maps().state().durability()).isEqualTo(Durability.NONE);
        ClusterConfig kept = config.withDataDirectory(Path.of("data"));
        assertThat(kept.parts().maps().state().durability()).isEqualTo(Durability.ASYNC);
        assertThat(kept.parts().maps().state().quota().bytes()).isEqualTo(5 << 20);
        assertThat(kept.withDurability(Durability.SYNC).parts().maps().state().durability())
                .isEqualTo(Durability.SYNC);
        assertThatThrownBy(() -> config.withDurability(Durability.SYNC).parts())
                .hasMessageContaining("no data directory");
    }

    @Test
    void what_is_out_of_range_is_refused_at_once() {
        assertThatThrownBy(() -> config.withMtu(100)).hasMessageContaining("508..65507, was 100");
        assertThatThrownBy(() -> config.withBudget(1)).hasMessageContaining("was 1");
        assertThatThrownBy(() -> config.withFanout(9)).hasMessage("fanout must be 1..8, was 9");
        assertThatThrownBy(() -> config.withMembershipFanout(0)).hasMessageContaining("was 0");
        assertThatThrownBy(() -> config.withPeriod(Duration.ZERO)).hasMessageContaining("period must be above 0");
        assertThatThrownBy(() -> config.withProbeTimeout(Duration.ofMinutes(1))).hasMessageContaining("PT5S");
        assertThatThrownBy(() -> config.withMaxAbsence(Duration.ZERO)).hasMessageContaining("maxAbsence");
        assertThatThrownBy(() -> ClusterConfig.lan("").withMtu(1_400)).hasMessageContaining("clusterId");
    }
}
