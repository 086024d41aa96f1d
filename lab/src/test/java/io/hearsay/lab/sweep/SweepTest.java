package io.hearsay.lab.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.hearsay.lab.experiment.Experiments;
import io.hearsay.lab.experiment.LabException;
import io.hearsay.lab.experiment.RunSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepTest {
    private static final List<Axis> AXES = List.of(Axis.parse("nodes=16..256:x4"), Axis.parse("loss=0,0.3"));

    @TempDir
    private Path folder;

    private Sweep sweep(List<Axis> axes, Optional<Path> out) {
        return Sweep.run(
                Experiments.named("spread"), axes, Map.of(), new RunSpec(64, 10, 3, 2), out, (done, all) -> {});
    }

    @Test
    void axes_are_lists_or_series() {
        assertThat(Axis.parse("nodes=64..65536:x4").values())
                .containsExactly("64", "256", "1024", "4096", "16384", "65536");
        assertThat(Axis.parse("loss=0..0.3:+0.1").values()).containsExactly("0", "0.1", "0.2", "0.3");
        assertThat(Axis.parse("exchange=push,pull").values()).containsExactly("push", "pull");
        assertThat(Axis.parse("exchange=push,pull").isNumeric()).isFalse();
        for (String bad :
                List.of("", "nodes", "nodes=", "n=1..2", "n=1..9:x1", "n=9..1:x2", "n=1..9:y2", "n=1,1", "n=1,"))
            assertThatExceptionOfType(LabException.class).as(bad).isThrownBy(() -> Axis.parse(bad));
    }

    @Test
    void a_sweep_that_was_killed_gives_the_same_table_as_one_that_ran_through() throws IOException {
        Sweep through = sweep(AXES, Optional.of(folder.resolve("through")));
        Path killed = folder.resolve("killed");
        sweep(AXES, Optional.of(killed));
        Files.delete(killed.resolve("cell-1.json"));
        Files.delete(killed.resolve("cell-4.json"));
        int[] kept = {-1};
        Sweep again = Sweep.run(
                Experiments.named("spread"),
                AXES,
                Map.of(),
                new RunSpec(64, 10, 3, 1),
                Optional.of(killed),
                (done, all) -> kept[0] = kept[0] < 0 ? done : kept[0]);
        assertThat(kept[0]).isEqualTo(4);
        assertThat(again.csv())
                .isEqualTo(through.csv())
                .isEqualTo(sweep(AXES, Optional.empty()).csv());
        assertThat(again.cells()).hasSize(6);
    }

    @Test
    void a_sweep_killed_before_it_had_written_anything_is_begun_again() throws IOException {
        Files.writeString(folder.resolve(".draft1"), "{\"experi");
        assertThat(sweep(AXES, Optional.of(folder)).cells()).hasSize(6);
    }

    @Test
    void another_sweep_and_damaged_cells_are_refused_and_nothing_is_lost() throws IOException {
        sweep(AXES, Optional.of(folder));
        assertThatExceptionOfType(LabException.class)
                .isThrownBy(() -> sweep(List.of(Axis.parse("nodes=16,32")), Optional.of(folder)))
                .withMessageContaining("holds another sweep");
        Files.writeString(folder.resolve("cell-0.json"), "{\"settings\":");
        assertThatExceptionOfType(LabException.class)
                .isThrownBy(() -> sweep(AXES, Optional.of(folder)))
                .withMessageContaining("cell-0.json is damaged")
                .withMessageContaining("delete it");
        assertThat(folder.resolve("cell-5.json")).exists();
        Path foreign = Files.createDirectory(folder.resolve("foreign"));
        Files.writeString(foreign.resolve("thesis.txt"), "mine");
        assertThatExceptionOfType(LabException.class)
                .isThrownBy(() -> sweep(AXES, Optional.of(foreign)))
                .withMessageContaining("is not empty and no sweep");
    }

    @Test
    void impossible_grids_are_refused_before_anything_runs() {
        refused(List.of(Axis.parse("nodes=2..2000:+1"), Axis.parse("loss=0..0.9:+0.0001")), "at most 10,000 cells");
        refused(List.of(Axis.parse("nodes=16"), Axis.parse("loss=0,1.5")), "--loss must be 0 or more");
        refused(List.of(Axis.parse("nodes=1,16")), "nodes must be a whole number");
        refused(List.of(Axis.parse("speed=1,2")), "there is no flag --speed");
        refused(List.of(), "needs something to --vary");
    }

    private void refused(List<Axis> axes, String words) {
        assertThatExceptionOfType(LabException.class)
                .isThrownBy(() -> sweep(axes, Optional.empty()))
                .withMessageContaining(words);
    }

    @Test
    void rounds_grow_with_the_logarithm_of_the_size() {
        Map<String, Fit> fits = sweep(AXES, Optional.empty()).fits("rounds");
        assertThat(fits.keySet()).containsExactly("loss 0", "loss 0.3");
        assertThat(fits.values()).allMatch(fit -> fit.b() > 0.6 && fit.r2() > 0.97);
    }

    @Test
    void a_fit_finds_the_line_that_is_there() {
        Fit fit = Fit.of(List.of(2.0, 4.0, 8.0, 16.0), List.of(5.0, 7.0, 9.0, 11.0));
        assertThat(fit.a()).isCloseTo(3, within(1e-12));
        assertThat(fit.b()).isCloseTo(2, within(1e-12));
        assertThat(fit.r2()).isCloseTo(1, within(1e-12));
    }

    @Test
    void the_page_has_a_chart_for_each_measure() {
        assertThat(sweep(AXES, Optional.empty()).page().html())
                .contains("a + b log2 n", "id=\"chart2\"", "--vary nodes=16,64,256", "loss 0.3");
    }
}
