package io.hearsay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class BenchVerbTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void measures_what_was_asked_for_and_prints_json() {
        assertThat(hearsay("bench", "cluster", "--nodes", "3", "--parts", "join", "--json"))
                .isZero();
        assertThat(out.toString()).startsWith("{").contains("\"nodes\":3", "\"joinSeconds\":", "\"definitions\":");
        assertThat(out.toString()).doesNotContain("\"eventP50Millis\":");
    }

    @Test
    void in_words_it_is_a_table_of_figures() {
        assertThat(hearsay("bench", "cluster", "--nodes", "2", "--parts", "join"))
                .isZero();
        assertThat(out.toString()).contains("FIGURE", "joinSeconds", "under definitions");
    }

    @Test
    void agents_with_stores_acknowledge_many_puts_for_each_sync() {
        assertThat(hearsay("bench", "store", "--seconds", "1", "--json")).isZero();
        assertThat(out.toString()).contains("\"agents\":3", "\"putsPerSecond\":", "WAL_FILE_SYNCED");
    }

    @Test
    void a_killed_node_has_lost_nothing() {
        assertThat(hearsay("bench", "kills", "--times", "2", "--json")).isZero();
        assertThat(out.toString()).contains("\"kills\":2", "\"lost\":0", "\"refused\":0");
        assertThat(hearsay("bench", "kills", "--times", "0")).isEqualTo(2);
    }

    @Test
    void unknown_parts_and_impossible_numbers_are_wrong_usage() {
        assertThat(hearsay("bench", "cluster", "--nodes", "3", "--parts", "speed"))
                .isEqualTo(2);
        assertThat(hearsay("bench", "cluster", "--nodes", "1")).isEqualTo(2);
        assertThat(hearsay("bench", "cluster")).isEqualTo(2);
        assertThat(hearsay("bench", "map", "--entries", "5")).isEqualTo(2);
        assertThat(err.toString())
                .contains("--parts must be of join, idle", "was 'speed'")
                .contains("nodes must be 2 or more, was 1")
                .contains("Missing required option: '--nodes=N'");
    }

    private int hearsay(String... words) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words);
    }
}
