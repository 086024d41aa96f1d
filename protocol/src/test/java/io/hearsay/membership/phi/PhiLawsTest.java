package io.hearsay.membership.phi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The functions against the figures of the paper. */
class PhiLawsTest {
    @Test
    void phi_is_as_published_near_and_far() {
        assertThat(PhiLaws.normal(1000, 1000, 200)).isCloseTo(0.3010, within(5e-5));
        assertThat(PhiLaws.normal(1200, 1000, 200)).isCloseTo(0.7995, within(5e-5));
        assertThat(PhiLaws.normal(1500, 1000, 200)).isCloseTo(2.2069, within(5e-5));
        assertThat(PhiLaws.normal(2000, 1000, 200)).isCloseTo(6.5426, within(5e-5));
        assertThat(PhiLaws.normal(0, 1000, 200)).isCloseTo(1.245e-7, within(1e-9));
        assertThat(PhiLaws.normal(1e6, 1000, 200)).isGreaterThan(5e6).isFinite();
        assertThat(PhiLaws.logistic(2000, 1000, 200)).isCloseTo(7.30, within(5e-3));
        assertThat(PhiLaws.exponential(18.42, 1)).isCloseTo(8, within(1e-3));
    }

    @Test
    void thresholds_lie_at_the_published_sigmas() {
        double[] phi = {1, 2, 3, 5, 8};
        double[] sigmas = {1.2816, 2.3263, 3.0902, 4.2649, 5.6120};
        for (int i = 0; i < phi.length; i++)
            assertThat(PhiLaws.sigmasAt(phi[i])).isCloseTo(sigmas[i], within(5e-5));
    }

    @Test
    void the_two_forms_of_the_normal_tail_meet() {
        double below = PhiLaws.normal(4.9999999, 0, 1);
        double above = PhiLaws.normal(5.0000001, 0, 1);
        assertThat(above - below).isBetween(0.0, 1e-6);
    }
}
