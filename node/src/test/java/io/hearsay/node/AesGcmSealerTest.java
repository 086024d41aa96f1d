package io.hearsay.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearsay.stack.Sealer;
import io.hearsay.stack.Sealer.SenderKey;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AesGcmSealerTest {
    private final AesGcmSealer sealer = new AesGcmSealer();
    private final byte[] clusterKey = HexFormat.of().parseHex("00".repeat(31) + "01");
    private final byte[] associated = {1, 2, 3};
    private final SenderKey key = sealer.derive(clusterKey, "orders", 42);

    @Test
    void opens_what_it_sealed_in_place() {
        byte[] text = new byte[300];
        new SplittableRandom(1).nextBytes(text);
        byte[] buffer = Arrays.copyOf(text, 2_000);
        System.arraycopy(text, 0, buffer, 50, text.length);
        key.seal(9, associated, buffer, 50, text.length);
        assertThat(Arrays.copyOfRange(buffer, 50, 350)).isNotEqualTo(text);
        assertThat(key.open(9, associated, buffer, 50, text.length + Sealer.TAG_BYTES))
                .isTrue();
        assertThat(Arrays.copyOfRange(buffer, 50, 350)).isEqualTo(text);
    }

    @Test
    void does_not_seal_two_texts_in_a_row_with_one_counter() {
        sealed(20);
        assertThatThrownBy(() -> key.seal(7, associated, new byte[36], 0, 20)).isInstanceOf(AssertionError.class);
    }

    @Test
    void seals_an_empty_text() {
        byte[] buffer = new byte[Sealer.TAG_BYTES];
        key.seal(1, associated, buffer, 0, 0);
        assertThat(key.open(1, associated, buffer, 0, Sealer.TAG_BYTES)).isTrue();
    }

    @Test
    void refuses_every_flipped_bit_and_every_truncation() {
        byte[] sealed = sealed(20);
        for (int bit = 0; bit < 8 * sealed.length; bit++) {
            byte[] bad = sealed.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(key.open(7, associated, bad, 0, bad.length)).isFalse();
        }
        for (int length = 0; length < sealed.length; length++)
            assertThat(key.open(7, associated, sealed.clone(), 0, length)).isFalse();
    }

    @Test
    void refuses_another_counter_or_other_associated_data() {
        assertThat(key.open(8, associated, sealed(20), 0, 36)).isFalse();
        assertThat(key.open(7, new byte[] {1, 2, 4}, sealed(20), 0, 36)).isFalse();
    }

    @Test
    void another_instance_cluster_or_key_is_another_key() {
        byte[] otherKey = clusterKey.clone();
        otherKey[0] = 1;
        assertThat(sealer.derive(clusterKey, "orders", 43).open(7, associated, sealed(20), 0, 36))
                .isFalse();
        assertThat(sealer.derive(clusterKey, "invoices", 42).open(7, associated, sealed(20), 0, 36))
                .isFalse();
        assertThat(sealer.derive(otherKey, "orders", 42).open(7, associated, sealed(20), 0, 36))
                .isFalse();
        assertThat(sealer.derive(clusterKey, "orders", 42).open(7, associated, sealed(20), 0, 36))
                .isTrue();
    }

    @Test
    void derives_as_rfc_5869_says() {
        byte[] secret = HexFormat.of().parseHex("0b".repeat(22));
        byte[] salt = HexFormat.of().parseHex("000102030405060708090a0b0c");
        byte[] info = HexFormat.of().parseHex("f0f1f2f3f4f5f6f7f8f9");
        assertThat(HexFormat.of().formatHex(AesGcmSealer.hkdf(secret, salt, info, 42)))
                .isEqualTo("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
        assertThat(HexFormat.of().formatHex(AesGcmSealer.hkdf(secret, new byte[0], new byte[0], 42)))
                .isEqualTo("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
    }

    @Test
    void a_key_of_another_length_is_an_error() {
        assertThatThrownBy(() -> sealer.derive(new byte[16], "orders", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32 bytes, this one has 16");
    }

    @Test
    void a_key_does_not_print_itself() {
        assertThat(key.toString()).isEqualTo("AesGcmKey");
    }

    @Test
    void allocates_no_more_than_the_cipher_itself() {
        byte[] buffer = new byte[65_536];
        for (int i = 0; i < 20_000; i++) sealAndOpen(i, buffer);
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 20_000; i < 21_000; i++) sealAndOpen(i, buffer);
        long perFrame = (threads.getCurrentThreadAllocatedBytes() - before) / 1_000;
        assertThat(perFrame).isLessThan(4_096);
    }

    private void sealAndOpen(long counter, byte[] buffer) {
        key.seal(counter, associated, buffer, 20, 1_200);
        if (!key.open(counter, associated, buffer, 20, 1_200 + Sealer.TAG_BYTES))
            throw new AssertionError("not opened");
    }

    private byte[] sealed(int length) {
        byte[] buffer = new byte[length + Sealer.TAG_BYTES];
        key.seal(6, associated, new byte[Sealer.TAG_BYTES], 0, 0); // the JDK refuses one nonce twice in a row
        key.seal(7, associated, buffer, 0, length);
        return buffer;
    }
}
