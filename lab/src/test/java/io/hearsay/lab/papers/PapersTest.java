package io.hearsay.lab.papers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hearsay.lab.experiment.Settings;
import io.hearsay.lab.experiment.Summary;
import io.hearsay.lab.papers.Row.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PapersTest {

    @Test
    void the_last_printed_digit_counts_half() {
        assertThat(new Figure("residue", "0.0370").halfUnit()).isCloseTo(0.00005, within(1e-12));
        assertThat(new Figure("residue", "3.1e-6").halfUnit()).isCloseTo(0.05e-6, within(1e-15));
        assertThat(new Figure("linkTraffic", "500").halfUnit()).isEqualTo(0.5);
    }

    @Test
    void a_row_is_green_only_with_enough_runs() {
        Figure figure = new Figure("residue", "0.20");
        assertThat(Row.judge(figure, summary(0.201, 0.004, 100))).isEqualTo(Verdict.AGREES);
        assertThat(Row.judge(figure, summary(0.201, 0.04, 100))).isEqualTo(Verdict.NOT_SHOWN);
        assertThat(Row.judge(figure, summary(0.23, 0.004, 100))).isEqualTo(Verdict.DIFFERS);
        assertThat(Row.judge(new Figure("residue", "0.0036"), summary(0.0036, 0.0011, 100)))
                .isEqualTo(Verdict.AGREES);
    }

    @Test
    void runs_that_are_all_alike_prove_only_so_much() {
        Figure all = new Figure("reachedAll", "1.000");
        assertThat(Row.judge(all, summary(1, 0, 30))).isEqualTo(Verdict.NOT_SHOWN);
        assertThat(Row.judge(all, summary(1, 0, 400))).isEqualTo(Verdict.AGREES);
        assertThat(Row.judge(new Figure("residue", "3.1e-6"), summary(0, 0, 400)))
                .isEqualTo(Verdict.NOT_SHOWN);
    }

    @Test
    void every_case_can_be_run() {
        for (Case each : Figures.all())
            each.run().prepare(each.nodes(), Settings.of(each.run().flags(), each.flags()));
    }

    @Test
    void a_hasty_run_gives_rows_for_all_and_a_page_that_needs_no_network() {
        List<Row> told = new ArrayList<>();
        Papers papers = Papers.run(1, 2, 0.001, told::add);
        assertThat(papers.rows()).isEqualTo(told);
        assertThat(papers.rows()).hasSizeGreaterThan(60);
        String html = papers.page().html();
        assertThat(html).contains("class=\"not-shown\"", "exp(-m)", "./hearsay lab spread", "Chart.js v4.4.4");
        assertThat(html).doesNotContain("<script src", "<link ");
    }

    private static Summary summary(double mean, double sd, int count) {
        return new Summary(count, mean, sd, 0, 0, 0, 0, 0, 0);
    }
}
