package io.hearsay.dissemination.rumor;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.dissemination.rumor.RumorConfig.Window;
import io.hearsay.dissemination.rumor.RumorMessage.Holding;
import io.hearsay.dissemination.rumor.RumorMessage.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OriginsTest {
    private final List<Span> lost = new ArrayList<>();
    private final Origins origins =
            new Origins(7, new Window(64, 1 << 20, Duration.ofMinutes(1), 3), (origin, spans) -> lost.addAll(spans));

    @Test
    void forgets_the_one_silent_for_longest_and_never_itself() {
        learn(7, 1);
        for (long origin = 10; origin < 20; origin++) learn(origin, 1);
        assertThat(origins.knows(new RumorId(7, 1))).isTrue();
        assertThat(origins.knows(new RumorId(19, 1))).isTrue();
        assertThat(origins.knows(new RumorId(18, 1))).isTrue();
        assertThat(origins.knows(new RumorId(17, 1))).isFalse();
    }

    @Test
    void believes_its_publisher_or_a_second_voice() {
        learn(1, 1);
        Origin origin = origins.meet(new RumorId(1, 1));
        assertThat(origins.mention(origin, 1000, 5)).isFalse();
        assertThat(origins.mention(origin, 1001, 5)).isFalse();
        assertThat(origins.mention(origin, 1000, 6)).isTrue();
        assertThat(lost).containsExactly(new Span(2, 936));
        assertThat(origins.mention(origin, 5000, 1)).isTrue();
    }

    @Test
    void one_met_late_begins_where_its_rumors_may_still_be_had() {
        Origin origin = origins.meet(new RumorId(1, 1000));
        assertThat(origin.known.low()).isEqualTo(1000 - 64);
        assertThat(origins.meet(new RumorId(2, 1)).known.low()).isZero();
    }

    @Test
    void learns_only_what_closes_a_gap_when_too_much_is_in_doubt() {
        Window window = new Window(65_536, 1 << 20, Duration.ofMinutes(1), 1000);
        Origins many = new Origins(7, window, (origin, spans) -> {});
        int learned = 0;
        for (long each = 1; each <= 300; each++) {
            Origin origin = many.meet(new RumorId(each, 60_000));
            many.mention(origin, 60_000, 5);
            if (many.learn(origin, 60_000)) learned++;
        }
        assertThat(learned).isBetween(100, 130);
        assertThat(many.learn(many.meet(new RumorId(300, 60_000)), 1)).isTrue();
    }

    @Test
    void holdings_show_who_lacks_what() {
        Origin origin = learn(1, 1);
        learn(1, 2);
        learn(1, 5);
        assertThat(origin.holding()).isEqualTo(new Holding(1, 1, 2, List.of(new Span(5, 5))));
        assertThat(origin.exceeds(new Holding(1, 1, 2, List.of(new Span(4, 6)))))
                .isFalse();
        assertThat(origin.exceeds(new Holding(1, 1, 2, List.of()))).isTrue();
        assertThat(origin.exceeds(new Holding(1, 1, 1, List.of(new Span(4, 6)))))
                .isTrue();
        assertThat(origin.lacksOf(new Holding(1, 1, 2, List.of(new Span(5, 5)))))
                .isFalse();
        assertThat(origin.lacksOf(new Holding(1, 1, 3, List.of()))).isTrue();
        assertThat(origin.lacksOf(new Holding(1, 4, 3, List.of()))).isFalse();
        assertThat(origin.lacksOf(new Holding(1, 1, 2, List.of(new Span(4, 4)))))
                .isTrue();
    }

    @Test
    void what_was_forgotten_is_not_held_out() {
        Origin origin = learn(1, 1);
        learn(1, 2);
        origins.hold(origin);
        origins.hold(origin);
        origins.forgot(new RumorId(1, 1));
        assertThat(origin.holding().floor()).isEqualTo(2);
        assertThat(origin.exceeds(new Holding(1, 1, 1, List.of()))).isTrue();
        origins.forgot(new RumorId(1, 2));
        assertThat(origin.exceeds(new Holding(1, 1, 1, List.of()))).isFalse();
        assertThat(origins.holdsAnything()).isFalse();
    }

    private Origin learn(long instance, long sequence) {
        RumorId id = new RumorId(instance, sequence);
        Origin origin = origins.meet(id);
        assertThat(origins.mention(origin, sequence, instance)).isTrue();
        assertThat(origins.learn(origin, sequence)).isTrue();
        return origin;
    }
}
