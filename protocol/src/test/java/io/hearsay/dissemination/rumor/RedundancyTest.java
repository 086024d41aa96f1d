package io.hearsay.dissemination.rumor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RedundancyTest {
    private final Redundancy redundancy = new Redundancy();

    @Test
    void counts_first_copies_duplicates_and_hops_by_topic() {
        redundancy.first("b", 3);
        redundancy.first("b", 1);
        redundancy.duplicate("b");
        redundancy.first("a", 2);
        assertThat(redundancy.snapshot())
                .containsExactly(new TopicCopies("a", 1, 0, 2, 2), new TopicCopies("b", 2, 1, 1, 3));
        assertThat(redundancy.snapshot().get(1).redundancy()).isEqualTo(0.5);
        assertThat(redundancy.snapshot().get(1).received()).isEqualTo(3);
    }

    @Test
    void nothing_heard_is_no_redundancy() {
        redundancy.duplicate("a");
        assertThat(redundancy.snapshot().get(0).redundancy()).isZero();
    }

    @Test
    void forgets_the_topic_of_which_nothing_came_for_longest() {
        redundancy.first("first", 1);
        redundancy.first("second", 1);
        for (int i = 0; i < 254; i++) redundancy.first("t" + i, 1);
        redundancy.duplicate("first");
        redundancy.first("one more", 1);
        assertThat(redundancy.snapshot())
                .hasSize(256)
                .extracting(TopicCopies::topic)
                .contains("first")
                .doesNotContain("second");
    }
}
