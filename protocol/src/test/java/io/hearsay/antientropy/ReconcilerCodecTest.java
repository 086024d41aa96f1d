package io.hearsay.antientropy;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.CodecContract;
import io.hearsay.antientropy.Marks.Mark;
import io.hearsay.antientropy.ReconcilerEvent.Cause;
import io.hearsay.antientropy.ReconcilerMessage.Done;
import io.hearsay.antientropy.ReconcilerMessage.Entries;
import io.hearsay.antientropy.ReconcilerMessage.Failed;
import io.hearsay.antientropy.ReconcilerMessage.Open;
import io.hearsay.antientropy.ReconcilerMessage.Opened;
import io.hearsay.antientropy.ReconcilerMessage.Want;
import io.hearsay.wire.ByteWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReconcilerCodecTest {
    private static final Marks MARKS = new Marks(List.of(new Mark(-3, 1_700_000_000_000L)), List.of(new Mark(8, 7)));

    @Test
    void keeps_its_contract() {
        CodecContract.check(
                new ReconcilerCodec(),
                ReconcilerMessage.class,
                List.of(
                        new Open(1, -1, 1_000_000),
                        new Open(1, -1, 1_000_000, "role=db", false),
                        new Open(1, -1, 1_000_000, "", true),
                        new Opened(1, 7, 0, 3, Marks.NONE),
                        new Opened(1, 7, 1_000_000, 1_000, MARKS),
                        new Want(-5, new long[] {1, 2, Long.MIN_VALUE}),
                        new Entries(1, 2, List.of(new byte[] {1, 2, 3}, new byte[0])),
                        new Entries(1, 300, List.of(new byte[200])),
                        new Done(1, 9),
                        new Failed(1, Cause.LIES),
                        new Failed(1, Cause.OUT_OF_TURN),
                        new Failed(1, Cause.CANCELLED)));
    }

    @Test
    void the_golden_bytes_of_the_format() throws IOException {
        assertThat(hex(new Open(1, 2, 300))).isEqualTo("00000000000000010000000000000002ac02");
        assertThat(hex(new Open(1, 2, 300, "role=db", false)))
                .isEqualTo("00000000000000010000000000000002ac0207726f6c653d6462");
        assertThat(hex(new Opened(1, 2, 3, 4, Marks.NONE))).isEqualTo("000000000000000100000000000000020304");
        assertThat(hex(new Open(1, 2, 300, "", true))).isEqualTo("00000000000000010000000000000002ac020001");
        assertThat(hex(new Opened(1, 2, 3, 4, MARKS)))
                .isEqualTo("00000000000000010000000000000002030401fffffffffffffffd80d095ffbc3101000000000000000807");
        assertThat(hex(new Want(1, new long[] {2}))).isEqualTo("0000000000000001010000000000000002");
        assertThat(hex(new Entries(1, 1, List.of(new byte[] {5, 6})))).isEqualTo("00000000000000010101020506");
        assertThat(hex(new Done(1, 2))).isEqualTo("00000000000000010000000000000002");
        assertThat(hex(new Failed(1, Cause.LIES))).isEqualTo("000000000000000106");
    }

    /** A body's bytes, which stand on the format's page. */
    private static String hex(ReconcilerMessage message) throws IOException {
        ByteWriter out = new ByteWriter(64);
        new ReconcilerCodec().encode(message, out);
        String hex = HexFormat.of().formatHex(out.toByteArray());
        assertThat(Files.readString(Path.of("../docs/wire-format.md"))).contains("  " + hex + "\n");
        return hex;
    }
}
