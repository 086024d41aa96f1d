package io.hearsay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SmallMapTest {

    @Test
    void doesWhatALinkedHashMapDoes() {
        SplittableRandom random = new SplittableRandom(1);
        SmallMap<String> map = new SmallMap<>();
        Map<Long, String> like = new LinkedHashMap<>();
        for (int i = 0; i < 20_000; i++) {
            long number = random.nextLong(-10, 10);
            if (random.nextInt(3) > 0) {
                map.put(number, "v" + i);
                like.put(number, "v" + i);
            } else assertThat(map.remove(number)).isEqualTo(like.remove(number));
            long other = random.nextLong(-10, 10);
            assertThat(map.get(other)).isEqualTo(like.get(other));
            assertThat(map.contains(other)).isEqualTo(like.containsKey(other));
            assertThat(map.values()).containsExactlyElementsOf(like.values());
            assertThat(map.size()).isEqualTo(like.size());
        }
    }

    @Test
    void takesOutByPlace() {
        SmallMap<String> map = new SmallMap<>();
        for (long i = 0; i < 9; i++) map.put(i, "v" + i);
        map.removeAt(8);
        map.removeAt(0);
        List<String> seen = new ArrayList<>();
        for (String value : map) seen.add(value);
        assertThat(seen).containsExactly("v1", "v2", "v3", "v4", "v5", "v6", "v7");
        assertThatThrownBy(() -> map.at(7)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
