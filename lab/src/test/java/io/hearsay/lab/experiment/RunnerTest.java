package io.hearsay.lab.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RunnerTest {
    static List<Experiment> experiments() {
        return Experiments.all();
    }

    /** Few nodes, or as many as an experiment is about. */
    private static RunSpec spec(Experiment experiment, int runs, long seed, int jobs) {
        return new RunSpec(Math.min(49, experiment.usualNodes()), runs, seed, jobs);
    }

    @ParameterizedTest
    @MethodSource("experiments")
    void results_do_not_depend_on_the_number_of_jobs(Experiment experiment) {
        Result one = Runner.run(experiment, spec(experiment, 6, 7, 1), Map.of());
        Result two = Runner.run(experiment, spec(experiment, 6, 7, 2), Map.of());
        assertThat(two.traceHash()).isEqualTo(one.traceHash());
        assertThat(two.results()).isEqualTo(one.results());
        assertThat(two.csv()).isEqualTo(one.csv());
        assertThat(two.curve()).isEqualTo(one.curve());
    }

    @ParameterizedTest
    @MethodSource("experiments")
    void another_seed_is_another_run(Experiment experiment) {
        assertThat(Runner.run(experiment, spec(experiment, 2, 7, 1), Map.of()).traceHash())
                .isNotEqualTo(Runner.run(experiment, spec(experiment, 2, 8, 1), Map.of())
                        .traceHash());
    }

    @ParameterizedTest
    @MethodSource("experiments")
    void json_has_the_promised_fields(Experiment experiment) {
        Map<String, Object> fields =
                Runner.run(experiment, spec(experiment, 2, 7, 1), Map.of()).fields();
        assertThat(fields.keySet())
                .containsExactly(
                        "experiment",
                        "parameters",
                        "seed",
                        "runs",
                        "results",
                        "theory",
                        "wallSeconds",
                        "messagesPerSecond");
    }

    @Test
    void impossible_wishes_are_refused_in_words() {
        refuses("rumor", Map.of("k", "0"), "--k must be a whole number 1..14, was 0");
        refuses("rumor", Map.of("loss", "1.0"), "--loss must be 0 or more and below 1");
        refuses("rumor", Map.of("hunt", "2"), "--hunt needs a --connection-limit");
        refuses("rumor", Map.of("minimise", "true"), "--minimise needs --exchange push-pull");
        refuses("rumor", Map.of("exchange", "shove"), "must be one of push, pull, push-pull, was shove");
        refuses("rumor", Map.of("speed", "9"), "there is no flag --speed here");
        refuses("fanout", Map.of("fanout", "2.5"), "whole number unless --poisson");
        refuses("spread", Map.of("space", "grid"), "must be a square");
        refuses("spread", Map.of("space", "no/such/file"), "cannot be read");
        refuses("spread", Map.of("distance-exponent", "2"), "needs a --space with distances");
        refuses("swim", Map.of("stalled", "6", "crash", "6"), "must leave two healthy members");
        refuses("swim", Map.of("stall", "soon"), "--stall must be a number with a unit");
        assertThatExceptionOfType(LabException.class)
                .isThrownBy(() -> Experiments.named("alchemy"))
                .withMessageContaining("there is no experiment alchemy; there are rumor, spread");
        assertThatExceptionOfType(LabException.class)
                .isThrownBy(() -> new RunSpec(1, 1, 1, 1))
                .withMessageContaining("gossip takes two");
    }

    @Test
    void too_small_a_heap_is_said_before_anything_runs() {
        assertThatExceptionOfType(LabException.class)
                .isThrownBy(() -> Runner.run(Experiments.named("rumor"), new RunSpec(2_000_000_000, 1, 1, 1), Map.of()))
                .withMessageContaining("GiB of heap")
                .withMessageContaining("JAVA_OPTS=-Xmx");
    }

    private static void refuses(String experiment, Map<String, String> flags, String words) {
        assertThatExceptionOfType(LabException.class)
                .isThrownBy(() -> Runner.run(Experiments.named(experiment), new RunSpec(10, 1, 1, 1), flags))
                .withMessageContaining(words);
    }
}
