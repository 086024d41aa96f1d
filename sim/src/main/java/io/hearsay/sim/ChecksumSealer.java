package io.hearsay.sim;

import io.hearsay.stack.Sealer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A cipher's part in a simulation: a keyed checksum in place of the tag, and no encryption.
 *
 * <p>It refuses what a cipher would refuse: another key, another sender, another counter, other associated data, a
 * changed byte. Whoever wants to cheat can; no simulated network does. It costs a few nanoseconds for eight bytes.
 */
public final class ChecksumSealer implements Sealer {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ODD_1 = 0xff51afd7ed558ccdL;
    private static final long ODD_2 = 0xc4ceb9fe1a85ec53L;

    @Override
    public SenderKey derive(byte[] clusterKey, String clusterId, long instance) {
        long key = sum(instance, clusterKey, 0, clusterKey.length);
        byte[] id = clusterId.getBytes(StandardCharsets.UTF_8);
        return new Key(sum(key, id, 0, id.length));
    }

    private record Key(long key) implements SenderKey {
        @Override
        public void seal(long counter, byte[] associated, byte[] buffer, int from, int length) {
            long tag = tag(counter, associated, buffer, from, length);
            LONGS.set(buffer, from + length, tag);
            LONGS.set(buffer, from + length + 8, mix(tag, key));
        }

        @Override
        public boolean open(long counter, byte[] associated, byte[] buffer, int from, int length) {
            int end = from + length - TAG_BYTES;
            if (end < from) return false;
            long tag = tag(counter, associated, buffer, from, length - TAG_BYTES);
            return (long) LONGS.get(buffer, end) == tag && (long) LONGS.get(buffer, end + 8) == mix(tag, key);
        }

        private long tag(long counter, byte[] associated, byte[] buffer, int from, int length) {
            long bound = sum(mix(key, counter), associated, 0, associated.length);
            return sum(bound, buffer, from, length);
        }
    }

    private static long sum(long start, byte[] bytes, int from, int length) {
        long sum = mix(start, length);
        int at = from;
        int end = from + length;
        for (; at + 8 <= end; at += 8) sum = mix(sum, (long) LONGS.get(bytes, at));
        long rest = 0;
        for (; at < end; at++) rest = rest << 8 | bytes[at] & 0xff;
        return mix(sum, rest);
    }

    private static long mix(long a, long b) {
        long mixed = (a ^ b) * ODD_1;
        return (mixed ^ mixed >>> 32) * ODD_2;
    }
}
