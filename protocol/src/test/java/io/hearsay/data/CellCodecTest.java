package io.hearsay.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.NodeId;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.MalformedMessageException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class CellCodecTest {
    private static final Cell VALUE = Cell.of(new Timestamp(300, 7), Bytes.of("x"));
    private static final Cell CERTIFICATE = Cell.certificate(new Timestamp(300, 7), 5, List.of(1L, -1L));

    private static final Cell EXPIRING = Cell.expiring(new Timestamp(300, 7), Bytes.of("x"), 5);

    private static final Cell OWNED = Cell.owned(new Timestamp(300, 7), Bytes.of("x"), new NodeId("web", 5, 7));

    private static byte[] encode(Cell cell) {
        ByteWriter out = new ByteWriter(32);
        CellCodec.encode(cell, out);
        return out.toByteArray();
    }

    @Test
    void reads_what_it_wrote() {
        for (Cell cell : List.of(VALUE, CERTIFICATE, EXPIRING, OWNED))
            assertThat(CellCodec.decode(new ByteReader(encode(cell)))).isEqualTo(cell);
    }

    @Test
    void any_bytes_give_a_cell_or_are_refused() {
        for (Cell cell : List.of(VALUE, CERTIFICATE, EXPIRING, OWNED)) {
            byte[] bytes = encode(cell);
            for (int length = 0; length < bytes.length; length++) decode(Arrays.copyOf(bytes, length));
            for (int bit = 0; bit < 8 * bytes.length; bit++) {
                byte[] flipped = bytes.clone();
                flipped[bit / 8] ^= (byte) (1 << bit % 8);
                decode(flipped);
            }
        }
    }

    private static void decode(byte[] bytes) {
        try {
            assertThat(CellCodec.decode(new ByteReader(bytes))).isNotNull();
        } catch (MalformedMessageException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }

    @Test
    void the_golden_bytes_of_the_format() {
        assertThat(HexFormat.of().formatHex(encode(VALUE))).isEqualTo("ac020000000000000007000178");
        assertThat(HexFormat.of().formatHex(encode(EXPIRING))).isEqualTo("ac02000000000000000702050178");
        assertThat(HexFormat.of().formatHex(encode(OWNED)))
                .isEqualTo("ac020000000000000007" + "03" + "03776562" + "05" + "0178");
        assertThat(HexFormat.of().formatHex(encode(CERTIFICATE)))
                .isEqualTo("ac020000000000000007" + "01" + "05" + "02" + "0000000000000001" + "ffffffffffffffff");
    }
}
