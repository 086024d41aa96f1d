package io.hearsay.antientropy.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearsay.CodecContract;
import io.hearsay.antientropy.Method;
import io.hearsay.antientropy.Method.Difference;
import io.hearsay.antientropy.Search;
import io.hearsay.antientropy.Search.Progress;
import io.hearsay.antientropy.SearchFailedException;
import io.hearsay.antientropy.SearchMessage;
import io.hearsay.antientropy.merkle.RangeMessage.Claim;
import io.hearsay.antientropy.merkle.RangeMessage.Claims;
import io.hearsay.antientropy.merkle.RangeMessage.Finding;
import io.hearsay.antientropy.merkle.RangeMessage.Findings;
import io.hearsay.wire.ByteWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RangesTest {
    private final SplittableRandom random = new SplittableRandom(1);
    private final HashTree ours = new HashTree();
    private final HashTree theirs = new HashTree();
    private final List<Long> onlyOurs = new ArrayList<>();
    private final List<Long> onlyTheirs = new ArrayList<>();
    private int rounds;

    private static final class Found implements Difference {
        final List<Long> ours = new ArrayList<>();
        final List<Long> theirs = new ArrayList<>();

        @Override
        public void ours(long item) {
            ours.add(item);
        }

        @Override
        public void theirs(long item) {
            theirs.add(item);
        }
    }

    private void fill(int both, int here, int there) {
        for (int i = 0; i < both; i++) {
            long item = random.nextLong();
            ours.add(item);
            theirs.add(item);
        }
        for (int i = 0; i < here; i++) onlyOurs.add(add(ours));
        for (int i = 0; i < there; i++) onlyTheirs.add(add(theirs));
    }

    private long add(HashTree tree) {
        long item = random.nextLong();
        tree.add(item);
        return item;
    }

    private Found search(Method method, Method.Answerer answerer) {
        Found found = new Found();
        Search search = method.search(1, theirs.count(), found);
        List<SearchMessage> asked = new ArrayList<>();
        while (search.progress() != Progress.FOUND) {
            while (search.progress() == Progress.WORKING) {
                SearchMessage question = search.next();
                if (question != null) asked.add(question);
            }
            if (!asked.isEmpty()) rounds++;
            List<SearchMessage> answers = new ArrayList<>();
            for (SearchMessage question : asked) answerer.answer(question).forEach(answers::add);
            asked.clear();
            answers.forEach(search::receive);
        }
        return found;
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 5",
        "0, 5, 0",
        "20, 1, 1",
        "33, 1, 0",
        "1000, 0, 1",
        "1000, 700, 2",
        "20000, 40, 60",
        "3, 0, 5000"
    })
    void finds_what_differs_and_nothing_else(int both, int here, int there) {
        fill(both, here, there);
        Found found = search(new Ranges(ours), new Ranges(theirs).answerer(1));
        assertThat(found.ours).containsExactlyInAnyOrderElementsOf(onlyOurs);
        assertThat(found.theirs).containsExactlyInAnyOrderElementsOf(onlyTheirs);
    }

    @Test
    void a_question_and_its_answer_go_down_two_levels() {
        fill(100_000, 0, 1);
        search(new Ranges(ours), new Ranges(theirs).answerer(1));
        assertThat(rounds).isEqualTo(2);
        rounds = 0;
        search(new Merkle(ours), new Merkle(theirs).answerer(1));
        assertThat(rounds).isEqualTo(4);
    }

    @Test
    void ranges_have_the_hashes_counts_and_parts_of_their_items() {
        fill(3_000, 0, 0);
        long[] sorted = ours.items(0, 3_000);
        assertThat(ours.hash(Range.ALL)).isEqualTo(LongStream.of(sorted).reduce(0, (a, b) -> a ^ b));
        for (int i = 0; i < 200; i++) {
            long from = i % 3 == 0 ? sorted[random.nextInt(3_000)] : random.nextLong();
            long to = i % 5 == 0 ? 0 : i % 7 == 0 ? sorted[random.nextInt(3_000)] : random.nextLong();
            if (to != 0 && Long.compareUnsigned(from, to) >= 0) continue;
            Range range = new Range(from, to);
            long[] inside = LongStream.of(sorted).filter(range::contains).toArray();
            assertThat(ours.items(range)).isEqualTo(inside);
            assertThat(ours.count(range)).isEqualTo(inside.length);
            assertThat(ours.hash(range)).isEqualTo(LongStream.of(inside).reduce(0, (a, b) -> a ^ b));
            if (inside.length < 16) continue;
            List<Range> parts = ours.split(range, 16);
            assertThat(parts.get(0).from()).isEqualTo(from);
            assertThat(parts.get(15).to()).isEqualTo(to);
            assertThat(parts)
                    .allMatch(part -> Math.abs(ours.count(part) - inside.length / 16) <= 1)
                    .allMatch(part -> part.to() == to || Long.numberOfTrailingZeros(part.to()) >= 32);
        }
    }

    private void failsOn(UnaryOperator<Finding> lie, String cause) {
        Method.Answerer honest = new Ranges(theirs).answerer(1);
        Method.Answerer liar = question -> {
            List<SearchMessage> lies = new ArrayList<>();
            for (SearchMessage answer : honest.answer(question)) {
                Findings findings = (Findings) answer;
                lies.add(new Findings(1, findings.findings().stream().map(lie).toList()));
            }
            return lies;
        };
        assertThatThrownBy(() -> search(new Ranges(ours), liar))
                .isInstanceOfSatisfying(
                        SearchFailedException.class, e -> assertThat(e.reason()).hasToString(cause));
    }

    @Test
    void who_lies_or_never_ends_is_found_out() {
        fill(500, 0, 3);
        failsOn(finding -> Finding.items(new long[] {0, 1, -1}), "LIES");
        failsOn(finding -> Finding.split(new long[] {1}, new long[] {1, 2}), "LIES");
        assertThatThrownBy(() -> search(
                        new Ranges(ours),
                        question -> List.of(new Findings(
                                1,
                                ((Claims) question)
                                        .claims().stream()
                                                .map(claim -> endless(claim.range()))
                                                .toList()))))
                .isInstanceOfSatisfying(
                        SearchFailedException.class, e -> assertThat(e.reason()).hasToString("ENDLESS"));
    }

    /** Splits whatever can be split. */
    private static Finding endless(Range range) {
        long width = range.to() - range.from(); // 0 of all
        long step = width == 0 ? 1L << 60 : Long.divideUnsigned(width, 16);
        if (step == 0) return Finding.items(new long[0]);
        long[] bounds =
                LongStream.range(1, 16).map(i -> range.from() + i * step).toArray();
        return Finding.split(bounds, LongStream.range(1, 17).toArray());
    }

    @Test
    void keeps_the_contract_of_codecs() {
        CodecContract.check(
                new RangeCodec(),
                RangeMessage.class,
                List.of(
                        new Claims(1, List.of(new Claim(Range.ALL, 5), new Claim(new Range(1L << 60, -1), 6))),
                        new Findings(
                                1,
                                List.of(
                                        Finding.SAME,
                                        Finding.items(new long[] {3, -2}),
                                        Finding.split(
                                                new long[] {1L << 56, 1L << 40 | 1L << 57}, new long[] {7, 8, 0})))));
    }

    @Test
    void the_golden_bytes_of_the_format() throws IOException {
        assertThat(hex(new Claims(1, List.of(new Claim(Range.ALL, 5), new Claim(new Range(1L << 60, 0), 6)))))
                .isEqualTo("0000000000000001" + "02" + "0000" + "0000000000000005" + "011000" + "0000000000000006");
        assertThat(hex(new Findings(
                        1,
                        List.of(
                                Finding.SAME,
                                Finding.items(new long[] {3}),
                                Finding.split(new long[] {1L << 56}, new long[] {7, 8})))))
                .isEqualTo("0000000000000001" + "03" + "ff" + "01" + "0000000000000003" + "fe02" + "0101"
                        + "0000000000000007" + "0000000000000008");
    }

    /** A body's bytes, which stand on the format's page. */
    private static String hex(RangeMessage message) throws IOException {
        ByteWriter out = new ByteWriter(64);
        new RangeCodec().encode(message, out);
        String hex = HexFormat.of().formatHex(out.toByteArray());
        assertThat(Files.readString(Path.of("../docs/wire-format.md"))).contains("  " + hex + "\n");
        return hex;
    }
}
