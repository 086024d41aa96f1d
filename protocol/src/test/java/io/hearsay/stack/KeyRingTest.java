package io.hearsay.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class KeyRingTest {
    private final KeyRing ring = KeyRing.of(1, TestNode.key(1));

    @Test
    void a_new_key_opens_and_seals_only_when_it_is_used() {
        assertThat(ring.install(2, TestNode.key(2))).isTrue();
        assertThat(ring.has(2)).isTrue();
        assertThat(ring.current()).isEqualTo(1);
        assertThat(ring.use(2)).isTrue();
        assertThat(ring.current()).isEqualTo(2);
        assertThat(ring.ids()).containsExactly(1, 2);
    }

    @Test
    void installing_twice_changes_nothing() {
        assertThat(ring.install(1, TestNode.key(9))).isFalse();
        assertThat(ring.key(1)).isEqualTo(TestNode.key(1));
    }

    @Test
    void the_key_that_seals_cannot_be_removed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> ring.remove(1))
                .withMessageContaining("use another one first");
    }

    @Test
    void a_removed_key_opens_no_more() {
        ring.install(2, TestNode.key(2));
        ring.use(2);
        assertThat(ring.remove(1)).isTrue();
        assertThat(ring.has(1)).isFalse();
        assertThat(ring.remove(1)).isFalse();
    }

    @Test
    void a_key_that_is_not_there_cannot_be_used() {
        assertThat(ring.use(3)).isFalse();
        assertThat(ring.current()).isEqualTo(1);
    }

    @Test
    void holds_eight_keys() {
        for (int id = 2; id <= 8; id++) ring.install(id, TestNode.key(id));
        assertThatIllegalStateException().isThrownBy(() -> ring.install(9, TestNode.key(9)));
    }

    @Test
    void keys_have_32_bytes_and_a_number() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyRing.of(1, new byte[16]))
                .withMessageContaining("32");
        assertThatIllegalArgumentException().isThrownBy(() -> KeyRing.of(0, TestNode.key(1)));
    }

    @Test
    void an_insecure_ring_opens_only_what_is_not_sealed() {
        KeyRing none = KeyRing.insecure();
        assertThat(none.isSecure()).isFalse();
        assertThat(none.has(0)).isTrue();
        assertThat(none.has(1)).isFalse();
        assertThat(ring.has(0)).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> none.install(1, TestNode.key(1)));
    }

    @Test
    void the_ring_keeps_its_own_copy() {
        byte[] mine = TestNode.key(5);
        KeyRing other = KeyRing.of(5, mine);
        mine[0] = 0;
        assertThat(other.key(5)).isEqualTo(TestNode.key(5));
    }
}
