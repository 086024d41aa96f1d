package io.hearsay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SimVerbTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void one_seed_gives_one_object_again_and_again() {
        assertThat(run("--json")).isZero();
        String first = out.toString();
        out.getBuffer().setLength(0);
        assertThat(run("--json")).isZero();
        assertThat(out.toString()).isEqualTo(first);
        assertThat(first.lines())
                .singleElement()
                .asString()
                .contains("\"scenario\":", "\"seed\":7", "\"nodes\":5", "\"violations\":[]", "\"traceHash\":");
    }

    @Test
    void in_words_it_says_what_ran_and_that_all_held() {
        assertThat(run()).isZero();
        assertThat(out.toString()).contains("5 nodes").contains("trace ").contains("all invariants held");
    }

    @Test
    void lists_what_comes_with_it() {
        assertThat(hearsay("sim", "list")).isZero();
        assertThat(out.toString()).contains("swim/partition.yaml", "without a command");
        out.getBuffer().setLength(0);
        assertThat(hearsay("sim", "list", "--json")).isZero();
        assertThat(out.toString())
                .startsWith("{\"scenarios\":[{\"name\":\"swim/")
                .contains("\"about\":");
    }

    @Test
    void what_cannot_be_run_is_wrong_usage() {
        assertThat(hearsay("sim", "run", "nowhere.yaml", "--seed", "1")).isEqualTo(2);
        assertThat(err.toString()).contains("nowhere.yaml").doesNotContain("\tat ");
        assertThat(hearsay("sim", "run", "swim/partition.yaml")).isEqualTo(2);
        assertThat(err.toString()).contains("Missing required option: '--seed=S'");
    }

    private int run(String... more) {
        String[] words = {"sim", "run", "swim/chain.yaml", "--seed", "7", "--nodes", "5"};
        String[] all = Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return hearsay(all);
    }

    private int hearsay(String... words) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words);
    }
}
