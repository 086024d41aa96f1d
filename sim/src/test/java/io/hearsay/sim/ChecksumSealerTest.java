package io.hearsay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.stack.Sealer;
import org.junit.jupiter.api.Test;

class ChecksumSealerTest {
    private static final byte[] CLUSTER_KEY = new byte[32];
    private static final byte[] ASSOCIATED = {1, 2, 3};

    private final Sealer sealer = new ChecksumSealer();
    private final Sealer.SenderKey key = sealer.derive(CLUSTER_KEY, "c", 7);

    private static byte[] sealed(Sealer.SenderKey key, int length) {
        byte[] buffer = new byte[5 + length + Sealer.TAG_BYTES];
        for (int i = 0; i < length; i++) buffer[5 + i] = (byte) i;
        key.seal(9, ASSOCIATED, buffer, 5, length);
        return buffer;
    }

    @Test
    void opens_what_it_sealed() {
        for (int length = 0; length < 40; length++)
            assertThat(key.open(9, ASSOCIATED, sealed(key, length), 5, length + Sealer.TAG_BYTES))
                    .isTrue();
    }

    @Test
    void refuses_another_key_sender_cluster_counter_or_associated_data() {
        byte[] frame = sealed(key, 20);
        byte[] otherKey = new byte[32];
        otherKey[31] = 1;

        assertThat(sealer.derive(otherKey, "c", 7).open(9, ASSOCIATED, frame, 5, 36))
                .isFalse();
        assertThat(sealer.derive(CLUSTER_KEY, "c", 8).open(9, ASSOCIATED, frame, 5, 36))
                .isFalse();
        assertThat(sealer.derive(CLUSTER_KEY, "d", 7).open(9, ASSOCIATED, frame, 5, 36))
                .isFalse();
        assertThat(key.open(10, ASSOCIATED, frame, 5, 36)).isFalse();
        assertThat(key.open(9, new byte[] {1, 2, 4}, frame, 5, 36)).isFalse();
        assertThat(key.open(9, ASSOCIATED, frame, 5, 35)).isFalse();
        assertThat(key.open(9, ASSOCIATED, frame, 5, 3)).isFalse();
    }

    @Test
    void refuses_every_flipped_bit() {
        byte[] frame = sealed(key, 21);
        for (int bit = 5 * 8; bit < frame.length * 8; bit++) {
            byte[] flipped = frame.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(key.open(9, ASSOCIATED, flipped, 5, 37)).isFalse();
        }
    }
}
