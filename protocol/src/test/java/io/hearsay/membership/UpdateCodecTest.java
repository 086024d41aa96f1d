package io.hearsay.membership;

import static io.hearsay.membership.Records.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.CodecContract;
import io.hearsay.NodeId;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class UpdateCodecTest {
    private static final NodeId BOB = new NodeId("bob", 300, -2);

    @Test
    void keeps_its_contract() {
        CodecContract.check(
                new UpdateCodec(),
                Update.class,
                List.of(
                        new Update.Alive(record("bob", 2)),
                        new Update.Suspect(BOB, 9, "eve", Evidence.PROBES_UNANSWERED),
                        new Update.Dead(BOB, 1 << 20, Evidence.SUSPICION_EXPIRED, List.of("eve", "kim")),
                        new Update.Gone(BOB, 0, "eve"),
                        new Update.Left(BOB),
                        new Update.Forgotten(BOB, "eve")));
    }

    @Test
    void relays_fields_of_later_versions_byte_for_byte() {
        byte[] known = record("bob", 2).encoded();
        byte[] fromTheFuture = new ByteWriter(64)
                .raw(known, 0, known.length)
                .varint(15)
                .bytes(new byte[] {1, 2, 3})
                .toByteArray();
        MemberRecord record = MemberRecord.decode(fromTheFuture);
        ByteWriter out = new ByteWriter(64);
        new UpdateCodec().encode(new Update.Alive(record), out);
        assertThat(out.toByteArray()).isEqualTo(fromTheFuture);
        assertThat(record.id()).isEqualTo(record("bob", 2).id());
    }

    @Test
    void reads_unknown_evidence_as_second_hand() {
        ByteWriter out = new ByteWriter(64).nodeId(BOB).varint(3).string("eve").u8(200);
        Update update = new UpdateCodec().decode(17, new ByteReader(out.toByteArray()));
        assertThat(update).isEqualTo(new Update.Suspect(BOB, 3, "eve", Evidence.SECOND_HAND));
    }

    @Test
    void a_record_says_all_it_was_given() {
        TreeMap<String, String> tags = new TreeMap<>();
        tags.put("role", "db");
        MemberRecord record = MemberRecord.of(BOB, 5, record("x", 2).addresses(), tags, 1, 3);
        assertThat(record.tags()).isEqualTo(tags);
        assertThat(record.incarnation()).isEqualTo(5);
        assertThat(record.newestWire()).isEqualTo(3);
        assertThat(record.withTags(new TreeMap<>()).incarnation()).isEqualTo(5);
    }
}
