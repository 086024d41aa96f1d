package io.hearsay.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hearsay.theory.AveragingLaws.Pairing;
import org.junit.jupiter.api.Test;

/** SWIM, Lifeguard and averaging: the functions against the figures of their papers. */
class DetectionAndAveragingTest {

    @Test
    void a_crash_is_first_noticed_after_158_percent_of_a_period() {
        assertThat(SwimLaws.firstDetection(1)).isCloseTo(1.582, within(5e-4));
        assertThat(1 / SwimLaws.probedInPeriod(50, 1)).isCloseTo(1.57, within(0.03));
        assertThat(SwimLaws.firstDetectionIn(1, 1)).isCloseTo(0.632, within(5e-4));
        assertThat(SwimLaws.firstDetectionIn(2, 1)).isCloseTo(0.233, within(5e-4));
        assertThat(SwimLaws.firstDetectionIn(3, 1)).isCloseTo(0.086, within(5e-4));
        assertThat(SwimLaws.longestGap(50)).isEqualTo(97);
    }

    @Test
    void helpers_make_wrong_verdicts_rare() {
        assertThat(SwimLaws.wronglyFailed(50, 0.95, 1, 0)).isCloseTo(9.3e-2, within(5e-4));
        assertThat(SwimLaws.wronglyFailed(50, 0.95, 1, 1)).isCloseTo(1.79e-2, within(5e-5));
        assertThat(SwimLaws.wronglyFailed(50, 0.95, 1, 3)).isCloseTo(6.1e-4, within(5e-5));
        assertThat(SwimLaws.helpersFor(50, 0.95, 1, 1e-3)).isEqualTo(3);
        assertThat(SwimLaws.helpersFor(50, 0, 1, 1e-3)).isEqualTo(64);
        assertThat(SwimLaws.messagesPerPeriod(0, 3)).isEqualTo(2);
        assertThat(SwimLaws.messagesPerPeriod(1, 3)).isEqualTo(15);
    }

    @Test
    void an_update_is_everywhere_after_a_few_logarithms() {
        assertThat(SwimLaws.informed(1000, 0)).isCloseTo(1, within(1e-9));
        assertThat(SwimLaws.informed(1000, 7)).isGreaterThan(998);
        assertThat(SwimLaws.uninformed(1000, 1)).isCloseTo(1, within(0.01));
        assertThat(SwimLaws.uninformed(1000, 2)).isLessThan(1.1e-6);
    }

    @Test
    void suspicion_shrinks_with_confirmations_as_published() {
        double[] ten = {30, 17.5, 10.188, 5};
        double[] thousand = {90, 52.5, 30.564, 15};
        for (int c = 0; c <= 3; c++) {
            double least = SwimLaws.leastSuspicion(5, 10);
            assertThat(SwimLaws.suspicion(least, 6 * least, c, 3)).isCloseTo(ten[c], within(5e-4));
            least = SwimLaws.leastSuspicion(5, 1000);
            assertThat(SwimLaws.suspicion(least, 6 * least, c, 3)).isCloseTo(thousand[c], within(5e-4));
        }
        assertThat(SwimLaws.suspicion(5, 30, 9, 3)).isEqualTo(5);
        assertThat(SwimLaws.suspicion(5, 30, 0, 0)).isEqualTo(5);
    }

    @Test
    void variance_falls_by_the_published_factors() {
        assertThat(AveragingLaws.varianceFactor(Pairing.MATCHING)).isEqualTo(0.25);
        assertThat(AveragingLaws.varianceFactor(Pairing.RANDOM)).isCloseTo(0.3679, within(5e-5));
        assertThat(AveragingLaws.varianceFactor(Pairing.SEQUENTIAL)).isCloseTo(0.3033, within(5e-5));
        assertThat(AveragingLaws.varianceFactorUnderLoss(0)).isCloseTo(0.3679, within(5e-5));
        assertThat(AveragingLaws.varianceFactorUnderLoss(1)).isEqualTo(1);
        assertThat(AveragingLaws.cycles(0.25, 0.5)).isEqualTo(1);
        assertThat(AveragingLaws.pushSumFactor(1000)).isCloseTo(0.4995, within(1e-12));
    }
}
