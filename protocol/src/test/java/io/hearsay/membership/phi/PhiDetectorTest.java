package io.hearsay.membership.phi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.hearsay.membership.phi.PhiConfig.Intervals;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PhiDetectorTest {
    private static final long SECOND = 1_000_000_000L;
    private static final PhiConfig PAPER = PhiConfig.paper(Duration.ofSeconds(1));

    /** Its clock begins below 0, as a monotonic one may. */
    private long now = -5 * SECOND;

    private PhiDetector<String> detector = new PhiDetector<>(PAPER);

    /** Intervals of 0.8 and 1.2 s: mean 1 s, sigma 0.2 s. */
    private void fill(int arrivals) {
        detector.heard("bob", now);
        for (int i = 1; i < arrivals; i++) {
            now += i % 2 == 0 ? 800_000_000L : 1_200_000_000L;
            detector.heard("bob", now);
        }
    }

    private double phiAfter(long millis) {
        return detector.level("bob", now + millis * 1_000_000).orElseThrow().phi();
    }

    @Test
    void phi_of_the_normal_form_is_as_published() {
        fill(1001); // so that the made-up interval has left the window
        assertThat(phiAfter(1000)).isCloseTo(0.3010, within(5e-5));
        assertThat(phiAfter(1200)).isCloseTo(0.7995, within(5e-5));
        assertThat(phiAfter(1500)).isCloseTo(2.2069, within(5e-5));
        assertThat(phiAfter(2000)).isCloseTo(6.5426, within(5e-5));
    }

    @Test
    void phi_of_the_other_forms_is_as_published() {
        detector = new PhiDetector<>(PAPER.withForm(PhiForm.LOGISTIC));
        fill(1001);
        assertThat(phiAfter(2000)).isCloseTo(7.30, within(5e-3));
        detector = new PhiDetector<>(PAPER.withForm(PhiForm.EXPONENTIAL));
        fill(1001);
        assertThat(phiAfter(18_420)).isCloseTo(8, within(1e-3));
    }

    @Test
    void a_silence_is_suspicious_once_and_ends_when_something_is_heard() {
        fill(100);
        assertThat(detector.interpret(now + SECOND)).isEmpty();
        assertThat(detector.interpret(now + 4 * SECOND)).containsExactly("bob");
        assertThat(detector.interpret(now + 5 * SECOND)).isEmpty();
        assertThat(detector.isSuspected("bob")).isTrue();
        assertThat(detector.heard("bob", now + 6 * SECOND)).isTrue();
        assertThat(detector.isSuspected("bob")).isFalse();
        assertThat(detector.heard("bob", now + 7 * SECOND)).isFalse();
    }

    @Test
    void the_first_interval_is_made_up() {
        detector.heard("bob", now);
        assertThat(detector.interpret(now + SECOND)).isEmpty();
        assertThat(detector.interpret(now + 2 * SECOND)).containsExactly("bob"); // ten floors of sigma late
        assertThat(detector.level("bob", now).orElseThrow().intervals()).isEqualTo(1);
    }

    @Test
    void who_talks_like_a_clock_is_given_the_floor() {
        for (int i = 0; i < 100; i++) detector.heard("bob", now + i * SECOND);
        assertThat(detector.level("bob", now).orElseThrow().sigmaNanos()).isEqualTo(SECOND / 10.0);
        assertThat(detector.interpret(now + 99 * SECOND + SECOND + 500_000_000L))
                .isEmpty();
    }

    @Test
    void long_absences_do_not_make_it_patient() {
        fill(10);
        double before = detector.level("bob", now).orElseThrow().meanNanos();
        detector.heard("bob", now + 3600 * SECOND);
        assertThat(detector.level("bob", now).orElseThrow().meanNanos()).isEqualTo(before);
    }

    @Test
    void an_accepted_pause_is_added_to_the_mean() {
        detector = new PhiDetector<>(PAPER.withAcceptablePause(Duration.ofSeconds(3)));
        fill(1001);
        assertThat(phiAfter(4000)).isCloseTo(0.3010, within(5e-5));
    }

    @Test
    void after_a_pause_of_its_own_it_suspects_nobody_for_a_while() {
        fill(100);
        detector.interpret(now);
        assertThat(detector.interpret(now + 6 * SECOND)).isEmpty();
        assertThat(detector.interpret(now + 10 * SECOND)).isEmpty();
        assertThat(detector.interpret(now + 11 * SECOND)).containsExactly("bob");
    }

    @Test
    void watches_no_more_than_it_may_and_forgets_the_longest_silent() {
        detector = new PhiDetector<>(PAPER.withSubjects(2));
        detector.heard("ann", now);
        detector.heard("bob", now);
        detector.heard("ann", now);
        detector.heard("eve", now);
        assertThat(detector.size()).isEqualTo(2);
        assertThat(detector.level("bob", now)).isEmpty();
        assertThat(detector.interpret(now + 9 * SECOND)).isEqualTo(List.of("ann", "eve"));
        detector.forget("ann");
        assertThat(detector.isSuspected("ann")).isFalse();
        assertThat(detector.size()).isEqualTo(1);
    }

    @Test
    void the_window_slides() {
        detector = new PhiDetector<>(PAPER.withWindow(3));
        for (int i = 0; i < 10; i++) detector.heard("bob", now + i * SECOND);
        detector.heard("bob", now + 12 * SECOND);
        assertThat(detector.level("bob", now).orElseThrow().meanNanos()).isCloseTo(5 * SECOND / 3.0, within(1.0));
        assertThat(detector.level("bob", now).orElseThrow().intervals()).isEqualTo(3);
    }

    @Test
    void a_clock_that_stands_or_steps_back_is_no_trouble() {
        detector.heard("bob", now);
        detector.heard("bob", now);
        detector.heard("bob", now - SECOND);
        assertThat(phiAfter(-10_000)).isFinite();
        assertThat(PhiConfig.cassandra().form()).isEqualTo(PhiForm.EXPONENTIAL);
    }

    @Test
    void refuses_what_makes_no_sense() {
        assertThatIllegalArgumentException().isThrownBy(() -> PAPER.withThreshold(0));
        assertThatIllegalArgumentException().isThrownBy(() -> PAPER.withThreshold(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> PAPER.withWindow(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Intervals(Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofMillis(1)));
    }
}
