package io.hearsay.lab.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hearsay.lab.experiment.LabException;
import io.hearsay.theory.RingPush;
import io.hearsay.theory.SwimLaws;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static final Wish FIFTY = Wish.of(new Network(50, 0.02, Duration.ofMillis(1)));

    @Test
    void who_asks_for_nothing_keeps_the_profile_but_for_what_loss_demands() {
        Choice choice = Planner.choose(FIFTY);
        assertThat(choice.shortfalls()).isEmpty();
        assertThat(choice.knobs().profile()).isEqualTo("lan");
        assertThat(choice.knobs().period()).isEqualTo(Duration.ofSeconds(1));
        assertThat(choice.knobs().suspicion()).isEqualTo(Duration.ofMillis(2_400));
        assertThat(choice.knobs().fanout()).isEqualTo(7);
        assertThat(Planner.choose(Wish.of(new Network(50, 0, Duration.ofMillis(1))))
                        .knobs()
                        .fanout())
                .as("the ring reaches all where nothing is lost")
                .isEqualTo(3);
        assertThat(Planner.choose(Wish.of(new Network(50, 0, Duration.ofMillis(40))))
                        .knobs()
                        .profile())
                .isEqualTo("wan");
    }

    @Test
    void the_forecast_is_theory() {
        Forecast forecast = Planner.choose(FIFTY).forecast();
        RingPush push = new RingPush(50, 7, 7, 0.98);
        assertThat(forecast.reachesAll()).isEqualTo(push.reachesAll());
        assertThat(forecast.hops()).isEqualTo(new Quantiles(3, 4));
        assertThat(forecast.delivery().p50()).isCloseTo(0.0015, within(1e-9));
        assertThat(forecast.frozenFirst().p50()).isCloseTo(SwimLaws.firstProbe(50, 0.5) + 1 + 2.4, within(1e-9));
        assertThat(forecast.killedFirst().p50()).isCloseTo(0.041, within(1e-9));
        assertThat(forecast.falseDeaths()).isLessThan(1e-6);
    }

    @Test
    void detection_within_a_time_scales_the_period_and_what_follows_it() {
        Choice choice = Planner.choose(
                Wish.of(new Network(300, 0.02, Duration.ofMillis(1))).withDetection(Duration.ofSeconds(3)));
        assertThat(choice.shortfalls()).isEmpty();
        assertThat(choice.forecast().frozenAll().p99()).isBetween(2.8, 3.0);
        assertThat(choice.knobs().period()).isEqualTo(Duration.ofMillis(360));
        assertThat(choice.knobs().probeTimeout()).isEqualTo(Duration.ofMillis(180));
        assertThat(choice.knobs().suspicion()).isEqualTo(Duration.ofMillis(864));
        assertThat(choice.knobs().yaml()).isEqualTo("""
                        profile: lan
                        gossip:
                          fanout: 8
                        membership:
                          period: 360ms
                          probeTimeout: 180ms
                          suspicion: 864ms
                          fanout: 4
                        """);
    }

    @Test
    void a_wish_for_speed_widens_the_fan_out() {
        Wish thirty = Wish.of(new Network(30, 0.02, Duration.ofMillis(1)));
        assertThat(Planner.choose(thirty).knobs().fanout()).isEqualTo(6);
        Choice choice = Planner.choose(thirty.withDelivery(Duration.ofNanos(1_700_000)));
        assertThat(choice.shortfalls()).isEmpty();
        assertThat(choice.knobs().fanout()).isEqualTo(7);
        assertThat(choice.forecast().delivery().p99()).isLessThanOrEqualTo(0.0017);
    }

    @Test
    void a_budget_lengthens_the_period_where_nothing_else_is_asked() {
        Choice choice = Planner.choose(FIFTY.withBudget(100));
        assertThat(choice.shortfalls()).isEmpty();
        assertThat(choice.forecast().restBytes()).isBetween(95.0, 100.0);
        assertThat(choice.knobs().budgetBytes()).hasValue(16_384);
    }

    @Test
    void impossible_wishes_get_the_nearest_and_the_constraint() {
        Choice choice = Planner.choose(FIFTY.withDetection(Duration.ofMillis(10))
                .withDelivery(Duration.ofMillis(1))
                .withReliability(0.999_999));
        assertThat(choice.shortfalls())
                .extracting(Shortfall::flag)
                .containsExactly("--reliability", "--deliver-within", "--detect-within");
        assertThat(choice.shortfalls().get(0).binding()).contains("at most 8 peers");
        assertThat(choice.shortfalls().get(1).binding()).contains("hops of half a round trip of 1ms");
        assertThat(choice.shortfalls().get(2).binding()).startsWith("round trips");
        assertThat(choice.forecast().frozenAll().p99()).isLessThan(2);
    }

    @Test
    void a_budget_binds_before_detection_does() {
        Choice choice =
                Planner.choose(FIFTY.withDetection(Duration.ofSeconds(3)).withBudget(200));
        assertThat(choice.shortfalls()).hasSize(1);
        assertThat(choice.shortfalls().get(0).binding()).startsWith("--budget");
        assertThat(choice.forecast().restBytes()).isLessThanOrEqualTo(200);
    }

    @Test
    void under_heavy_loss_late_events_wait_for_repair() {
        Choice choice = Planner.choose(
                Wish.of(new Network(50, 0.2, Duration.ofMillis(1))).withDelivery(Duration.ofMillis(20)));
        assertThat(choice.forecast().delivery().p99()).isBetween(0.05, 0.5);
        assertThat(choice.shortfalls().get(0).binding()).contains("wait for repair");
    }

    @Test
    void a_shared_machine_adds_what_its_copies_cost() {
        Knobs knobs = Planner.choose(FIFTY).knobs();
        Forecast shared = Forecast.of(FIFTY.network(), knobs, new Machine(2, 40e-6, 80e-6, 0.001));
        assertThat(shared.delivery().p50()).isBetween(0.0035, 0.0075);
        assertThat(shared.delivery().p99()).isGreaterThan(shared.delivery().p50());
    }

    @Test
    void what_no_network_is_gets_refused() {
        assertThatThrownBy(() -> new Network(2, 0, Duration.ofMillis(1)))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("--nodes must be 3..100000, was 2");
        assertThatThrownBy(() -> new Network(5, 0.9, Duration.ofMillis(1))).hasMessageContaining("--loss");
        assertThatThrownBy(() -> new Network(5, 0, Duration.ofMinutes(1))).hasMessageContaining("--rtt");
        assertThatThrownBy(() -> FIFTY.withReliability(0.1)).hasMessageContaining("--reliability");
        assertThatThrownBy(() -> FIFTY.withBudget(0)).hasMessageContaining("--budget");
        assertThatThrownBy(() -> FIFTY.withDetection(Duration.ZERO)).hasMessageContaining("--detect-within");
    }

    @Test
    void the_simulator_agrees_for_a_small_cluster_whatever_the_jobs() {
        Choice choice = Planner.choose(Wish.of(new Network(10, 0.02, Duration.ofMillis(1))));
        Verification one = Verification.of(choice, 1, 1);
        assertThat(one.nodes()).isEqualTo(10);
        assertThat(one.warnings()).isEmpty();
        assertThat(one.falseDeaths()).isZero();
        assertThat(one.comparisons()).allMatch(each -> each.samples() >= 16);
        assertThat(Verification.of(choice, 1, 2).comparisons()).isEqualTo(one.comparisons());
    }

    @Test
    void a_plan_and_samples_part_where_medians_or_tails_do() {
        Quantiles planned = new Quantiles(1, 2);
        assertThat(Comparison.of("x", planned, Collections.nCopies(100, 1.2)).agrees())
                .isTrue();
        assertThat(Comparison.of("x", planned, Collections.nCopies(100, 1.3)).isMedianNear())
                .isFalse();
        assertThat(Comparison.of("x", planned, List.of(1.0, 1.0, 1.0, 3.0, 3.0, 3.0))
                        .isTailHeld())
                .isFalse();
        assertThat(Comparison.of("x", planned, List.of()).agrees()).isFalse();
    }

    @Test
    void few_samples_far_above_the_planned_p99_are_told_of() {
        Quantiles planned = new Quantiles(1, 2);
        List<Double> samples = new ArrayList<>(Collections.nCopies(98, 1.0));
        samples.addAll(List.of(5.0, 9.0));
        Comparison seen = Comparison.of("x", planned, samples);
        assertThat(seen.agrees()).isTrue();
        assertThat(seen.isTailLong()).isTrue();
        assertThat(Comparison.of("x", planned, Collections.nCopies(100, 1.2)).isTailLong())
                .isFalse();
    }
}
