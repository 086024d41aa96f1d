package io.hearsay.dissemination.plumtree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HeardTest {
    private final Heard heard = new Heard();

    private static MessageId id(long sequence) {
        return new MessageId(7, sequence);
    }

    @Test
    void knows_what_it_was_told_in_whatever_order_and_nothing_else() {
        SplittableRandom random = new SplittableRandom(1);
        Set<Long> told = new HashSet<>();
        heard.add(id(1), 0);
        told.add(1L);
        for (long low = 0; low < 200_000; low += 1_000)
            for (int i = 0; i < 100; i++) {
                long sequence = low + 1 + random.nextInt(2_000);
                assertThat(heard.contains(id(sequence))).isEqualTo(told.contains(sequence));
                heard.add(id(sequence), 0);
                told.add(sequence);
                if (told.size() % 5 == 0)
                    for (long all = low + 1; all <= low + 100; all++) {
                        heard.add(id(all), 0);
                        told.add(all);
                    }
            }
        assertThat(heard.contains(new MessageId(8, 1))).isFalse();
    }

    @Test
    void what_others_may_still_keep_from_before_the_first_one_is_news() {
        heard.add(id(100_000), 0);
        assertThat(heard.contains(id(99_999))).isFalse();
        assertThat(heard.contains(id(100_000 - PlumtreeConfig.Store.MAX_MESSAGES)))
                .isFalse();
        assertThat(heard.contains(id(100_000 - PlumtreeConfig.Store.MAX_MESSAGES - 1)))
                .isTrue();
    }

    @Test
    void a_number_out_of_all_order_costs_no_memory() {
        heard.add(id(1), 0);
        heard.add(id(Long.MAX_VALUE - 1), 0);
        assertThat(heard.contains(id(Long.MAX_VALUE - 1))).isTrue();
        assertThat(heard.contains(id(Long.MAX_VALUE - 2))).isFalse();
        assertThat(heard.contains(id(5))).isTrue();
    }
}
