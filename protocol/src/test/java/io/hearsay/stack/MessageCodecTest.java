package io.hearsay.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hearsay.Message;
import io.hearsay.stack.TestMessage.Block;
import io.hearsay.stack.TestMessage.Probe;
import io.hearsay.stack.TestMessage.Rumor;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.Codec;
import io.hearsay.wire.MalformedMessageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageCodecTest {
    private static final MessageCodec CODEC = TestMessage.CODEC;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 127, 128, 129, 5_000, 16_380, 16_381})
    void a_message_of_any_length_comes_back(int length) {
        Message message = new Rumor("x".repeat(length));
        ByteWriter out = new ByteWriter(1);
        out.u8(77);
        CODEC.encode(message, out);
        out.u8(99);
        ByteReader in = new ByteReader(out.toByteArray());
        assertThat(in.u8()).isEqualTo(77);
        int kind = in.varint(1_000);
        assertThat(kind).isEqualTo(TestMessage.RUMOR);
        assertThat(CODEC.decode(kind, in.slice(in.varint(20_000)))).isEqualTo(message);
        assertThat(in.u8()).isEqualTo(99);
        assertThat(in.remaining()).isZero();
    }

    @Test
    void a_body_above_16_kib_is_refused() {
        Message message = new Rumor("x".repeat(MessageCodec.MAX_BODY_BYTES));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CODEC.encode(message, new ByteWriter(64)))
                .withMessageContaining("16384");
    }

    @Test
    void a_message_has_its_kind_and_its_class() {
        assertThat(CODEC.kind(new Probe(1))).isEqualTo(TestMessage.PROBE);
        assertThat(CODEC.traffic(new Probe(1))).isEqualTo(Traffic.MEMBERSHIP);
        assertThat(CODEC.traffic(new Block(1, ""))).isEqualTo(Traffic.DATA);
    }

    @Test
    void an_unknown_kind_is_malformed_and_not_known() {
        assertThat(CODEC.knows(199)).isFalse();
        assertThat(CODEC.knows(-1)).isFalse();
        assertThat(CODEC.knows(70_000)).isFalse();
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> CODEC.decode(199, new ByteReader(new byte[0])));
    }

    @Test
    void a_message_without_codec_is_refused() {
        record Stranger() implements Message {}
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CODEC.traffic(new Stranger()))
                .withMessageContaining("with");
    }

    @Test
    void a_kind_has_one_codec() {
        Codec<Probe> codec = new TestMessage.ProbeCodec();
        MessageCodec one = MessageCodec.empty().with(Probe.class, codec, Traffic.MEMBERSHIP, 1, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> one.with(Rumor.class, new TestMessage.RumorCodec(), Traffic.EVENTS, 2, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> one.with(Probe.class, codec, Traffic.EVENTS, 5, 5));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MessageCodec.empty().with(Probe.class, codec, Traffic.EVENTS, 0, 5));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MessageCodec.empty().with(Probe.class, codec, Traffic.EVENTS, 255, 256));
    }
}
