package io.hearsay.dissemination.rumor;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.dissemination.rumor.RumorConfig.Publishing;
import org.junit.jupiter.api.Test;

class PublicationsTest {
    private static final long SOON = 50;

    private final Publications publications = new Publications(new Publishing(100, 10_000, 1 << 20, 256, 1000), SOON);

    @Test
    void refuses_what_is_too_large_or_too_much() {
        assertThat(publications.refusal(100)).isNull();
        assertThat(publications.refusal(101)).isEqualTo(new Published.Refused("bytes in one event", 101, 100));
        for (int i = 0; i < 10_000; i++) publications.enqueue("t", new byte[1]);
        assertThat(publications.refusal(1))
                .isEqualTo(new Published.Refused("events waiting to be sent", 10_001, 10_000));
    }

    @Test
    void asks_four_times_a_window() {
        assertThat(release(16)).isEqualTo(1);
        assertThat(release(48)).isEqualTo(3);
    }

    @Test
    void moves_by_the_middle_one_of_three_voices() {
        release(60);
        publications.confirm(1, 40, 0);
        assertThat(publications.confirmed()).isEqualTo(40);
        publications.confirm(2, 50, 0);
        publications.confirm(3, 10, 0);
        assertThat(publications.confirmed()).isEqualTo(40);
        publications.confirm(3, 45, 0);
        assertThat(publications.confirmed()).isEqualTo(45);
        assertThat(publications.confirm(4, 61, 0)).isFalse();
    }

    @Test
    void its_window_grows_while_answers_are_quick_and_shrinks_when_they_are_not() {
        assertThat(fill()).isEqualTo(64);
        publications.confirm(1, 64, SOON);
        assertThat(fill()).isEqualTo(64 + 9);
        publications.confirm(1, 64 + 73, 3 * SOON);
        assertThat(fill()).isEqualTo(73 - 9);
        publications.timedOut();
        assertThat(fill()).isEqualTo(32);
        for (int i = 0; i < 9; i++) publications.timedOut();
        assertThat(fill()).isEqualTo(16);
    }

    @Test
    void bytes_under_way_are_limited_too() {
        for (int i = 0; i < 12; i++) publications.enqueue("t", new byte[100]);
        for (int i = 0; i < 10; i++) assertThat(publications.release()).isNotNull();
        assertThat(publications.isBlocked()).isTrue();
        publications.confirmAll();
        assertThat(publications.isBlocked()).isFalse();
    }

    /** Releases so many; how often it asks. */
    private int release(int count) {
        int asked = 0;
        for (int i = 0; i < count; i++) {
            publications.enqueue("t", new byte[1]);
            assertThat(publications.release()).isNotNull();
            if (publications.asks(0)) asked++;
        }
        return asked;
    }

    /** Releases as many as may leave. */
    private int fill() {
        for (int i = 0; i < 300; i++) publications.enqueue("t", new byte[1]);
        int released = 0;
        while (publications.release() != null) released++;
        return released;
    }
}
