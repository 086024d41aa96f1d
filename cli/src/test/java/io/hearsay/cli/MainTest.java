package io.hearsay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine hearsay =
            Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));

    @Test
    void prints_its_name_and_version() {
        assertThat(hearsay.execute("--version")).isZero();
        assertThat(out.toString()).startsWith("hearsay ");
    }

    @Test
    void help_lists_every_registered_verb() {
        assertThat(hearsay.execute("--help")).isZero();
        assertThat(out.toString()).contains("Usage: hearsay");
        for (String verb : hearsay.getSubcommands().keySet())
            assertThat(out.toString()).contains(verb);
    }

    @Test
    void every_verb_has_help_and_says_which_flags_it_takes() {
        everyVerbOf(hearsay, new String[0]);
    }

    private void everyVerbOf(CommandLine verb, String[] words) {
        verb.getSubcommands().forEach((name, below) -> {
            String[] longer = Arrays.copyOf(words, words.length + 2);
            longer[words.length] = name;
            longer[words.length + 1] = "--help";
            out.getBuffer().setLength(0);
            assertThat(hearsay.execute(longer)).as(name).isZero();
            assertThat(out.toString()).startsWith("Usage: hearsay ").contains(name, "--help");
            everyVerbOf(below, Arrays.copyOf(longer, words.length + 1));
        });
    }

    @Test
    void no_verb_is_wrong_usage_and_says_what_to_do() {
        assertThat(hearsay.execute()).isEqualTo(2);
        assertThat(err.toString()).contains("a verb is missing").contains("hearsay --help");
    }

    @Test
    void an_unknown_verb_is_wrong_usage_and_the_nearest_are_named() {
        assertThat(hearsay.execute("membres")).isEqualTo(2);
        assertThat(err.toString()).contains("'membres'").contains("members");
    }

    @Test
    void a_repeated_option_is_wrong_usage_and_is_named() {
        assertThat(hearsay.execute("members", "--http", "127.0.0.1:1", "--http", "127.0.0.1:2"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("'--http'").contains("only once");
    }

    @Test
    void an_unknown_option_is_wrong_usage_and_is_named() {
        assertThat(hearsay.execute("--fortissimo")).isEqualTo(2);
        assertThat(err.toString()).contains("--fortissimo");
    }
}
