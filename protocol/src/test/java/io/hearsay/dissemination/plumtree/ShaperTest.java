package io.hearsay.dissemination.plumtree;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.dissemination.plumtree.PlumtreeConfig.Tree;
import org.junit.jupiter.api.Test;

class ShaperTest {
    private static final long MILLI = 1_000_000L;

    private final Shaper shaper = new Shaper(Tree.SHARED);
    private long now;

    private void heard(long origin, int times, long millisBefore) {
        now += millisBefore * MILLI;
        for (int i = 0; i < times; i++) shaper.heard(origin, now);
    }

    @Test
    void of_those_that_send_the_lowest_shapes() {
        heard(7, 1, 0);
        heard(9, 20, 100);
        assertThat(shaper.isShapedBy(7)).isTrue();
        heard(3, 1, 100);
        assertThat(shaper.isShapedBy(3)).isTrue();
        assertThat(shaper.isShapedBy(7)).isFalse();
    }

    @Test
    void who_sends_many_in_a_row_while_that_one_is_silent_takes_its_place() {
        heard(3, 1, 0);
        heard(9, Shaper.ALONE_MESSAGES - 1, 600);
        assertThat(shaper.isShapedBy(9)).isFalse();
        heard(9, 1, 0);
        assertThat(shaper.isShapedBy(9)).isTrue();
        heard(3, 1, 10);
        assertThat(shaper.isShapedBy(3)).isTrue();
    }

    @Test
    void several_that_take_turns_do_not() {
        heard(3, 1, 0);
        for (int turn = 0; turn < 100; turn++) heard(8 + turn % 3, 2, 20);
        assertThat(shaper.isShapedBy(3)).isTrue();
    }
}
