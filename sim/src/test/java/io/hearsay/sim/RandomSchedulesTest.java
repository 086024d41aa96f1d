package io.hearsay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Random schedules of full nodes hold all invariants: 300 of them, 10,000 with {@code mvn verify -Plong}.
 *
 * <p>What must hold is listed in docs/simulator.md: histories of members, incarnations, frame sizes, no frame and no
 * event taken in twice, accusers that truly missed answers, one view when all is calm, and then rest.
 */
class RandomSchedulesTest {
    private static final int SCHEDULES = Boolean.getBoolean("hearsay.long") ? 10_000 : 300;

    @Test
    void all_invariants_hold_whatever_happens() {
        List<String> broken = new ArrayList<>();
        for (long seed = 0; seed < SCHEDULES; seed++) {
            Outcome outcome = RandomSchedule.of(seed).run(seed);
            if (!outcome.violations().isEmpty())
                broken.add("./hearsay sim run swim/random.yaml --seed " + seed + "\n    "
                        + outcome.violations().get(0));
        }
        assertThat(broken).as("replay by").isEmpty();
    }
}
