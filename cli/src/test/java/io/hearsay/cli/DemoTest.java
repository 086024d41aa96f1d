package io.hearsay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.cli.Epidemic.Stage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DemoTest {
    private static final Pattern POLL = Pattern.compile("S (\\d+)  I (\\d+)  R (\\d+)");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void tells_its_story_to_the_end() {
        assertThat(hearsay("demo", "--nodes", "4"))
                .as(() -> err.toString() + out)
                .isZero();
        assertThat(out.toString())
                .contains("`local` profile")
                .contains("now all know all 4")
                .contains("all have heard it")
                .contains("dog is killed")
                .contains("all 3 others know")
                .containsPattern("-> dead  .*accused by")
                .contains("they have found each other: 3 views hold 3")
                .contains("they have said goodbye");
        List<MatchResult> polls = POLL.matcher(out.toString()).results().toList();
        assertThat(polls).isNotEmpty().allSatisfy(poll -> assertThat(sum(poll)).isEqualTo(4));
    }

    @Test
    void too_few_or_too_many_is_wrong_usage() {
        assertThat(hearsay("demo", "--nodes", "3")).isEqualTo(2);
        assertThat(hearsay("demo", "--nodes", "27")).isEqualTo(2);
        assertThat(err.toString()).contains("--nodes must be 4..26, was 3");
    }

    @Test
    void an_agent_shows_by_its_letters_what_it_has_to_do_with_a_rumor() {
        Epidemic epidemic = new Epidemic(List.of(Stage.REMOVED, Stage.INFECTIVE, Stage.SUSCEPTIBLE, Stage.SUSCEPTIBLE));
        assertThat(epidemic.drawn(List.of("ant", "bee", "cat", "ibex"), new Ink(false)))
                .isEqualTo("ant BEE  .   .     S 2  I 1  R 1");
        assertThat(Epidemic.none(26).drawn(Demo.NAMES, new Ink(false)))
                .startsWith(". . .")
                .endsWith("S 26  I 0  R 0");
    }

    private static int sum(MatchResult poll) {
        return Integer.parseInt(poll.group(1)) + Integer.parseInt(poll.group(2)) + Integer.parseInt(poll.group(3));
    }

    private int hearsay(String... words) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words);
    }
}
