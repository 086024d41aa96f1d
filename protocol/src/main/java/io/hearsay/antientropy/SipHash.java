package io.hearsay.antientropy;

/**
 * SipHash-2-4 (Aumasson, Bernstein 2012): a 64-bit hash under a secret of 128 bits, made for short inputs. Who does not
 * know the secret can neither foresee a hash nor find two inputs that share one. Immutable.
 */
public final class SipHash {
    private final long k0;
    private final long k1;

    /** Hashes under this secret. */
    public SipHash(long k0, long k1) {
        this.k0 = k0;
        this.k1 = k1;
    }

    /** The hash of these bytes. */
    public long of(byte[] bytes) {
        return of(bytes, 0, bytes.length);
    }

    /** The hash of {@code length} bytes from {@code from} on. */
    public long of(byte[] bytes, int from, int length) {
        State state = new State();
        int end = from + (length & ~7);
        for (int at = from; at < end; at += 8) state.word(word(bytes, at, 8));
        state.word((long) length << 56 | word(bytes, end, length & 7));
        return state.end();
    }

    /** The hash of one number: of its eight bytes, least significant first. */
    public long of(long number) {
        State state = new State();
        state.word(number);
        state.word(8L << 56);
        return state.end();
    }

    private static long word(byte[] bytes, int at, int count) {
        long word = 0;
        for (int i = 0; i < count; i++) word |= (bytes[at + i] & 0xffL) << 8 * i;
        return word;
    }

    private final class State {
        private long v0 = k0 ^ 0x736f6d6570736575L;
        private long v1 = k1 ^ 0x646f72616e646f6dL;
        private long v2 = k0 ^ 0x6c7967656e657261L;
        private long v3 = k1 ^ 0x7465646279746573L;

        void word(long word) {
            v3 ^= word;
            round();
            round();
            v0 ^= word;
        }

        long end() {
            v2 ^= 0xff;
            for (int i = 0; i < 4; i++) round();
            return v0 ^ v1 ^ v2 ^ v3;
        }

        private void round() {
            v0 += v1;
            v2 += v3;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 = Long.rotateLeft(v0, 32);
            v2 += v1;
            v0 += v3;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 = Long.rotateLeft(v2, 32);
        }
    }
}
