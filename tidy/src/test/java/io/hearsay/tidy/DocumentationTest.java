package io.hearsay.tidy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearsay.tidy.Markdown.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documentation's commands run, and its programs compile. */
class DocumentationTest {
    private static final Pattern SNIPPET =
            Pattern.compile("// snippet:start[^\n]*\n(.*?)\n[ \t]*// snippet:end", Pattern.DOTALL);

    private static final Pattern NAMED_TEST = Pattern.compile("`(\\w+Test)\\.(\\w+)`");

    @TempDir
    private Path scratch;

    @Test
    void shell_blocks_run_and_print_what_the_page_shows() throws Exception {
        for (Path page : Markdown.pages().toList()) {
            String printed = null;
            for (Block block : Markdown.blocks(page)) {
                if (block.mark().equals("run")) printed = run(block);
                if (block.mark().equals("output")) {
                    assertThat(printed)
                            .as("%s: no block was run before", block.where())
                            .isNotNull();
                    assertThat(printed)
                            .as("%s: paste what it prints now, or mend what changed it", block.where())
                            .matches(Markdown.expected(block.text()));
                }
            }
        }
    }

    @Test
    void java_blocks_are_the_examples_that_the_build_compiles() {
        for (Path page : Markdown.pages().toList())
            for (Block block : Markdown.blocks(page))
                if (!block.className().isEmpty())
                    assertThat(block.text().strip())
                            .as("%s: copy the region between // snippet:start and // snippet:end", block.where())
                            .isEqualTo(snippet(block.className()));
    }

    @Test
    void tests_that_contributing_names_exist() {
        List<String> named = NAMED_TEST
                .matcher(Repository.read(Repository.root().resolve("CONTRIBUTING.md")))
                .results()
                .filter(name -> !isTest(name.group(1), name.group(2)))
                .map(MatchResult::group)
                .toList();
        assertThat(named).as("no test of this name; rename it on the page").isEmpty();
    }

    private static boolean isTest(String className, String method) {
        return Repository.committed().stream()
                .filter(file -> file.endsWith(className + ".java"))
                .anyMatch(file -> Repository.read(file).contains("void " + method + "("));
    }

    @Test
    void blocks_are_found_by_their_marks() {
        String page = """
                # Title
                <!-- run -->
                ```sh
                ./hearsay
                ```
                ```sh
                not this
                ```
                <!-- compile: First -->
                ```java
                int x;

                int y;
                ```
                """;
        assertThat(Markdown.blocks("page.md", page))
                .containsExactly(
                        new Block("page.md:2", "run", "./hearsay"),
                        new Block("page.md:9", "compile: First", "int x;\n\nint y;"))
                .last()
                .extracting(Block::className)
                .isEqualTo("First");
    }

    @Test
    void a_mark_without_a_block_is_an_error() {
        assertThatThrownBy(() -> Markdown.blocks("page.md", "<!-- run -->\n\ntext"))
                .hasMessageContaining("page.md:1");
    }

    @Test
    void output_may_leave_open_what_varies() {
        Pattern expected = Markdown.expected("ready name=… http=…\n…\nbye");
        assertThat("ready name=a http=b:1\nbye\n").matches(expected);
        assertThat("ready name=a http=b:1\none\ntwo\nbye\n").matches(expected);
        assertThat("ready name=a\nbye\n").doesNotMatch(expected);
        assertThat("ready name=a http=b:1\nbye\nmore\n").doesNotMatch(expected);
    }

    private static String snippet(String className) {
        Path source = Stream.of("main", "test")
                .map(tree -> "examples/src/" + tree + "/java/io/hearsay/examples/" + className + ".java")
                .map(Repository.root()::resolve)
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new AssertionError(className + ": a compile mark names a class of examples"));
        return SNIPPET.matcher(Repository.read(source))
                .results()
                .findFirst()
                .map(match -> match.group(1).stripIndent().strip())
                .orElseThrow(() -> new AssertionError(source + " has no // snippet:start … // snippet:end"));
    }

    private String run(Block block) throws IOException, InterruptedException {
        Shell.Ended ended = Shell.run(scratch, Map.of(), block.text());
        assertThat(ended.exitCode()).as("%s: %s", block.where(), ended).isZero();
        return ended.stdout();
    }
}
