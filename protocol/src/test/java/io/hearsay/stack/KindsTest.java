package io.hearsay.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.antientropy.merkle.RangeCodec;
import io.hearsay.antientropy.merkle.RangeMessage;
import io.hearsay.computation.averaging.AveragingCodec;
import io.hearsay.computation.averaging.AveragingMessage;
import io.hearsay.computation.pushsum.PushSumCodec;
import io.hearsay.computation.pushsum.PushSumMessage;
import io.hearsay.dissemination.bimodal.BimodalCodec;
import io.hearsay.dissemination.bimodal.BimodalMessage;
import io.hearsay.sampling.cyclon.CyclonCodec;
import io.hearsay.sampling.cyclon.CyclonMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The kinds that have a codec, and the table of {@code docs/wire-format.md}. */
class KindsTest {
    private static final Pattern ROW = Pattern.compile(
            "^\\| (\\d+) \\| \\w+ \\| (?:membership|events|state|data|aggregates|exploration) \\|.*\\|$",
            Pattern.MULTILINE);

    /** What a node speaks, and what only simulations speak so far; two that claim one kind are refused here. */
    private static MessageCodec all() {
        return ClusterNode.codec()
                .with(
                        AveragingMessage.class,
                        new AveragingCodec(),
                        Traffic.AGGREGATES,
                        AveragingCodec.FIRST_KIND,
                        AveragingCodec.LAST_KIND)
                .with(
                        PushSumMessage.class,
                        new PushSumCodec(),
                        Traffic.AGGREGATES,
                        PushSumCodec.KIND,
                        PushSumCodec.KIND)
                .with(
                        CyclonMessage.class,
                        new CyclonCodec(),
                        Traffic.MEMBERSHIP,
                        CyclonCodec.FIRST_KIND,
                        CyclonCodec.LAST_KIND)
                .with(
                        BimodalMessage.class,
                        new BimodalCodec(),
                        Traffic.EVENTS,
                        BimodalCodec.FIRST_KIND,
                        BimodalCodec.LAST_KIND)
                .with(RangeMessage.class, new RangeCodec(), Traffic.DATA, RangeCodec.FIRST_KIND, RangeCodec.LAST_KIND);
    }

    @Test
    void every_kind_with_a_codec_has_one_row_in_the_table() throws IOException {
        List<Integer> table = ROW.matcher(Files.readString(Path.of("../docs/wire-format.md")))
                .results()
                .map(row -> Integer.valueOf(row.group(1)))
                .toList();
        MessageCodec codec = all();
        List<Integer> known = IntStream.rangeClosed(0, MessageCodec.MAX_KIND)
                .filter(codec::knows)
                .boxed()
                .toList();
        assertThat(table)
                .as("kinds with a codec: give each one row in docs/wire-format.md")
                .doesNotHaveDuplicates()
                .containsAll(known);
    }
}
