package io.hearsay.dissemination.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearsay.dissemination.topic.Stamp.Mark;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.MalformedMessageException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StampTest {
    private static final byte[] PAYLOAD = {7, 8};
    private static final List<Stamp> STAMPS = List.of(
            Stamp.unordered(Delivery.BEST_EFFORT),
            Stamp.unordered(Delivery.EVENTUAL),
            new Stamp(Delivery.FIFO, 300, List.of()),
            new Stamp(Delivery.CAUSAL, 1, List.of()),
            new Stamp(Delivery.CAUSAL, 2, List.of(new Mark(-5, 300), new Mark(6, 1))));

    @Test
    void is_read_back_and_leaves_the_payload() {
        for (Stamp stamp : STAMPS) {
            ByteReader in = new ByteReader(stamp.before(PAYLOAD));
            assertThat(Stamp.read(in)).isEqualTo(stamp);
            assertThat(in.raw(in.remaining())).isEqualTo(PAYLOAD);
        }
    }

    @Test
    void golden_bytes_stay_as_they_are() {
        assertThat(STAMPS.stream().map(stamp -> HexFormat.of().formatHex(stamp.before(PAYLOAD))))
                .containsExactly(
                        "000708",
                        "010708",
                        "02ac020708",
                        "0301000708",
                        "030202fffffffffffffffbac02000000000000000601" + "0708");
    }

    @Test
    void any_bytes_are_a_stamp_or_malformed() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(24)];
            random.nextBytes(bytes);
            reads(bytes);
        }
        for (Stamp stamp : STAMPS) {
            byte[] bytes = stamp.before(new byte[0]);
            for (int length = 0; length < bytes.length; length++) {
                byte[] cut = Arrays.copyOf(bytes, length);
                assertThatThrownBy(() -> Stamp.read(new ByteReader(cut))).isInstanceOf(MalformedMessageException.class);
            }
        }
    }

    private static void reads(byte[] bytes) {
        try {
            assertThat(Stamp.read(new ByteReader(bytes))).isNotNull();
        } catch (MalformedMessageException expected) {
            assertThat(expected.getMessage()).isNotBlank();
        }
    }
}
