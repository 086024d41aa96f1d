package io.hearsay.membership.keys;

import static io.hearsay.membership.keys.KeyRingTest.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hearsay.CodecContract;
import io.hearsay.membership.keys.KeyMessage.Ordered;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.MalformedMessageException;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyCodecTest {
    private final KeyCodec codec = new KeyCodec();

    private static KeyOrders full() {
        KeyOrders orders = KeyOrders.NONE;
        for (int id = 100; id < 120; id++) orders = orders.install(id, key(id)).remove(id);
        for (int id = 1; id <= KeyRing.MAX_KEYS; id++) orders = orders.install(-id, key(id));
        return orders.use(-1);
    }

    @Test
    void keeps_the_contract_of_codecs() {
        CodecContract.check(
                codec,
                KeyMessage.class,
                List.of(
                        new Ordered(KeyOrders.NONE),
                        new Ordered(KeyOrders.NONE.install(7, key(7)).use(7).remove(-5)),
                        new Ordered(full())));
    }

    @Test
    void the_most_there_can_be_fits_the_smallest_datagram() {
        ByteWriter out = new ByteWriter(64);
        codec.encode(new Ordered(full()), out);
        assertThat(out.position()).isLessThan(508 - 28 - 16 - 4);
    }

    @Test
    void numbers_that_do_not_rise_are_malformed() {
        ByteWriter out = new ByteWriter(64).varint(2);
        for (int id : new int[] {9, 9}) out.u16(0).u16(id).varint(1).bytes(new byte[0]);
        out.u16(0).u16(0).varint(0);
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> codec.decode(80, new ByteReader(out.toByteArray())))
                .withMessageContaining("rise");
    }

    @Test
    void more_keys_than_a_ring_holds_are_malformed() {
        ByteWriter out = new ByteWriter(64).varint(9);
        for (int id = 1; id <= 9; id++) out.u16(0).u16(id).varint(1).bytes(key(id));
        out.u16(0).u16(0).varint(0);
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> codec.decode(80, new ByteReader(out.toByteArray())))
                .withMessageContaining("at most 8 keys");
    }
}
