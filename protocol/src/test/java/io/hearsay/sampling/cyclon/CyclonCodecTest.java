package io.hearsay.sampling.cyclon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hearsay.Address;
import io.hearsay.CodecContract;
import io.hearsay.Peer;
import io.hearsay.sampling.cyclon.CyclonMessage.Join;
import io.hearsay.sampling.cyclon.CyclonMessage.Reply;
import io.hearsay.sampling.cyclon.CyclonMessage.Request;
import io.hearsay.sampling.cyclon.CyclonMessage.Walk;
import io.hearsay.sampling.cyclon.CyclonMessage.Welcome;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.MalformedMessageException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CyclonCodecTest {
    private static final Peer BOB = new Peer(Address.parse("10.0.0.2:7940"), 2);
    private final CyclonCodec codec = new CyclonCodec();

    @Test
    void keeps_its_contract() {
        CodecContract.check(
                codec,
                CyclonMessage.class,
                List.of(
                        new Request(7, List.of(new Entry(BOB, 3))),
                        new Reply(7, List.of()),
                        new Join(),
                        new Walk(BOB, 5),
                        new Welcome(List.of(new Entry(BOB, 0)))));
    }

    @Test
    void writes_the_bytes_of_the_page() {
        ByteWriter out = new ByteWriter(32);
        codec.encode(new Request(7, List.of(new Entry(BOB, 3))), out);
        assertThat(HexFormat.of().formatHex(out.toByteArray())).isEqualTo("0701040a0000021f04000000000000000203");
    }

    @Test
    void the_longest_shuffle_fits_into_a_datagram() {
        Peer far = new Peer(Address.parse("[2001:db8::1]:7940"), 2);
        ByteWriter out = new ByteWriter(32);
        List<Entry> entries = IntStream.range(0, CyclonConfig.MAX_SHUFFLE)
                .mapToObj(i -> new Entry(far, Entry.MAX_AGE))
                .toList();
        codec.encode(new Request(Long.MAX_VALUE, entries), out);
        assertThat(out.position()).isLessThan(1_232 - 28 - 16 - 4);
    }

    @Test
    void refuses_an_entry_of_nobody() {
        ByteWriter out = new ByteWriter(32)
                .varint(1)
                .varint(1)
                .address(BOB.address())
                .i64(0)
                .varint(0);
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> codec.decode(CyclonCodec.FIRST_KIND, new ByteReader(out.toByteArray())));
    }
}
