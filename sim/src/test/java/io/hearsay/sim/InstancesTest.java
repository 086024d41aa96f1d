package io.hearsay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InstancesTest {
    private final Instances instances = new Instances(7);

    @Test
    void each_number_is_its_own_and_tells_whose_it_is() {
        Set<Long> seen = new HashSet<>();
        for (int index = 0; index < 100_000; index++) {
            long instance = instances.of(index);
            assertThat(seen.add(instance)).isTrue();
            assertThat(instances.index(instance)).isEqualTo(index);
        }
        assertThat(instances.index(instances.of(Integer.MAX_VALUE))).isEqualTo(Integer.MAX_VALUE);
        assertThat(seen).doesNotContain(0L);
    }

    @Test
    void another_seed_gives_other_numbers() {
        assertThat(new Instances(8).of(1)).isNotEqualTo(instances.of(1));
        assertThat(new Instances(8).index(instances.of(1))).isNotEqualTo(1);
    }

    @Test
    void half_of_the_bits_are_set() {
        long bits = 0;
        for (int index = 0; index < 10_000; index++) bits += Long.bitCount(instances.of(index));
        assertThat(bits / 10_000.0).isBetween(31.5, 32.5);
    }
}
