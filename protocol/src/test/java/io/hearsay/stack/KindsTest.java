package io.hearsay.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The kinds that a full node knows, and the table of {@code docs/wire-format.md}. */
class KindsTest {
    private static final Pattern ROW = Pattern.compile("^\\| (\\d+) \\| \\w+ \\| \\w+ \\|.*\\|$", Pattern.MULTILINE);

    @Test
    void every_kind_that_is_known_is_in_the_table() throws IOException {
        Set<Integer> table = ROW.matcher(Files.readString(Path.of("../docs/wire-format.md")))
                .results()
                .map(row -> Integer.valueOf(row.group(1)))
                .collect(Collectors.toSet());
        MessageCodec codec = ClusterNode.codec();
        assertThat(IntStream.rangeClosed(0, MessageCodec.MAX_KIND).filter(codec::knows))
                .as("kinds that ClusterNode.codec knows: give each a row in docs/wire-format.md, and register no more")
                .allMatch(table::contains);
    }
}
