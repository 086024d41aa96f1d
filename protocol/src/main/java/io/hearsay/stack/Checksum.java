package io.hearsay.stack;

import java.util.zip.CRC32C;

/** What stands in for the cipher in insecure mode: it notices what went wrong, not who did it. */
final class Checksum implements Sealer, Sealer.SenderKey {
    static final int CRC_BYTES = 4;

    private final CRC32C crc = new CRC32C();

    @Override
    public SenderKey derive(byte[] clusterKey, String clusterId, long instance) {
        return this;
    }

    @Override
    public void seal(long counter, byte[] associated, byte[] buffer, int from, int length) {
        int sum = sum(associated, buffer, from, length);
        for (int i = 0; i < CRC_BYTES; i++) buffer[from + length + i] = (byte) (sum >>> 8 * (3 - i));
    }

    @Override
    public boolean open(long counter, byte[] associated, byte[] buffer, int from, int length) {
        int end = from + length - CRC_BYTES;
        int sent = 0;
        for (int i = 0; i < CRC_BYTES; i++) sent = sent << 8 | (buffer[end + i] & 0xff);
        return sum(associated, buffer, from, length - CRC_BYTES) == sent;
    }

    private int sum(byte[] associated, byte[] buffer, int from, int length) {
        crc.reset();
        crc.update(associated, 0, associated.length);
        crc.update(buffer, from, length);
        return (int) crc.getValue();
    }
}
