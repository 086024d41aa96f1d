package io.hearsay.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StackConfigTest {
    private static final StackConfig CONFIG = StackConfig.lan("orders");

    @Test
    void what_is_changed_is_changed_alone() {
        StackConfig changed = CONFIG.withPort(7940).withMtuBytes(1_400).withMaxSessions(100);
        assertThat(changed.port()).isEqualTo(7940);
        assertThat(changed.mtuBytes()).isEqualTo(1_400);
        assertThat(changed.maxSessions()).isEqualTo(100);
        assertThat(changed.clusterId()).isEqualTo("orders");
    }

    @Test
    void absurd_values_are_refused_with_what_is_allowed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StackConfig.lan(""))
                .withMessageContaining("1..64");
        assertThatIllegalArgumentException().isThrownBy(() -> StackConfig.lan("x".repeat(65)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CONFIG.withMtuBytes(507))
                .withMessageContaining("508");
        assertThatIllegalArgumentException().isThrownBy(() -> CONFIG.withMtuBytes(65_508));
        assertThatIllegalArgumentException().isThrownBy(() -> CONFIG.withPort(65_536));
        assertThatIllegalArgumentException().isThrownBy(() -> CONFIG.withBudgetBytesPerSecond(1));
        assertThatIllegalArgumentException().isThrownBy(() -> CONFIG.withMaxSessions(0));
        LinkConfig links = LinkConfig.standard();
        assertThatIllegalArgumentException().isThrownBy(() -> links.withWindowBytes(1));
        assertThatIllegalArgumentException().isThrownBy(() -> links.withHandshakeTimeout(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> links.withLinger(Duration.ofMillis(-1)));
    }
}
