package io.hearsay.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LongMapTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void behaves_like_a_map(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        LongMap<Integer> map = new LongMap<>();
        Map<Long, Integer> model = new LinkedHashMap<>();
        for (int i = 0; i < 20_000; i++) {
            long key = random.nextLong(300) << (seed % 2 == 0 ? 32 : 0);
            if (random.nextInt(3) == 0) assertThat(map.remove(key)).isEqualTo(model.remove(key));
            else {
                map.put(key, i);
                model.put(key, i);
            }
            assertThat(map.size()).isEqualTo(model.size());
            long asked = random.nextLong(300);
            assertThat(map.get(asked)).isEqualTo(model.get(asked));
        }
        model.forEach((key, value) -> assertThat(map.get(key)).isEqualTo(value));
    }
}
