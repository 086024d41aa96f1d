package io.hearsay.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Simple epidemics, rumors and fan-out: the functions against the figures of their papers. */
class SpreadingTest {

    @Test
    void leading_terms_and_constants_meet_the_measured_means() {
        assertThat(SimpleEpidemic.cycles(Style.PUSH, 1024)).isCloseTo(18.11, within(0.1));
        assertThat(SimpleEpidemic.cycles(Style.PULL, 1024)).isCloseTo(13.82, within(0.1));
        assertThat(SimpleEpidemic.cycles(Style.PUSH_PULL, 1024)).isCloseTo(9.17, within(0.1));
        assertThat(SimpleEpidemic.leadingCyclesOneAnswer(1024) + 1.25).isCloseTo(13.22, within(0.1));
    }

    @Test
    void loss_costs_pull_and_push_pull_their_double_logarithmic_end() {
        double lossless = SimpleEpidemic.leadingCycles(Style.PULL, 1e9) - SimpleEpidemic.leadingCycles(Style.PULL, 1e6);
        double lossy =
                SimpleEpidemic.leadingCycles(Style.PULL, 1e9, 0.9) - SimpleEpidemic.leadingCycles(Style.PULL, 1e6, 0.9);
        assertThat(lossless).isLessThan(11);
        assertThat(lossy).isGreaterThan(13);
        assertThat(SimpleEpidemic.leadingCycles(Style.PUSH_PULL, 1e6, 1))
                .isEqualTo(SimpleEpidemic.leadingCycles(Style.PUSH_PULL, 1e6));
    }

    @Test
    void the_bounds_of_push_enclose_its_mean() {
        for (double n = 1024; n < 1e9; n *= 3)
            assertThat(SimpleEpidemic.cycles(Style.PUSH, n))
                    .isBetween(SimpleEpidemic.leastPushCycles(n), SimpleEpidemic.mostPushCycles(n));
    }

    @Test
    void the_ignorant_become_fewer_by_e_in_the_tail_of_push_and_squared_in_that_of_pull() {
        assertThat(SimpleEpidemic.ignorantAfter(Style.PUSH, 1e-6) / 1e-6).isCloseTo(1 / Math.E, within(1e-5));
        assertThat(SimpleEpidemic.ignorantAfter(Style.PULL, 1e-3)).isCloseTo(1e-6, within(1e-12));
        assertThat(SimpleEpidemic.ignorantAfter(Style.PUSH_PULL, 0.5)).isCloseTo(0.25 * Math.exp(-0.5), within(1e-12));
        assertThat(SimpleEpidemic.ignorantAfterPush(0.5, 1_000_000))
                .isCloseTo(SimpleEpidemic.ignorantAfter(Style.PUSH, 0.5), within(1e-6));
    }

    @Test
    void the_exact_chain_of_two_nodes_is_over_at_once() {
        for (Style style : Style.values()) {
            assertThat(new SynchronousChain(style, 2, 1).meanCycles()).isEqualTo(1);
            assertThat(new SynchronousChain(style, 2, 1).sdCycles()).isZero();
        }
        assertThat(new SynchronousChain(Style.PUSH, 2, 0.25).meanCycles()).isCloseTo(4, within(1e-9));
    }

    /** Three nodes, push: after the first cycle two know; then each hits the third with probability 1/2. */
    @Test
    void the_exact_chain_of_three_nodes_is_what_one_computes_by_hand() {
        assertThat(new SynchronousChain(Style.PUSH, 3, 1).meanCycles()).isCloseTo(1 + 4.0 / 3, within(1e-12));
        // pull: 0, 1 or 2 of the two call the source, each with probability 1/2; one left calls somebody who knows
        assertThat(new SynchronousChain(Style.PULL, 3, 1).meanCycles()).isCloseTo(5.0 / 3 + 1.0 / 3, within(1e-12));
    }

