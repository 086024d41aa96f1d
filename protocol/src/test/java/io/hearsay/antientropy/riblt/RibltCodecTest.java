package io.hearsay.antientropy.riblt;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.CodecContract;
import io.hearsay.antientropy.riblt.RibltMessage.More;
import io.hearsay.antientropy.riblt.RibltMessage.Symbols;
import io.hearsay.antientropy.riblt.RibltMessage.Tail;
import io.hearsay.wire.ByteWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class RibltCodecTest {
    @Test
    void keeps_its_contract() {
        short[] bits = new short[RibltMessage.TAIL];
        bits[1] = -2;
        CodecContract.check(
                new RibltCodec(),
                RibltMessage.class,
                List.of(
                        new More(1, 4_000, 96),
                        new Tail(1, 1_000_000, bits),
                        new Symbols(1, 3, new long[] {1, -1}, new long[] {-1, 7}, new int[] {-1, Integer.MIN_VALUE})));
    }

    @Test
    void the_golden_bytes_of_the_format() throws IOException {
        assertThat(hex(new More(1, 300, 2))).isEqualTo("0000000000000001" + "ac02" + "02");
        assertThat(hex(new Symbols(1, 0, new long[] {2}, new long[] {3}, new int[] {-1})))
                .isEqualTo("0000000000000001" + "00" + "01" + "0000000000000002" + "0000000000000003" + "01");
    }

    /** A body's bytes, which stand on the format's page. */
    private static String hex(RibltMessage message) throws IOException {
        ByteWriter out = new ByteWriter(64);
        new RibltCodec().encode(message, out);
        String hex = HexFormat.of().formatHex(out.toByteArray());
        assertThat(Files.readString(Path.of("../docs/wire-format.md"))).contains("  " + hex + "\n");
        return hex;
    }
}
