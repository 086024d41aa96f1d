package io.hearsay.stack;

import java.nio.charset.StandardCharsets;

/** A cipher that is cheap and sees every change, and that anybody could break. */
final class TestSealer implements Sealer {

    @Override
    public SenderKey derive(byte[] clusterKey, String clusterId, long instance) {
        long key =
                absorb(absorb(instance, clusterKey, 0, clusterKey.length), clusterId.getBytes(StandardCharsets.UTF_8));
        return new Key(key);
    }

    private static long absorb(long state, byte[] bytes) {
        return absorb(state, bytes, 0, bytes.length);
    }

    private static long absorb(long state, byte[] bytes, int from, int length) {
        long hash = state;
        for (int i = from; i < from + length; i++) hash = mix(hash ^ (bytes[i] & 0xff));
        return mix(hash ^ length);
    }

    private static long mix(long value) {
        long mixed = (value + 0x9e37_79b9_7f4a_7c15L) * 0xbf58_476d_1ce4_e5b9L;
        return mixed ^ mixed >>> 29;
    }

    private record Key(long key) implements SenderKey {
        @Override
        public void seal(long counter, byte[] associated, byte[] buffer, int from, int length) {
            long tag = tag(counter, associated, buffer, from, length);
            mask(counter, buffer, from, length);
            FrameHeader.put(buffer, from + length, tag, 8);
            FrameHeader.put(buffer, from + length + 8, mix(tag), 8);
        }

        @Override
        public boolean open(long counter, byte[] associated, byte[] buffer, int from, int length) {
            int textBytes = length - TAG_BYTES;
            mask(counter, buffer, from, textBytes);
            long tag = tag(counter, associated, buffer, from, textBytes);
            return FrameHeader.get(buffer, from + textBytes, 8) == tag
                    && FrameHeader.get(buffer, from + textBytes + 8, 8) == mix(tag);
        }

        private long tag(long counter, byte[] associated, byte[] buffer, int from, int length) {
            return absorb(absorb(mix(key ^ counter), associated), buffer, from, length);
        }

        private void mask(long counter, byte[] buffer, int from, int length) {
            for (int i = 0; i < length; i++) buffer[from + i] ^= (byte) mix(key + counter * 31 + i);
        }
    }
}
