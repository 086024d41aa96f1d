package io.hearsay.dissemination.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.CodecContract;
import io.hearsay.dissemination.query.QueryMessage.Answer;
import io.hearsay.dissemination.query.QueryMessage.Note;
import io.hearsay.dissemination.query.QueryMessage.Piece;
import io.hearsay.dissemination.query.QueryMessage.Question;
import io.hearsay.dissemination.query.QueryMessage.Refusal;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QueryCodecTest {
    private static final Content BYTES = new Content(new byte[] {1, 2, 3});

    @Test
    void keeps_its_contract() {
        CodecContract.check(
                new QueryCodec(),
                QueryMessage.class,
                List.of(
                        new Question(7, 2_000, "load", BYTES),
                        new Question(1, 1, "", new Content(new byte[0])),
                        new Answer(7, BYTES),
                        new Refusal(7, Refused.FAILED, "IOException: disk full"),
                        new Note(8, BYTES),
                        new Piece(9, 145, 15_360, 20_000, BYTES)));
    }

    @ParameterizedTest
    @EnumSource(Refused.class)
    void every_reason_is_read_back(Refused why) {
        Refusal refusal = new Refusal(1, why, "");
        ByteWriter out = new ByteWriter(16);
        new QueryCodec().encode(refusal, out);
        assertThat(new QueryCodec().decode(146, new ByteReader(out.toByteArray())))
                .isEqualTo(refusal);
    }

    @Test
    void golden_bytes_stay_as_they_are() {
        assertThat(hex(new Question(300, 2_000, "load", BYTES))).isEqualTo("ac02d00f046c6f616403010203");
        assertThat(hex(new Answer(300, BYTES))).isEqualTo("ac0203010203");
        assertThat(hex(new Refusal(300, Refused.NO_HANDLER, "none"))).isEqualTo("ac0201046e6f6e65");
        assertThat(hex(new Note(5, BYTES))).isEqualTo("0503010203");
        assertThat(hex(new Piece(5, 145, 128, 256, BYTES))).isEqualTo("0591800180020301 0203".replace(" ", ""));
    }

    private static String hex(QueryMessage message) {
        ByteWriter out = new ByteWriter(16);
        new QueryCodec().encode(message, out);
        return HexFormat.of().formatHex(out.toByteArray());
    }
}
