package io.hearsay.tidy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearsay.tidy.Markdown.Block;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documentation's commands run, and its programs compile. */
class DocumentationTest {
    /** A first block builds the product too. */
    private static final int SECONDS_PER_BLOCK = 180;

    private static final Pattern SNIPPET =
            Pattern.compile("// snippet:start[^\n]*\n(.*?)\n[ \t]*// snippet:end", Pattern.DOTALL);

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
        Path source = Repository.root().resolve("examples/src/main/java/io/hearsay/examples/" + className + ".java");
        assertThat(source).as("a compile mark names a class of examples").exists();
        return SNIPPET.matcher(Repository.read(source))
                .results()
                .findFirst()
                .map(match -> match.group(1).stripIndent().strip())
                .orElseThrow(() -> new AssertionError(source + " has no // snippet:start … // snippet:end"));
    }

    /** Runs a block as a script in the repository's root, on the Java of this test; what it leaves running is ended. */
    private String run(Block block) throws IOException, InterruptedException {
        File out = Files.createTempFile(scratch, "out", ".txt").toFile();
        File err = Files.createTempFile(scratch, "err", ".txt").toFile();
        String script = "trap 'kill $(jobs -p) 2>/dev/null || :; wait' EXIT\n" + block.text() + "\n";
        ProcessBuilder shell = new ProcessBuilder("sh", "-e", "-c", script)
                .directory(Repository.root().toFile())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(out)
                .redirectError(err);
        shell.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = shell.start();
        boolean ended = process.waitFor(SECONDS_PER_BLOCK, TimeUnit.SECONDS);
        List<ProcessHandle> left = process.descendants().toList();
        process.destroyForcibly();
        left.forEach(ProcessHandle::destroyForcibly);
        String printed = Files.readString(out.toPath());
        String told = "stdout:\n" + printed + "\nstderr:\n" + Files.readString(err.toPath());
        assertThat(ended)
                .as("%s did not end within %d s\n%s", block.where(), SECONDS_PER_BLOCK, told)
                .isTrue();
        assertThat(process.exitValue()).as("%s failed\n%s", block.where(), told).isZero();
        return printed;
    }
}
