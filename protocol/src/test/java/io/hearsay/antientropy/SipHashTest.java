package io.hearsay.antientropy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SipHashTest {
    /** The reference implementation's key: 00 01 … 0f. */
    private final SipHash hash = new SipHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);

    private static byte[] counting(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) bytes[i] = (byte) i;
        return bytes;
    }

    @Test
    void gives_the_published_vectors() {
        assertThat(hash.of(counting(0))).isEqualTo(0x726fdb47dd0e0e31L);
        assertThat(hash.of(counting(1))).isEqualTo(0x74f839c593dc67fdL);
        assertThat(hash.of(counting(8))).isEqualTo(0x93f5f5799a932462L);
        assertThat(hash.of(counting(15))).isEqualTo(0xa129ca6149be45e5L);
    }

    @Test
    void a_number_hashes_as_its_bytes() {
        assertThat(hash.of(0x0706050403020100L)).isEqualTo(hash.of(counting(8)));
    }

    @Test
    void a_part_hashes_as_an_array_of_its_own() {
        assertThat(hash.of(new byte[] {9, 0, 1, 2, 9}, 1, 3)).isEqualTo(hash.of(counting(3)));
    }
}
