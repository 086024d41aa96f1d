package io.hearsay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.membership.MemberState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScenarioTest {
    private static final Duration TEN = Duration.ofSeconds(10);

    @Test
    void a_story_that_is_as_it_should_be_has_no_violations() {
        Outcome outcome = Scenario.named("crash")
                .at(TEN, Expectations.oneView(Duration.ZERO))
                .at(TEN, Faults.crashHost(Nodes.number(4)))
                .at(TEN, Expectations.believed(Nodes.number(4), MemberState.DEAD, TEN.multipliedBy(3)))
                .at(TEN.multipliedBy(4), Faults.start(Nodes.all()))
                .at(TEN.multipliedBy(4), Expectations.oneView(TEN))
                .run(1);

        assertThat(outcome.violations()).isEmpty();
        assertThat(outcome.virtualSeconds()).isEqualTo(60);
        assertThat(outcome.nodes()).isEqualTo(10);
        assertThat(outcome.messages()).isGreaterThan(1000);
        assertThat(outcome.events()).isGreaterThan(90);
    }

    @Test
    void what_is_expected_and_is_not_so_is_a_violation_with_its_time() {
        Outcome outcome = Scenario.named("impossible")
                .at(TEN, Faults.partition(List.of(Nodes.first(0.5))))
                .at(TEN.multipliedBy(3), Expectations.oneView(Duration.ofSeconds(20)))
                .run(1);

        assertThat(outcome.violations()).hasSize(1);
        assertThat(outcome.violations().get(0).toString())
                .startsWith("at 50.000000 s: expect one view: n1 sees alive 5 of 10, not [n");
    }

    @Test
    void a_false_death_is_a_violation_where_it_is_forbidden() {
        Outcome outcome = Scenario.named("cut off")
                .at(TEN, Expectations.noFalseDeaths(TEN.multipliedBy(5)))
                .at(TEN, Faults.paths("cut", Nodes.number(2), Nodes.number(2).others(), Path::cut))
                .at(TEN, Faults.paths("cut", Nodes.number(2).others(), Nodes.number(2), Path::cut))
                .run(1);

        assertThat(outcome.violations())
                .isNotEmpty()
                .allMatch(violation -> violation.invariant().equals("no false deaths"));
    }

    @Test
    void one_scenario_fits_all_sizes_and_a_seed_gives_one_trace() {
        Scenario scenario = Scenario.named("restarts")
                .at(TEN, Faults.restart(Nodes.random(0.3), Faults.Comeback.SAME))
                .lasting(TEN.multipliedBy(2));

        Outcome first = scenario.withNodes(20).run(5);
        assertThat(scenario.withNodes(20).run(5)).isEqualTo(first);
        assertThat(scenario.withNodes(20).run(6).traceHash()).isNotEqualTo(first.traceHash());
        assertThat(scenario.withNodes(3).run(5).violations()).isEmpty();
    }

    @Test
    void a_schedule_drawn_twice_is_one_schedule() {
        assertThat(RandomSchedule.of(7).steps().toString())
                .isEqualTo(RandomSchedule.of(7).steps().toString())
                .isNotEqualTo(RandomSchedule.of(8).steps().toString());
        assertThat(RandomSchedule.of(7).nodes()).isBetween(2, 32);
        assertThat(RandomSchedule.of(7, 5).nodes()).isEqualTo(5);
    }
}
