package io.hearsay.antientropy.scuttlebutt;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.CodecContract;
import io.hearsay.NodeId;
import io.hearsay.antientropy.scuttlebutt.ScuttlebuttMessage.Answer;
import io.hearsay.antientropy.scuttlebutt.ScuttlebuttMessage.Deltas;
import io.hearsay.antientropy.scuttlebutt.ScuttlebuttMessage.Digest;
import io.hearsay.wire.ByteWriter;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScuttlebuttCodecTest {
    private static final NodeId WEB = new NodeId("web", 300, 7);
    private static final Delta DELTA =
            new Delta(WEB, 4, 9, 3, List.of(new Entry("load", 6, "0.7"), new Entry("rack", 8, null)));

    @Test
    void keeps_its_contract() {
        CodecContract.check(
                new ScuttlebuttCodec(),
                ScuttlebuttMessage.class,
                List.of(
                        new Digest("", "", List.of()),
                        new Digest("a", "web", List.of(new Known(WEB, 9, 3))),
                        new Digest("a", "web", List.of(new Known(WEB, 9, 3)), true),
                        new Answer(List.of(new Known(WEB, 0, 0)), List.of(DELTA)),
                        new Deltas(List.of(DELTA, new Delta(WEB, 9, 9, 9, List.of())))));
    }

    @Test
    void golden_bytes_stay_as_they_are() {
        assertThat(hex(new Digest("a", "web", List.of(new Known(WEB, 9, 3)))))
                .isEqualTo("01610377656201" + "03776562ac020000000000000007" + "0903");
        assertThat(hex(new Deltas(List.of(DELTA))))
                .isEqualTo("01" + "03776562ac020000000000000007" + "040503" + "02" + "046c6f6164020103302e37"
                        + "047261636b0200");
        assertThat(hex(new Answer(List.of(new Known(WEB, 0, 0)), List.of())))
                .isEqualTo("01" + "03776562ac020000000000000007" + "0000" + "00");
    }

    private static String hex(ScuttlebuttMessage message) {
        ByteWriter out = new ByteWriter(16);
        new ScuttlebuttCodec().encode(message, out);
        return HexFormat.of().formatHex(out.toByteArray());
    }
}
