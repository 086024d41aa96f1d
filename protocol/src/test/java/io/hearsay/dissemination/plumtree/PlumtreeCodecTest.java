package io.hearsay.dissemination.plumtree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hearsay.CodecContract;
import io.hearsay.dissemination.plumtree.PlumtreeMessage.Announcement;
import io.hearsay.dissemination.plumtree.PlumtreeMessage.Gossip;
import io.hearsay.dissemination.plumtree.PlumtreeMessage.Graft;
import io.hearsay.dissemination.plumtree.PlumtreeMessage.IHave;
import io.hearsay.dissemination.plumtree.PlumtreeMessage.Prune;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.MalformedMessageException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlumtreeCodecTest {
    private static final MessageId ID = new MessageId(5, 300);
    private final PlumtreeCodec codec = new PlumtreeCodec();

    @Test
    void keeps_its_contract() {
        CodecContract.check(
                codec,
                PlumtreeMessage.class,
                List.of(
                        new Gossip(ID, 2, new byte[] {1, 2}),
                        new IHave(
                                List.of(new Announcement(ID, 1), new Announcement(new MessageId(-1, 1), 256, 65_536))),
                        new Graft(5, List.of(ID)),
                        new Graft(Branches.SHARED, List.of()),
                        new Prune(-5)));
    }

    @Test
    void writes_the_bytes_of_the_page() {
        ByteWriter out = new ByteWriter(32);
        codec.encode(new Gossip(ID, 2, new byte[] {1, 2}), out);
        assertThat(HexFormat.of().formatHex(out.toByteArray())).isEqualTo("0000000000000005ac0202020102");
    }

    @Test
    void refuses_a_round_of_zero() {
        ByteWriter out = new ByteWriter(32).i64(5).varint(1).varint(0).bytes(new byte[0]);
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> codec.decode(PlumtreeCodec.FIRST_KIND, new ByteReader(out.toByteArray())));
    }
}
