package io.hearsay.antientropy.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.CodecContract;
import io.hearsay.antientropy.audit.AuditMessage.Answer;
import io.hearsay.antientropy.audit.AuditMessage.Challenge;
import io.hearsay.antientropy.audit.AuditMessage.Copy;
import io.hearsay.antientropy.audit.AuditMessage.Details;
import io.hearsay.antientropy.audit.AuditMessage.Fetch;
import io.hearsay.wire.ByteWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditCodecTest {
    @Test
    void keeps_its_contract() {
        CodecContract.check(
                new AuditCodec(),
                AuditMessage.class,
                List.of(
                        new Challenge(1, 0, -1, false),
                        new Challenge(-7, 5, 6, true),
                        new Challenge(-7, 5, 6, true, "zone=eu"),
                        new Answer(1, -1, 2, 3),
                        new Details(1, new long[] {4, Long.MIN_VALUE}, new long[] {5, 6}, false),
                        new Details(1, new long[0], new long[0], true),
                        new Fetch(9),
                        new Copy(9, new byte[] {1, 2, 3}),
                        new Copy(9, new byte[0])));
    }

    @Test
    void the_golden_bytes_of_the_format() throws IOException {
        assertThat(hex(new Challenge(1, 2, 3, true))).isEqualTo("00000000000000010000000000000002000000000000000301");
        assertThat(hex(new Challenge(1, 2, 3, true, "role=db")))
                .isEqualTo("0000000000000001000000000000000200000000000000030107726f6c653d6462");
        assertThat(hex(new Answer(1, 2, 3, 4)))
                .isEqualTo("0000000000000001000000000000000200000000000000030000000000000004");
        assertThat(hex(new Details(1, new long[] {2}, new long[] {3}, true)))
                .isEqualTo("0000000000000001010100000000000000020000000000000003");
        assertThat(hex(new Fetch(2))).isEqualTo("0000000000000002");
        assertThat(hex(new Copy(2, new byte[] {5, 6}))).isEqualTo("0000000000000002020506");
    }

    /** What is said by datagram goes into the smallest one: 508 bytes less header, seal, kind and length. */
    @Test
    void the_longest_datagram_fits_the_smallest_mtu() {
        long[] most = new long[Details.MAX_ITEMS];
        assertThat(encode(new Details(1, most, most, false)).length).isLessThanOrEqualTo(508 - 28 - 16 - 4);
    }

    private static byte[] encode(AuditMessage message) {
        ByteWriter out = new ByteWriter(64);
        new AuditCodec().encode(message, out);
        return out.toByteArray();
    }

    /** A body's bytes, which stand on the format's page. */
    private static String hex(AuditMessage message) throws IOException {
        String hex = HexFormat.of().formatHex(encode(message));
        assertThat(Files.readString(Path.of("../docs/wire-format.md"))).contains("  " + hex + "\n");
        return hex;
    }
}
