package io.hearsay.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hearsay.dissemination.plumtree.MessageId;
import io.hearsay.dissemination.plumtree.Plumtree;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.MalformedMessageException;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PiecesTest {
    private static final int MAX = 10 * Pieces.BYTES;
    private static final byte[] HEAD = {0};

    private final Pieces pieces = new Pieces(MAX);

    private static byte[] random(int bytes) {
        byte[] all = new byte[bytes];
        new SplittableRandom(bytes).nextBytes(all);
        return all;
    }

    private byte @Nullable [] add(long sequence, byte[] message) {
        ByteReader in = new ByteReader(message);
        assertThat(in.u8()).isZero();
        return pieces.add(new MessageId(7, sequence), in);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, Pieces.BYTES - 1, Pieces.BYTES, Pieces.BYTES + 1, 10 * Pieces.BYTES})
    void what_was_cut_is_put_together_whatever_the_order(int bytes) {
        byte[] whole = random(bytes);
        List<byte[]> cut = Pieces.cut(HEAD, whole);
        assertThat(cut).allMatch(each -> each.length <= Plumtree.MAX_PAYLOAD_BYTES);
        for (int i = cut.size() - 1; i > 0; i--)
            assertThat(add(100 + i, cut.get(i))).isNull();
        assertThat(add(100, cut.get(0))).isEqualTo(whole);
    }

    @Test
    void wholes_of_one_sender_do_not_mix() {
        List<byte[]> one = Pieces.cut(HEAD, random(2 * Pieces.BYTES));
        List<byte[]> two = Pieces.cut(HEAD, random(2 * Pieces.BYTES - 1));
        assertThat(add(1, one.get(0))).isNull();
        assertThat(add(3, two.get(0))).isNull();
        assertThat(add(4, two.get(1))).isEqualTo(random(2 * Pieces.BYTES - 1));
        assertThat(add(2, one.get(1))).isEqualTo(random(2 * Pieces.BYTES));
    }

    @Test
    void what_is_never_complete_is_bounded() {
        List<byte[]> cut = Pieces.cut(HEAD, random(MAX));
        for (int whole = 0; whole < 100; whole++)
            assertThat(add(1 + 10 * whole, cut.get(0))).isNull();
        assertThat(pieces.dropped()).isBetween(60L, 62L);
    }

    @Test
    void no_piece_is_allocated_for_before_it_has_come_and_absurd_ones_are_refused() {
        for (byte[] absurd : List.of(piece(1, 1), piece(0, 1_000_000), piece(2, 0), piece(5, 9), new byte[] {0}))
            assertThatExceptionOfType(MalformedMessageException.class).isThrownBy(() -> add(5, absurd));
        assertThat(add(5, piece(0, 2))).isNull();
        assertThatExceptionOfType(MalformedMessageException.class).isThrownBy(() -> add(5, piece(0, 2)));
        assertThatExceptionOfType(MalformedMessageException.class).isThrownBy(() -> add(6, piece(1, 3)));
        assertThat(add(6, piece(1, 2))).hasSize(2);
    }

    private static byte[] piece(int index, int count) {
        return new ByteWriter(8).u8(0).varint(index).varint(count).u8(9).toByteArray();
    }
}
