package io.hearsay.membership.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;

class KeyRingTest {
    private final KeyRing ring = KeyRing.of(1, key(1));

    /** A key that says which it is. */
    static byte[] key(int number) {
        byte[] key = new byte[KeyRing.KEY_BYTES];
        key[0] = (byte) number;
        return key;
    }

    @Test
    void a_fingerprint_is_the_number_in_eight_digits() {
        assertThat(KeyRing.fingerprint(0x5eed)).isEqualTo("00005eed");
        assertThat(KeyRing.ofFingerprint("F0005eed")).isEqualTo(0xf0005eed);
    }

    @Test
    void what_is_no_fingerprint_is_refused_and_a_key_given_for_one_is_not_repeated() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyRing.ofFingerprint("5eed"))
                .withMessageContaining("8 hexadecimal digits")
                .withMessageContaining("'5eed'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyRing.ofFingerprint("c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0czI="))
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("c2Vj"));
    }

    @Test
    void a_ring_of_keys_numbers_them_itself_and_seals_with_the_first() {
        KeyRing two = KeyRing.of(List.of(key(1), key(2)));
        assertThat(two.sealingFirst()).containsExactly(KeyRing.number(key(1)), KeyRing.number(key(2)));
        assertThat(two.use(KeyRing.number(key(2)))).isTrue();
        assertThat(two.sealingFirst()).containsExactly(KeyRing.number(key(2)), KeyRing.number(key(1)));
        assertThat(KeyRing.of(List.of()).isSecure()).isFalse();
        assertThat(KeyRing.insecure().sealingFirst()).isEmpty();
    }

    @Test
    void a_new_key_opens_and_seals_only_when_it_is_used() {
        assertThat(ring.install(2, key(2))).isTrue();
        assertThat(ring.has(2)).isTrue();
        assertThat(ring.current()).isEqualTo(1);
        assertThat(ring.use(2)).isTrue();
        assertThat(ring.current()).isEqualTo(2);
        assertThat(ring.ids()).containsExactly(1, 2);
    }

    @Test
    void installing_twice_changes_nothing() {
        assertThat(ring.install(1, key(9))).isFalse();
        assertThat(ring.key(1)).isEqualTo(key(1));
    }

    @Test
    void the_key_that_seals_cannot_be_removed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> ring.remove(1))
                .withMessageContaining("use another one first");
    }

    @Test
    void a_removed_key_opens_no_more() {
        ring.install(2, key(2));
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
        for (int id = 2; id <= 8; id++) ring.install(id, key(id));
        assertThatIllegalStateException().isThrownBy(() -> ring.install(9, key(9)));
    }

    @Test
    void keys_have_32_bytes_and_a_number() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyRing.of(1, new byte[16]))
                .withMessageContaining("32");
        assertThatIllegalArgumentException().isThrownBy(() -> KeyRing.of(0, key(1)));
    }

    @Test
    void an_insecure_ring_opens_only_what_is_not_sealed() {
        KeyRing none = KeyRing.insecure();
        assertThat(none.isSecure()).isFalse();
        assertThat(none.has(0)).isTrue();
        assertThat(none.has(1)).isFalse();
        assertThat(ring.has(0)).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> none.install(1, key(1)));
    }

    @Test
    void the_ring_keeps_its_own_copy() {
        byte[] mine = key(5);
        KeyRing other = KeyRing.of(5, mine);
        mine[0] = 0;
        assertThat(other.key(5)).isEqualTo(key(5));
    }
}