    @Test
    void the_exact_chain_meets_the_leading_terms() {
        assertThat(new SynchronousChain(Style.PUSH, 500, 1).meanCycles())
                .isCloseTo(SimpleEpidemic.cycles(Style.PUSH, 500), within(0.2));
        assertThat(new SynchronousChain(Style.PULL, 500, 1).meanCycles())
                .isCloseTo(SimpleEpidemic.cycles(Style.PULL, 500), within(0.2));
        SynchronousChain both = new SynchronousChain(Style.PUSH_PULL, 500, 1);
        assertThat(both.meanCycles()).isCloseTo(SimpleEpidemic.cycles(Style.PUSH_PULL, 500), within(0.2));
        assertThat(both.sdCycles()).isBetween(0.4, 0.6);
    }

    @Test
    void traffic_on_a_ring_is_as_measured_for_all_exponents() {
        assertThat(SpatialChoice.linkTraffic(2000, 0)).isCloseTo(500, within(0.5));
        assertThat(SpatialChoice.linkTraffic(2000, 1)).isCloseTo(134, within(0.6));
        assertThat(SpatialChoice.linkTraffic(2000, 1.4)).isCloseTo(35, within(0.5));
        assertThat(SpatialChoice.linkTraffic(2000, 1.8)).isCloseTo(8.2, within(0.05));
        assertThat(SpatialChoice.linkTraffic(2000, 2.5)).isCloseTo(1.9, within(0.05));
    }

    @Test
    void residues_of_the_asynchronous_coin_are_as_published() {
        double[] published = {0.203188, 0.059520, 0.019827, 0.006977, 0.002516};
        for (int k = 1; k <= 5; k++) assertThat(RumorLaws.residueOfCoin(k)).isCloseTo(published[k - 1], within(5e-7));
    }

    @Test
    void nobody_spreads_any_more_where_the_residue_is_reached() {
        for (int k = 1; k <= 5; k++) {
            assertThat(RumorLaws.infective(1, k)).isZero();
            assertThat(RumorLaws.infective(RumorLaws.residueOfCoin(k), k)).isCloseTo(0, within(1e-12));
        }
        assertThat(RumorLaws.limitedPushSlope()).isCloseTo(1.582, within(5e-4));
        assertThat(RumorLaws.residueOfPush(3.3)).isCloseTo(0.0369, within(1e-4));
    }

    @Test
    void reach_and_atomicity_of_infect_and_die_are_as_published() {
        double[] reach = {0.7968, 0.9405, 0.9802, 0.9930, 0.9975};
        for (int f = 2; f <= 6; f++) assertThat(FanoutLaws.reach(f)).isCloseTo(reach[f - 2], within(5e-5));
        double[] all = {0.066, 0.368, 0.692, 0.951};
        int[] c = {-1, 0, 1, 3};
        for (int i = 0; i < 4; i++)
            assertThat(FanoutLaws.reachesAll(1000, Math.log(1000) + c[i])).isCloseTo(all[i], within(5e-4));
        assertThat(FanoutLaws.reach(1)).isZero();
        assertThat(FanoutLaws.reachesAll(1000, FanoutLaws.fanoutFor(1000, 0.99)))
                .isCloseTo(0.99, within(1e-9));
        assertThat(FanoutLaws.reachesAll(1000, 10, 0.1)).isEqualTo(FanoutLaws.reachesAll(900, 9));
    }

    @Test
    void final_sizes_and_take_off_are_as_published() {
        assertThat(SirModel.untouched(1.5)).isCloseTo(0.4172, within(5e-5));
        assertThat(SirModel.untouched(2)).isCloseTo(0.2032, within(5e-5));
        assertThat(SirModel.untouched(3)).isCloseTo(0.0595, within(5e-5));
        assertThat(SirModel.untouched(4)).isCloseTo(0.0198, within(5e-5));
        assertThat(SirModel.untouched(0.9)).isEqualTo(1);
        assertThat(SirModel.takeOff(2)).isEqualTo(0.5);
        assertThat(SirModel.takeOff(0.5)).isZero();
    }

