package io.hearsay.computation.averaging;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hearsay.CodecContract;
import io.hearsay.computation.averaging.AveragingMessage.Reply;
import io.hearsay.computation.averaging.AveragingMessage.Request;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.MalformedMessageException;
import java.util.List;
import org.junit.jupiter.api.Test;

class AveragingCodecTest {
    @Test
    void keeps_its_contract() {
        CodecContract.check(
                new AveragingCodec(),
                AveragingMessage.class,
                List.of(new Request(3, 300, -1.5), new Reply(Long.MAX_VALUE, 0, Double.MIN_VALUE)));
    }

    @Test
    void refuses_what_is_no_number() {
        ByteWriter out = new ByteWriter(16).varint(1).varint(1).i64(Double.doubleToLongBits(Double.NaN));
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() ->
                        new AveragingCodec().decode(AveragingCodec.FIRST_KIND, new ByteReader(out.toByteArray())));
    }
}
