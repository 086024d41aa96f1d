package io.hearsay.dissemination.rumor;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.dissemination.rumor.RumorMessage.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SequencesTest {
    private final Sequences sequences = new Sequences(0, 1024);

    @Test
    void in_order_they_take_no_memory() {
        for (int i = 1; i <= 1_000_000; i++) sequences.add(i);
        assertThat(sequences.low()).isEqualTo(1_000_000);
        assertThat(sequences.bytes()).isZero();
    }

    @Test
    void a_gap_that_closes_raises_the_low_mark() {
        for (long each : new long[] {1, 2, 5, 6, 4}) sequences.add(each);
        assertThat(sequences.low()).isEqualTo(2);
        assertThat(sequences.known(9)).containsExactly(new Span(4, 6));
        assertThat(unknown(1, 8, 100)).containsExactly(new Span(3, 3), new Span(7, 8));
        sequences.add(3);
        assertThat(sequences.low()).isEqualTo(6);
        assertThat(sequences.missing(8)).isEqualTo(2);
    }

    @Test
    void counts_how_many_unknown_ones_are_wanted() {
        sequences.add(3);
        assertThat(unknown(1, 10, 4)).containsExactly(new Span(1, 2), new Span(4, 5));
        assertThat(unknown(4, 10, Long.MAX_VALUE)).containsExactly(new Span(4, 10));
        assertThat(unknown(1, 3, Long.MAX_VALUE)).containsExactly(new Span(1, 2));
    }

    @Test
    void reaches_as_far_as_its_span() {
        assertThat(sequences.reaches(1024)).isTrue();
        assertThat(sequences.reaches(1025)).isFalse();
        sequences.add(1024);
        assertThat(sequences.bytes()).isEqualTo(128);
    }

    @Test
    void does_what_a_set_of_numbers_does() {
        SplittableRandom random = new SplittableRandom(3);
        TreeSet<Long> model = new TreeSet<>();
        for (int step = 0; step < 20_000; step++) {
            long at = Math.max(1, sequences.low() - 10 + random.nextInt(random.nextInt(1, 1000)));
            if (random.nextInt(200) == 0) {
                long low = sequences.low() + random.nextInt(300);
                for (long each = 1; each <= low; each++) model.add(each);
                sequences.raise(low);
            } else if (!sequences.contains(at) && sequences.reaches(at)) {
                sequences.add(at);
                model.add(at);
            }
            assertThat(sequences.count()).isEqualTo(model.size());
            assertThat(sequences.high()).isEqualTo(model.isEmpty() ? 0 : model.last());
            long probe = Math.max(1, sequences.low() - 5 + random.nextInt(1100));
            assertThat(sequences.contains(probe)).isEqualTo(model.contains(probe));
            assertThat(sequences.lacksOneOf(probe, probe + 3))
                    .isEqualTo(!model.containsAll(List.of(probe, probe + 1, probe + 2, probe + 3)));
        }
        assertThat(sequences.low()).isGreaterThan(10_000);
    }

    private List<Span> unknown(long first, long last, long count) {
        List<Span> spans = new ArrayList<>();
        sequences.unknown(first, last, count, spans);
        return spans;
    }
}
