package io.hearsay.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayWindowTest {
    private final ReplayWindow window = new ReplayWindow();

    @Test
    void the_first_counter_is_new_and_then_seen() {
        assertThat(window.isNew(0)).isTrue();
        window.add(0);
        assertThat(window.isNew(0)).isFalse();
    }

    @Test
    void a_late_counter_is_new_once() {
        window.add(500);
        assertThat(window.isNew(3)).isTrue();
        window.add(3);
        assertThat(window.isNew(3)).isFalse();
    }

    @Test
    void what_is_1024_behind_counts_as_seen() {
        window.add(2_000);
        assertThat(window.isNew(2_000 - 1_023)).isTrue();
        assertThat(window.isNew(2_000 - 1_024)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 70, 1_100, 5_000})
    void agrees_with_a_list_of_all_that_was_seen(int jump) {
        SplittableRandom random = new SplittableRandom(jump);
        Set<Long> seen = new LinkedHashSet<>();
        long top = -1;
        for (int i = 0; i < 5_000; i++) {
            long counter = Math.max(0, top + random.nextInt(jump) - jump / 2);
            boolean isNew = !seen.contains(counter) && counter > top - ReplayWindow.SIZE;
            assertThat(window.isNew(counter))
                    .as("counter %d, top %d", counter, top)
                    .isEqualTo(isNew);
            if (!isNew) continue;
            window.add(counter);
            seen.add(counter);
            top = Math.max(top, counter);
        }
    }
}
