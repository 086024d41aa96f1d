package io.hearsay.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** What plans are made from, against the same processes drawn at random, 3,000 times for n = 50 and 400 for n = 300. */
class PlanningLawsTest {

    @Test
    void first_copies_reach_all_within_the_hops_that_drawing_shows() {
        RingPush six = new RingPush(50, 6, 6, 0.98);
        assertThat(six.ignorantAfter(2)).isCloseTo(19.91, within(0.2));
        assertThat(six.ignorantAfter(3)).isCloseTo(0.79, within(0.1));
        assertThat(six.reachesAllWithin(3)).isCloseTo(0.48, within(0.05));
        assertThat(six.reachesAllWithin(4)).isCloseTo(0.992, within(0.005));
        assertThat(new RingPush(50, 6, 5, 0.98).reachesAllWithin(3)).isCloseTo(0.121, within(0.03));
        assertThat(new RingPush(50, 7, 7, 0.98).reachesAllWithin(3)).isCloseTo(0.878, within(0.03));
        assertThat(new RingPush(300, 7, 7, 0.98).reachesAllWithin(4)).isCloseTo(0.27, within(0.05));
        assertThat(new RingPush(300, 7, 7, 0.98).reachesAll()).isCloseTo(0.99, within(0.01));
    }

    @Test
    void where_nothing_is_lost_the_ring_leaves_nobody_out() {
        assertThat(new RingPush(1_000, 6, 3, 1).reachesAll()).isCloseTo(1, within(1e-6));
        assertThat(new RingPush(3, 2, 2, 1).reachesAllWithin(1)).isCloseTo(1, within(1e-12));
    }

    @Test
    void copies_are_those_of_all_who_know() {
        RingPush push = new RingPush(50, 6, 6, 0.98);
        double copies = 0;
        for (int hop = 1; hop <= push.hops() + 1; hop++) copies += push.copiesIn(hop);
        assertThat(copies).isCloseTo(50 * 6, within(0.5));
        assertThat(push.copiesIn(1)).isEqualTo(6);
    }

    @Test
    void a_fan_out_below_one_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RingPush(50, 6, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new RingPush(2, 6, 3, 1));
    }

    @Test
    void two_witnesses_take_more_than_one() {
        assertThat(WitnessLaws.lacking(3, 0)).isCloseTo(0.0498, within(1e-4));
        assertThat(WitnessLaws.lacking(3, 1)).isCloseTo(4 * 0.0498, within(4e-4));
        assertThat(WitnessLaws.allKnow(50, 4, 0, 1)).isCloseTo(0.983, within(1e-3));
        assertThat(WitnessLaws.allKnow(50, 4, 0.25, 0)).isLessThan(WitnessLaws.allKnow(50, 4, 0, 0));
    }

    @Test
    void half_of_the_dead_are_probed_within_seven_tenths_of_a_period() {
        assertThat(SwimLaws.firstProbe(10_000, 0.5)).isCloseTo(0.693, within(1e-3));
        assertThat(SwimLaws.firstProbe(10_000, 0.99)).isCloseTo(4.605, within(2e-3));
        assertThat(SwimLaws.firstProbe(50, 0.99)).isCloseTo(4.395, within(1e-3));
        assertThat(SwimLaws.firstProbe(50, 1)).isEqualTo(49);
        assertThat(SwimLaws.firstProbe(50, 0)).isZero();
    }

    @Test
    void a_stream_makes_accusations_rarer() {
        assertThat(SwimLaws.accused(1, 3, 6)).isZero();
        assertThat(SwimLaws.accused(0.98, 3, 6)).isCloseTo(2.1e-6, within(1e-7));
    }
}
