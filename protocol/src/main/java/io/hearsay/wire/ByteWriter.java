package io.hearsay.wire;

import io.hearsay.Address;
import io.hearsay.NodeId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes values one after the other into an array that grows.
 *
 * <p>Numbers are big-endian or varints (seven bits a byte, least significant first, as in Protocol Buffers). Reused
 * from message to message: {@link #reset} keeps the array.
 */
public final class ByteWriter {
    private byte[] bytes;
    private int position;

    /**
     * Creates an empty writer.
     *
     * @param capacity the first size of the array, in bytes
     */
    public ByteWriter(int capacity) {
        bytes = new byte[capacity];
    }

    /** Writes the low eight bits. */
    public ByteWriter u8(int value) {
        room(1);
        bytes[position++] = (byte) value;
        return this;
    }

    /** Writes the low sixteen bits. */
    public ByteWriter u16(int value) {
        return u8(value >>> 8).u8(value);
    }

    /** Writes 64 bits. */
    public ByteWriter i64(long value) {
        room(8);
        for (int shift = 56; shift >= 0; shift -= 8) bytes[position++] = (byte) (value >>> shift);
        return this;
    }

    /** Writes an unsigned number in 1 to 10 bytes. */
    public ByteWriter varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            u8((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        return u8((int) rest);
    }

    /** Writes bytes as they are. */
    public ByteWriter raw(byte[] source, int from, int length) {
        room(length);
        System.arraycopy(source, from, bytes, position, length);
        position += length;
        return this;
    }

    /** Writes a length (varint) and the bytes. */
    public ByteWriter bytes(byte[] source) {
        return varint(source.length).raw(source, 0, source.length);
    }

    /** Writes a length in bytes (varint) and the text in UTF-8. */
    public ByteWriter string(String text) {
        int start = position;
        varint(text.length());
        room(text.length());
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter >= 0x80) {
                position = start;
                return bytes(text.getBytes(StandardCharsets.UTF_8));
            }
            bytes[position++] = (byte) letter;
        }
        return this;
    }

    /** Writes the length of the IP address (4 or 16), its bytes, and the port. */
    public ByteWriter address(Address address) {
        byte[] ip = address.ip();
        return bytes(ip).u16(address.port());
    }

    /** Writes a name, its epoch (varint) and its instance (64 bits). */
    public ByteWriter nodeId(NodeId id) {
        return string(id.name()).varint(id.epoch()).i64(id.instance());
    }

    /** How many bytes were written. */
    public int position() {
        return position;
    }

    /** Takes back all that was written after {@code earlier}. */
    public void rewind(int earlier) {
        if (earlier < 0 || earlier > position)
            throw new IllegalArgumentException("can rewind to 0.." + position + ", not to " + earlier);
        position = earlier;
    }

    /** Makes room for {@code count} bytes that are filled in later through {@link #array}. */
    public void skip(int count) {
        room(count);
        position += count;
    }

    /** The array written into; valid until the next write. */
    public byte[] array() {
        return bytes;
    }

    /** A copy of what was written. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, position);
    }

    /** Starts again, in the same array. */
    public ByteWriter reset() {
        position = 0;
        return this;
    }

    /** How many bytes {@link #varint} takes for this value. */
    public static int varintSize(long value) {
        return value == 0 ? 1 : (70 - Long.numberOfLeadingZeros(value)) / 7;
    }

    private void room(int count) {
        if (position + count > bytes.length) bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, position + count));
    }
}
