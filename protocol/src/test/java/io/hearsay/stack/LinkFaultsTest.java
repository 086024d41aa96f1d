package io.hearsay.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hearsay.Address;
import io.hearsay.stack.Faults.Direction;
import io.hearsay.stack.LinkFaults.Rule;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LinkFaultsTest {
    private static final Address PEER = Address.parse("10.0.0.1:7940");
    private static final Address OTHER = Address.parse("10.0.0.1:7941");

    private final LinkFaults faults = new LinkFaults(new SplittableRandom(1));

    @Test
    void without_rules_everything_passes() {
        assertThat(faults.judge(PEER, Direction.TO)).isEqualTo(Faults.PASS);
    }

    @Test
    void the_first_rule_that_fits_decides() {
        faults.set(List.of(Rule.delay(PEER, Direction.TO, Duration.ofMillis(3)), Rule.cut(null, null)));
        assertThat(faults.judge(PEER, Direction.TO)).isEqualTo(3_000_000);
        assertThat(faults.judge(PEER, Direction.FROM)).isEqualTo(Faults.CUT);
        assertThat(faults.judge(OTHER, Direction.TO)).isEqualTo(Faults.CUT);
    }

    @Test
    void port_0_is_every_port_of_the_address() {
        faults.set(List.of(Rule.cut(PEER.withPort(0), null)));
        assertThat(faults.judge(OTHER, Direction.FROM)).isEqualTo(Faults.CUT);
        assertThat(faults.judge(Address.parse("10.0.0.2:7940"), Direction.FROM)).isEqualTo(Faults.PASS);
    }

    @Test
    void loses_the_share_that_was_asked_for() {
        faults.set(List.of(Rule.drop(null, null, 0.25)));
        int lost = 0;
        for (int i = 0; i < 10_000; i++) if (faults.judge(PEER, Direction.TO) == Faults.DROP) lost++;
        assertThat(lost).isBetween(2_300, 2_700);
    }

    @Test
    void absurd_rules_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Rule.drop(PEER, null, 1.5));
        assertThatIllegalArgumentException().isThrownBy(() -> Rule.drop(PEER, null, Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> Rule.delay(PEER, null, Duration.ofHours(1)));
    }
}
