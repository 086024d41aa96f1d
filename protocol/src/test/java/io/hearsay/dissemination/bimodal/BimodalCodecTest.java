package io.hearsay.dissemination.bimodal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hearsay.CodecContract;
import io.hearsay.dissemination.bimodal.BimodalMessage.Digest;
import io.hearsay.dissemination.bimodal.BimodalMessage.Holding;
import io.hearsay.dissemination.bimodal.BimodalMessage.Mail;
import io.hearsay.dissemination.bimodal.BimodalMessage.Repair;
import io.hearsay.dissemination.bimodal.BimodalMessage.Solicit;
import io.hearsay.dissemination.bimodal.BimodalMessage.Span;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.MalformedMessageException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class BimodalCodecTest {
    private static final Holding HOLDING = new Holding(0xa1L, List.of(new Span(1, 3), new Span(5, Long.MAX_VALUE)));

    private final BimodalCodec codec = new BimodalCodec();

    @Test
    void keeps_its_contract() {
        CodecContract.check(
                codec,
                BimodalMessage.class,
                List.of(
                        new Mail(new MessageId(7, 300), new Payload(new byte[] {1, 2})),
                        new Digest(9, List.of(HOLDING, new Holding(-1, List.of(new Span(2, 2))))),
                        new Solicit(0, List.of(HOLDING)),
                        new Repair(new MessageId(-1, Long.MAX_VALUE), new Payload(new byte[0]))));
    }

    @Test
    void writes_the_golden_bodies() {
        assertThat(bytes(new Mail(new MessageId(0xa1a2a3a4a5a6a7a8L, 300), new Payload(new byte[] {0x68, 0x69}))))
                .isEqualTo("a1a2a3a4a5a6a7a8ac02026869");
        assertThat(bytes(new Digest(
                        5, List.of(new Holding(0xa1a2a3a4a5a6a7a8L, List.of(new Span(298, 300), new Span(302, 302)))))))
                .isEqualTo("0501a1a2a3a4a5a6a7a802aa02020200");
        assertThat(bytes(new Solicit(5, List.of(new Holding(0xa1a2a3a4a5a6a7a8L, List.of(new Span(300, 300)))))))
                .isEqualTo("0501a1a2a3a4a5a6a7a801ac0200");
        assertThat(bytes(new Repair(new MessageId(1, 1), new Payload(new byte[0]))))
                .isEqualTo("00000000000000010100");
    }

    @Test
    void refuses_what_names_no_message() {
        refuses(160, new ByteWriter(16).i64(0).varint(1).varint(0)); // no origin
        refuses(163, new ByteWriter(16).i64(1).varint(0).varint(0)); // sequence 0
        refuses(161, new ByteWriter(16).varint(0).varint(1).i64(1).varint(0)); // a holding of nothing
        refuses(164, new ByteWriter(16));
        assertThatIllegalArgumentException().isThrownBy(() -> new Holding(1, List.of(new Span(1, 3), new Span(3, 4))));
        assertThatIllegalArgumentException().isThrownBy(() -> new Payload(new byte[Payload.MAX_BYTES + 1]));
    }

    private void refuses(int kind, ByteWriter body) {
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> codec.decode(kind, new ByteReader(body.toByteArray())));
    }

    private String bytes(BimodalMessage message) {
        ByteWriter out = new ByteWriter(16);
        codec.encode(message, out);
        return HexFormat.of().formatHex(out.toByteArray());
    }
}
