package io.hearsay.antientropy;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.antientropy.Marks.Mark;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatermarkTest {
    private static final long SELF = 1;
    private static final long OTHER = 2;
    private static final long THIRD = 3;
    private static final Duration ABSENCE = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final Watermark watermark = new Watermark(SELF);

    private static Marks acknowledged(Mark... marks) {
        return new Marks(List.of(), List.of(marks));
    }

    private void count(long nowMillis, Long... sites) {
        watermark.count(List.of(sites), nowMillis, ABSENCE, LONGEST);
    }

    @Test
    void what_somebody_held_who_said_so_has_been_held_here() {
        watermark.met(new Marks(List.of(new Mark(70, 5), new Mark(80, 9)), List.of()));
        watermark.met(new Marks(List.of(new Mark(70, 3)), List.of()));
        assertThat(watermark.hasHeld(70, 5)).isTrue();
        assertThat(watermark.hasHeld(70, 6)).isFalse();
        assertThat(watermark.hasHeld(90, 0)).isFalse();
        assertThat(watermark.low(List.of(70L, 80L))).isEqualTo(5);
        assertThat(watermark.low(List.of(70L, 90L))).isNegative();
    }

    @Test
    void nothing_is_acknowledged_until_all_who_are_there_have_said_so() {
        assertThat(watermark.acknowledged()).isNegative();
        count(50, OTHER, THIRD);
        watermark.met(acknowledged(new Mark(OTHER, 40)));
        assertThat(watermark.acknowledged()).isNegative();
        watermark.met(acknowledged(new Mark(THIRD, 30), new Mark(SELF, 1)));
        assertThat(watermark.acknowledged()).isEqualTo(30);
    }

    @Test
    void who_is_away_is_waited_for_only_so_long() {
        count(50, OTHER, THIRD);
        watermark.met(acknowledged(new Mark(OTHER, 40), new Mark(THIRD, 30)));
        count(150, OTHER);
        assertThat(watermark.acknowledged()).isEqualTo(30);
        assertThat(watermark.hasAbsent()).isFalse();
        count(151, OTHER);
        assertThat(watermark.acknowledged()).isEqualTo(40);
        assertThat(watermark.hasAbsent()).isTrue();
        count(1_051, OTHER);
        assertThat(watermark.hasAbsent()).isFalse();
    }

    @Test
    void whom_only_others_know_counts_from_when_it_was_heard_of_last() {
        count(50, OTHER);
        watermark.met(acknowledged(new Mark(OTHER, 40), new Mark(THIRD, 30)));
        assertThat(watermark.acknowledged()).isEqualTo(30);
        count(131, OTHER);
        assertThat(watermark.acknowledged()).isEqualTo(40);
        watermark.met(acknowledged(new Mark(THIRD, 30)));
        count(131, OTHER);
        assertThat(watermark.acknowledged()).isEqualTo(40);
    }

    @Test
    void who_is_not_to_come_back_is_not_waited_for() {
        count(50, OTHER, THIRD);
        watermark.met(acknowledged(new Mark(OTHER, 40)));
        watermark.forget(THIRD);
        assertThat(watermark.acknowledged()).isEqualTo(40);
    }

    @Test
    void says_what_it_knows_and_takes_it_up_in_another_life() {
        watermark.met(new Marks(List.of(new Mark(70, 5)), List.of(new Mark(OTHER, 4))));
        assertThat(watermark.marks(new Mark(10, 6), 3))
                .isEqualTo(new Marks(
                        List.of(new Mark(10, 6), new Mark(70, 5)), List.of(new Mark(OTHER, 4), new Mark(SELF, 3))));
        assertThat(watermark.marks(new Mark(10, 6), -1).acknowledged()).containsExactly(new Mark(OTHER, 4));
        Watermark next = new Watermark(SELF);
        next.met(watermark.all());
        assertThat(next.all()).isEqualTo(watermark.all());
    }

    @Test
    void keeps_the_latest_of_too_many_and_acknowledges_nothing_among_them() {
        List<Mark> lives = new ArrayList<>();
        List<Long> sites = new ArrayList<>();
        List<Mark> all = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            lives.add(new Mark(1_000 + i, i));
            sites.add(5_000L + i);
            all.add(new Mark(5_000 + i, 40));
        }
        watermark.met(new Marks(lives, List.of()));
        assertThat(watermark.hasHeld(2_999, 1_999)).isTrue();
        assertThat(watermark.hasHeld(1_000, 0)).isFalse();
        assertThat(watermark.all().held()).hasSize(Marks.MAX_LIVES);
        count(50, sites.toArray(Long[]::new));
        watermark.met(new Marks(List.of(), all));
        assertThat(watermark.acknowledged()).isNegative();
        assertThat(watermark.marks(new Mark(1, 1), 50).sizeBytes()).isLessThan(14 * 1_024);
    }
}
