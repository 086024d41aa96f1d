package io.hearsay.antientropy.riblt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.hearsay.antientropy.Method.Difference;
import io.hearsay.antientropy.ReconcilerEvent.Cause;
import io.hearsay.antientropy.SearchFailedException;
import io.hearsay.antientropy.SipHash;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DecoderTest {
    private static final SipHash SECRET = new SipHash(1, 2);

    private final CodedSymbols ours = new CodedSymbols(SECRET);
    private final CodedSymbols theirs = new CodedSymbols(SECRET);
    private final Found found = new Found();

    private static final class Found implements Difference {
        final TreeSet<Long> ours = new TreeSet<>();
        final TreeSet<Long> theirs = new TreeSet<>();

        @Override
        public void ours(long item) {
            ours.add(item);
        }

        @Override
        public void theirs(long item) {
            theirs.add(item);
        }
    }

    /** How many symbols it took; 0 if all that are kept were not enough. */
    private int decode() {
        Decoder decoder = new Decoder(ours, found);
        for (int i = 0; i < CodedSymbols.KEPT; i++) {
            decoder.receive(theirs.sums[i], theirs.checks[i], theirs.counts[i]);
            decoder.peel(Integer.MAX_VALUE);
            if (decoder.isDone()) return decoder.received();
        }
        return 0;
    }

    @Test
    void finds_what_only_one_side_has_and_no_more() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 10_000; i++) {
            long item = random.nextLong();
            ours.add(item);
            theirs.add(item);
        }
        for (long i = 0; i < 30; i++) ours.add(i);
        for (long i = 100; i < 170; i++) theirs.add(i);
        assertThat(decode()).isBetween(100, 220);
        assertThat(found.ours).hasSize(30).allMatch(item -> item < 30);
        assertThat(found.theirs).hasSize(70).allMatch(item -> item >= 100 && item < 170);
    }

    @Test
    void equal_sets_take_one_symbol() {
        ours.add(5);
        theirs.add(5);
        assertThat(decode()).isEqualTo(1);
        assertThat(found.ours).isEmpty();
    }

    @Test
    void a_difference_takes_the_published_number_of_symbols() {
        SplittableRandom random = new SplittableRandom(2);
        double symbols = 0;
        for (int run = 0; run < 200; run++) {
            long[] items = random.longs(100).toArray();
            for (long item : items) theirs.add(item);
            symbols += decode() / 100.0 / 200;
            for (long item : items) theirs.remove(item);
        }
        assertThat(symbols).isCloseTo(1.46, within(0.03)); // Yang, Gilad, Alizadeh 2024
    }

    @Test
    void what_was_removed_leaves_no_trace() {
        SplittableRandom random = new SplittableRandom(3);
        long[] items = random.longs(1_000).toArray();
        for (long item : items) ours.add(item);
        for (long item : items) ours.remove(item);
        assertThat(ours.sums).containsOnly(0);
        assertThat(ours.checks).containsOnly(0);
        assertThat(ours.counts).containsOnly(0);
    }

    @Test
    void symbols_that_peel_without_end_are_noticed() {
        Decoder decoder = new Decoder(ours, found);
        decoder.receive(0, 0, 0); // holds every item, and yet none
        for (long item = 1; item < 100; item++) decoder.receive(item, SECRET.of(item), 1);
        assertThatExceptionOfType(SearchFailedException.class)
                .isThrownBy(() -> decoder.peel(Integer.MAX_VALUE))
                .satisfies(failed -> assertThat(failed.reason()).isEqualTo(Cause.ENDLESS));
    }
}
