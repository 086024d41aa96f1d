package io.hearsay.membership.healing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearsay.Address;
import io.hearsay.wire.MalformedMessageException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PastPeersTest {
    private final PastPeers peers = new PastPeers(3);
    private final Address one = Address.parse("10.0.0.1:7940");
    private final Address two = Address.parse("[2001:db8::2]:7940");
    private final Address three = Address.parse("10.0.0.3:1");
    private final Address four = Address.parse("10.0.0.4:2");

    private void allSeen() {
        for (Address address : new Address[] {one, two, three, four}) peers.seen(address);
    }

    @Test
    void remembers_the_latest() {
        allSeen();
        assertThat(peers.addresses()).containsExactly(two, three, four);
        assertThat(peers.seen(two)).isFalse();
        assertThat(peers.seen(one)).isTrue();
        assertThat(peers.addresses()).containsExactly(four, two, one);
    }

    @Test
    void survives_a_restart() {
        allSeen();
        PastPeers restored = new PastPeers(3);
        restored.decode(peers.encode());
        assertThat(restored.addresses()).containsExactly(two, three, four);
    }

    @Test
    void rejects_every_truncation_and_every_flipped_bit() {
        allSeen();
        byte[] stored = peers.encode();
        for (int length = 0; length < stored.length; length++) rejects(Arrays.copyOf(stored, length));
        for (int bit = 0; bit < 8 * stored.length; bit++) {
            byte[] flipped = stored.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            rejects(flipped);
        }
    }

    private static void rejects(byte[] damaged) {
        PastPeers restored = new PastPeers(3);
        assertThatThrownBy(() -> restored.decode(damaged)).isInstanceOf(MalformedMessageException.class);
        assertThat(restored.size()).isZero();
    }
}
