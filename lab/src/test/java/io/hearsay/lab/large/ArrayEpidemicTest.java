package io.hearsay.lab.large;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.hearsay.lab.experiment.Experiments;
import io.hearsay.lab.experiment.Result;
import io.hearsay.lab.experiment.RunSpec;
import io.hearsay.lab.experiment.Runner;
import io.hearsay.lab.experiment.Summary;
import io.hearsay.lab.large.ArrayEpidemic.Course;
import io.hearsay.lab.large.ArrayEpidemic.Wish;
import io.hearsay.theory.Style;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArrayEpidemicTest {

    @ParameterizedTest
    @EnumSource(Style.class)
    void takes_as_many_cycles_as_the_production_classes(Style style) {
        for (int nodes : new int[] {1000, 10_000}) {
            int runs = nodes == 1000 ? 100 : 10;
            Summary model = model(runs, nodes, style, 0, 0, Course::cycles);
            Map<String, String> flags =
                    Map.of("exchange", style.name().toLowerCase(Locale.ROOT).replace('_', '-'));
            agree(
                    model,
                    Runner.run(Experiments.named("spread"), new RunSpec(nodes, runs, 5, 2), flags)
                            .of("rounds"));
        }
    }

    @Test
    void takes_as_many_at_a_hundred_thousand() {
        Summary model = model(20, 100_000, Style.PUSH_PULL, 0, 0, Course::cycles);
        assertThat(model.mean()).isCloseTo(14.0, within(0.6)); // log3 n + log2 ln n
        agree(
                model,
                Runner.run(Experiments.named("spread"), new RunSpec(100_000, 2, 5, 2), Map.of())
                        .of("rounds"));
    }

    @Test
    void loses_interest_as_the_production_classes_do() {
        for (int k = 1; k <= 2; k++) {
            Result rumor = Runner.run(
                    Experiments.named("rumor"), new RunSpec(1000, 60, 5, 2), Map.of("k", Integer.toString(k)));
            agree(model(200, 1000, Style.PUSH, 0, k, course -> course.residue(1000)), rumor.of("residue"));
            agree(model(200, 1000, Style.PUSH, 0, k, course -> course.transmissions() / 1000.0), rumor.of("traffic"));
            agree(model(200, 1000, Style.PUSH, 0, k, Course::meanArrival), rumor.of("tAvg"));
        }
    }

    @ParameterizedTest
    @EnumSource(Style.class)
    void loses_calls_as_the_simulated_world_does(Style style) {
        Map<String, String> flags =
                Map.of("exchange", style.name().toLowerCase(Locale.ROOT).replace('_', '-'), "loss", "0.3");
        agree(
                model(200, 1000, style, 0.3, 0, Course::cycles),
                Runner.run(Experiments.named("spread"), new RunSpec(1000, 100, 5, 2), flags)
                        .of("rounds"));
    }

    @ParameterizedTest
    @EnumSource(Style.class)
    void is_the_same_with_any_number_of_threads(Style style) {
        int stop = style == Style.PUSH ? 2 : 0;
        Course one = ArrayEpidemic.run(new Wish(1_000_003, style, 0.1, stop, 9, 1));
        assertThat(ArrayEpidemic.run(new Wish(1_000_003, style, 0.1, stop, 9, 4)))
                .isEqualTo(one);
        assertThat(ArrayEpidemic.run(new Wish(1_000_003, style, 0.1, stop, 10, 4)))
                .isNotEqualTo(one);
    }

    @Test
    void a_thousand_million_nodes_fit_into_a_gibibyte_and_a_half() {
        assertThat(new Wish(1_000_000_000, Style.PUSH_PULL, 0, 0, 1, 2).bytes()).isLessThan(3L << 29);
    }

    @Test
    void impossible_wishes_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Wish(1, Style.PUSH, 0, 0, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Wish(10, Style.PUSH, 1, 0, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Wish(10, Style.PULL, 0, 2, 1, 1));
    }

    private static Summary model(
            int runs, int nodes, Style style, double loss, int stop, ToDoubleFunction<Course> measure) {
        return Summary.of(IntStream.range(0, runs)
                .mapToDouble(run -> measure.applyAsDouble(
                        ArrayEpidemic.run(new Wish(nodes, style, loss, stop, 1_000_000L + run, 1))))
                .toArray());
    }

    private static void agree(Summary model, Summary production) {
        double error = Math.hypot(model.standardError(), production.standardError());
        assertThat(model.mean()).isCloseTo(production.mean(), within(3.5 * error + 1e-9 + 0.3 / production.count()));
    }
}