    @Test
    void the_exact_epidemic_takes_off_as_often_and_reaches_as_many() {
        double[] sizes = SirModel.finalSizes(2000, 2);
        assertThat(sum(sizes)).isCloseTo(1, within(1e-9));
        double large = 0;
        double reached = 0;
        for (int m = 1000; m <= 2000; m++) {
            large += sizes[m];
            reached += m * sizes[m];
        }
        assertThat(large).isCloseTo(SirModel.takeOff(2), within(0.01));
        assertThat(reached / large / 2000).isCloseTo(1 - SirModel.untouched(2), within(0.01));
        // two nodes: the one case infects the other, at rate R0/2, before it recovers at rate 1
        assertThat(SirModel.finalSizes(2, 2)[2]).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void generations_of_reed_and_frost_are_what_one_computes_by_hand() {
        double[] two = ReedFrost.finalSizes(2, 0.3);
        assertThat(two[1]).isCloseTo(0.7, within(1e-12));
        assertThat(two[2]).isCloseTo(0.3, within(1e-12));
        double[] three = ReedFrost.finalSizes(3, 0.5);
        assertThat(three[1]).isCloseTo(0.25, within(1e-12));
        assertThat(three[2]).isCloseTo(0.5 * 0.5, within(1e-12));
        assertThat(three[3]).isCloseTo(0.25 + 0.5 * 0.5, within(1e-12));
        assertThat(sum(ReedFrost.finalSizes(60, 0.04))).isCloseTo(1, within(1e-9));
    }

    @Test
    void delivery_of_pbcast_is_bimodal_as_published() {
        double p = ReedFrost.pbcastContact(50, 1, 0.05, 0.001);
        assertThat(middle(ReedFrost.everyRound(50, p, 5))).isCloseTo(0.91, within(0.005));
        double[] ten = ReedFrost.everyRound(50, p, 10);
        assertThat(middle(ten)).isCloseTo(0.143, within(5e-4));
        assertThat(ten[50]).isCloseTo(0.327, within(5e-4));
        double[] fifteen = ReedFrost.everyRound(50, p, 15);
        assertThat(middle(fifteen)).isCloseTo(1.5e-3, within(5e-5));
        assertThat(fifteen[50]).isCloseTo(0.962, within(5e-4));
    }

    private static double middle(double[] mass) {
        double middle = 0;
        for (int m = 6; m < 45; m++) middle += mass[m];
        return middle;
    }

    @Test
    void the_stochastic_simple_epidemic_takes_as_long_as_published() {
        assertThat(SiModel.meanTime(100, 1)).isCloseTo(10.355, within(5e-4));
        assertThat(Math.sqrt(SiModel.varianceOfTime(100, 1))).isCloseTo(1.79, within(0.1));
        assertThat(SiModel.varianceOfTime(100_000, 2)).isCloseTo(Math.PI * Math.PI / 12, within(1e-3));
        assertThat(SiModel.knowing(0, 1, 0.01)).isCloseTo(0.01, within(1e-12));
        assertThat(SiModel.knowing(Math.log(99), 1, 0.01)).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void its_exact_distribution_has_that_mean() {
        double mean = 0;
        for (double t = 0; t < 40; t += 0.05) mean += 0.05 * (1 - SiModel.distribution(30, 1, t + 0.025)[30]);
        assertThat(mean).isCloseTo(SiModel.meanTime(30, 1), within(1e-3));
        assertThat(sum(SiModel.distribution(100, 1, 5))).isCloseTo(1, within(1e-9));
        assertThat(SiModel.distribution(2, 1, 0)[1]).isEqualTo(1);
    }

    @Test
    void arguments_outside_a_range_are_refused() {
        SplittableRandom random = new SplittableRandom(1);
        double bad = 1 + random.nextDouble(1e-9, 10);
        assertThatIllegalArgumentException().isThrownBy(() -> SimpleEpidemic.ignorantAfter(Style.PUSH, bad));
        assertThatIllegalArgumentException().isThrownBy(() -> SimpleEpidemic.leadingCycles(Style.PUSH, 1000, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new SynchronousChain(Style.PUSH, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new SynchronousChain(Style.PUSH, 513, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> FanoutLaws.fanoutFor(1000, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> SirModel.untouched(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> ReedFrost.finalSizes(1, 0.5));
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) sum += value;
        return sum;
    }
}
