package io.hearsay.dissemination.rumor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearsay.CodecContract;
import io.hearsay.dissemination.rumor.RumorMessage.Accept;
import io.hearsay.dissemination.rumor.RumorMessage.Answer;
import io.hearsay.dissemination.rumor.RumorMessage.Busy;
import io.hearsay.dissemination.rumor.RumorMessage.Call;
import io.hearsay.dissemination.rumor.RumorMessage.Chunk;
import io.hearsay.dissemination.rumor.RumorMessage.Confirm;
import io.hearsay.dissemination.rumor.RumorMessage.Digest;
import io.hearsay.dissemination.rumor.RumorMessage.Fetch;
import io.hearsay.dissemination.rumor.RumorMessage.Gone;
import io.hearsay.dissemination.rumor.RumorMessage.Holding;
import io.hearsay.dissemination.rumor.RumorMessage.Known;
import io.hearsay.dissemination.rumor.RumorMessage.Offer;
import io.hearsay.dissemination.rumor.RumorMessage.Pull;
import io.hearsay.dissemination.rumor.RumorMessage.Push;
import io.hearsay.dissemination.rumor.RumorMessage.Span;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.MalformedMessageException;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RumorCodecTest {
    private final RumorCodec codec = new RumorCodec();
    private final Rumor rumor = new Rumor(new RumorId(-7, 300), "déploys", new byte[] {1, 2, 3});

    @Test
    void keeps_the_contract_of_codecs() {
        List<RumorId> ids = List.of(new RumorId(5, 1), new RumorId(5, 900), new RumorId(-7, Long.MAX_VALUE));
        Holding holding = new Holding(5, 3, 812, List.of(new Span(814, 900), new Span(1000, Long.MAX_VALUE)));
        CodecContract.check(
                codec,
                RumorMessage.class,
                List.of(
                        new Push(rumor, 255, 15, true, false),
                        new Push(new Rumor(new RumorId(1, 1), "t", new byte[0]), 1, 0, false, false),
                        new Known(ids, true),
                        new Known(ids, false),
                        new Call(ids),
                        new Call(List.of()),
                        new Accept(),
                        new Busy(),
                        new Confirm(Long.MAX_VALUE),
                        new Digest(70_000, true, List.of(holding, new Holding(6, 1, 0, List.of()))),
                        new Answer(1, true, List.of(holding)),
                        new Pull(5, List.of(new Span(1, 1), new Span(3, 200))),
                        new Offer(rumor.id(), "large", Rumor.MAX_PAYLOAD_BYTES, 2, 3, true),
                        new Fetch(rumor.id(), 15_360),
                        new Chunk(rumor.id(), 0, new byte[] {9}),
                        new Gone(rumor.id())));
    }

    @Test
    void a_copy_is_as_long_as_predicted() {
        for (int payload : new int[] {0, 1, 100, 127, 128, 1000, 20_000}) {
            Rumor each = new Rumor(new RumorId(-7, 1L << payload % 50), "déploys", new byte[payload]);
            int body = encode(new Push(each, 1, 0, false, false)).length;
            assertThat(RumorCodec.pushBytes(each)).isEqualTo(1 + ByteWriter.varintSize(body) + body);
        }
    }

    @Test
    void a_holding_is_as_long_as_predicted() {
        Holding holding = new Holding(5, 300, 812, List.of(new Span(814, 9000), new Span(100_000, 100_000)));
        int without = encode(new Answer(0, false, List.of())).length;
        assertThat(encode(new Answer(0, false, List.of(holding))).length)
                .isEqualTo(without + RumorCodec.holdingBytes(holding));
    }

    @Test
    void ids_of_one_origin_cost_a_byte_each() {
        List<RumorId> ids =
                LongStream.rangeClosed(1, 100).mapToObj(i -> new RumorId(5, i)).toList();
        assertThat(encode(new Known(ids, true)).length).isLessThan(115);
    }

    @Test
    void rejects_what_is_beyond_a_limit() {
        assertMalformed(RumorCodec.PUSH, new ByteWriter(8).i64(0).varint(1)); // no origin
        assertMalformed(RumorCodec.PUSH, new ByteWriter(8).i64(1).varint(0)); // sequences begin at 1
        assertMalformed(
                RumorCodec.PUSH,
                new ByteWriter(8)
                        .i64(1)
                        .varint(1)
                        .u8(0)
                        .u8(1)
                        .string("t".repeat(129))
                        .bytes(new byte[1]));
        assertMalformed(
                RumorCodec.PUSH,
                new ByteWriter(8).i64(1).varint(1).u8(0).u8(1).string("a\nb").bytes(new byte[1]));
        assertMalformed(
                RumorCodec.PUSH,
                new ByteWriter(8).i64(1).varint(1).u8(0).u8(0).string("t").bytes(new byte[1]));
        assertMalformed(
                RumorCodec.OFFER,
                new ByteWriter(8).i64(1).varint(1).u8(0).u8(1).string("t").varint(Rumor.MAX_PAYLOAD_BYTES + 1));
        assertMalformed(
                RumorCodec.PULL, new ByteWriter(8).i64(1).varint(1).varint(1).varint(256)); // 257 of them
        assertMalformed(
                RumorCodec.KNOWN,
                new ByteWriter(8)
                        .u8(1)
                        .varint(2)
                        .i64(9)
                        .varint(1)
                        .varint(1)
                        .i64(8)
                        .varint(1)
                        .varint(1));
        assertMalformed(RumorCodec.KNOWN, new ByteWriter(8).u8(1).varint(0));
        assertMalformed(61, new ByteWriter(8));
    }

    private void assertMalformed(int kind, ByteWriter body) {
        assertThatThrownBy(() -> codec.decode(kind, new ByteReader(body.toByteArray())))
                .isInstanceOf(MalformedMessageException.class);
    }

    private byte[] encode(RumorMessage message) {
        ByteWriter out = new ByteWriter(64);
        codec.encode(message, out);
        return out.toByteArray();
    }
}
