package io.hearsay.sampling.hyparview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hearsay.Address;
import io.hearsay.CodecContract;
import io.hearsay.Peer;
import io.hearsay.sampling.hyparview.HyParViewMessage.Accept;
import io.hearsay.sampling.hyparview.HyParViewMessage.Challenge;
import io.hearsay.sampling.hyparview.HyParViewMessage.Disconnect;
import io.hearsay.sampling.hyparview.HyParViewMessage.ForwardJoin;
import io.hearsay.sampling.hyparview.HyParViewMessage.Join;
import io.hearsay.sampling.hyparview.HyParViewMessage.Nearer;
import io.hearsay.sampling.hyparview.HyParViewMessage.Neighbor;
import io.hearsay.sampling.hyparview.HyParViewMessage.Ping;
import io.hearsay.sampling.hyparview.HyParViewMessage.Pong;
import io.hearsay.sampling.hyparview.HyParViewMessage.Priority;
import io.hearsay.sampling.hyparview.HyParViewMessage.Refuse;
import io.hearsay.sampling.hyparview.HyParViewMessage.Response;
import io.hearsay.sampling.hyparview.HyParViewMessage.Scope;
import io.hearsay.sampling.hyparview.HyParViewMessage.Shuffle;
import io.hearsay.sampling.hyparview.HyParViewMessage.ShuffleReply;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.MalformedMessageException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class HyParViewCodecTest {
    private static final Peer BOB = new Peer(Address.parse("10.0.0.2:7940"), 2);
    private final HyParViewCodec codec = new HyParViewCodec();

    @Test
    void keeps_its_contract() {
        CodecContract.check(
                codec,
                HyParViewMessage.class,
                List.of(
                        new Join(Scope.PARTIAL),
                        new Join(Scope.BENEATH_FULL),
                        new ForwardJoin(BOB, 6),
                        new Neighbor(Priority.LOW),
                        new Neighbor(Priority.HIGH),
                        new Nearer(1_000_000),
                        new Accept(),
                        Refuse.NO_PLACE,
                        new Refuse("full membership here"),
                        new Disconnect(),
                        new Shuffle(Shuffle.OF_THE_SENDER, 6, List.of(BOB)),
                        new Shuffle(BOB, 0, List.of()),
                        new ShuffleReply(List.of(BOB)),
                        new Ping(1),
                        new Pong(Ping.OF_A_STRANGER),
                        new Challenge(-1),
                        new Response(Long.MIN_VALUE)));
    }

    @Test
    void writes_the_bytes_of_the_page() {
        ByteWriter out = new ByteWriter(32);
        codec.encode(new ForwardJoin(BOB, 6), out);
        assertThat(HexFormat.of().formatHex(out.toByteArray())).isEqualTo("0000000000000002040a0000021f0406");
    }

    @Test
    void refuses_nobody_as_a_newcomer() {
        ByteWriter out = new ByteWriter(32).i64(0).address(BOB.address()).varint(1);
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> codec.decode(118, new ByteReader(out.toByteArray())));
    }
}
