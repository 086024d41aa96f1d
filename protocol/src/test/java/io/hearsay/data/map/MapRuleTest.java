package io.hearsay.data.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearsay.data.Bytes;
import io.hearsay.data.Cell;
import io.hearsay.data.Crdt;
import io.hearsay.data.MvRegister;
import io.hearsay.data.OrSet;
import io.hearsay.data.PnCounter;
import io.hearsay.data.Timestamp;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.MalformedMessageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Rules by themselves, and in entries. */
class MapRuleTest {
    private static final MapRule DB = MapRule.tag("role", "db");

    @Test
    void a_rule_is_read_as_it_is_written() {
        for (MapRule rule : List.of(MapRule.ALL, DB, MapRule.zone("eu"), MapRule.tag("a", ""), MapRule.tag("k", "a=b")))
            assertThat(MapRule.of(rule.toString())).isEqualTo(rule);
        assertThat(MapRule.zone("eu")).hasToString("zone=eu");
        assertThat(MapRule.of("all")).isSameAs(MapRule.ALL);
    }

    @Test
    void what_is_no_rule_says_so() {
        for (String text : List.of("", "role", "=db", "ro\nle=db"))
            assertThatIllegalArgumentException().isThrownBy(() -> MapRule.of(text));
        assertThatIllegalArgumentException().isThrownBy(() -> MapRule.tag("a=b", "c"));
        assertThatIllegalArgumentException().isThrownBy(() -> MapRule.tag("", ""));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MapRule.tag("role", "é".repeat(64)))
                .withMessage("a rule has at most 128 bytes, was 133");
    }

    @Test
    void tags_meet_it_by_their_value() {
        TreeMap<String, String> tags = new TreeMap<>();
        assertThat(MapRule.ALL.isMetBy(tags)).isTrue();
        assertThat(DB.isMetBy(tags)).isFalse();
        tags.put("role", "web");
        assertThat(DB.isMetBy(tags)).isFalse();
        tags.put("role", "db");
        assertThat(DB.isMetBy(tags)).isTrue();
    }

    private static MapEntry random(SplittableRandom random) {
        List<MapRule> rules = List.of(MapRule.ALL, DB, MapRule.tag("a", ""), MapRule.zone("é".repeat(50)));
        Bytes bytes = Bytes.of("v".repeat(random.nextInt(300)));
        List<Crdt<?>> values = List.of(
                Cell.of(new Timestamp(random.nextLong(1L << 60), random.nextLong()), bytes),
                PnCounter.EMPTY.add(random.nextLong(), random.nextInt()),
                OrSet.EMPTY.add(random.nextLong(), bytes),
                MvRegister.EMPTY.write(random.nextLong(), bytes));
        return new MapEntry(
                rules.get(random.nextInt(rules.size())),
                "m".repeat(1 + random.nextInt(64)),
                Bytes.of("k".repeat(1 + random.nextInt(512))),
                values.get(random.nextInt(values.size())));
    }

    /** Other bytes than those written are another entry or none, so hashes of entries can be compared. */
    @Test
    void an_entry_is_read_as_it_was_written_and_every_part_of_it_is_none() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 200; i++) {
            MapEntry entry = random(random);
            byte[] encoded = entry.encode();
            assertThat(MapEntry.decode(encoded)).isEqualTo(entry);
            assertThat(MapEntry.decode(encoded).encode()).isEqualTo(encoded);
            for (int length = 0; length < encoded.length; length++) {
                byte[] part = Arrays.copyOf(encoded, length);
                assertThatThrownBy(() -> MapEntry.decode(part)).isInstanceOf(MalformedMessageException.class);
            }
            byte[] flipped = encoded.clone();
            flipped[random.nextInt(Math.min(12, flipped.length))] ^= (byte) (1 << random.nextInt(8));
            assertIsAnotherOrNone(flipped, entry);
        }
    }

    private static void assertIsAnotherOrNone(byte[] bytes, MapEntry entry) {
        try {
            assertThat(MapEntry.decode(bytes)).isNotEqualTo(entry);
        } catch (MalformedMessageException expected) {
            assertThat(expected.getMessage()).isNotBlank();
        }
    }

    @Test
    void the_golden_bytes_of_the_format() throws IOException {
        assertThat(hex(MapRule.ALL)).isEqualTo("066c696d69747301610a01000000000000000200017a");
        assertThat(hex(DB)).isEqualTo("0007726f6c653d6462066c696d69747301610a01000000000000000200017a");
    }

    private static String hex(MapRule rule) throws IOException {
        Cell cell = Cell.of(new Timestamp(1, 2), Bytes.of("z"));
        String hex = HexFormat.of().formatHex(new MapEntry(rule, "limits", Bytes.of("a"), cell).encode());
        assertThat(Files.readString(Path.of("../docs/wire-format.md"))).contains("`" + hex + "`");
        return hex;
    }

    @Test
    void the_rule_of_maps_that_all_hold_is_not_written() {
        byte[] written = new ByteWriter(32).string("").string("all").string("m").toByteArray();
        assertThatThrownBy(() -> MapEntry.decode(written))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("all hold");
    }
}
