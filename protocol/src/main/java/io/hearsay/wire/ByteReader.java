package io.hearsay.wire;

import io.hearsay.Address;
import io.hearsay.NodeId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads what {@link ByteWriter} wrote, from bytes that anybody may have sent.
 *
 * <p>Every method throws {@link MalformedMessageException}, and nothing else, when the bytes do not hold what was asked
 * for; none allocates more than the bytes at hand can fill.
 */
public final class ByteReader {
    private byte[] bytes;
    private int limit;
    private int position;

    /** Reads {@code length} bytes from {@code from} on; the array is not copied. */
    public ByteReader(byte[] bytes, int from, int length) {
        this.bytes = bytes;
        this.position = from;
        this.limit = from + length;
    }

    /** Reads other bytes from now on, so that one reader serves message after message. */
    public ByteReader reset(byte[] newBytes, int from, int length) {
        bytes = newBytes;
        position = from;
        limit = from + length;
        return this;
    }

    /** Reads a whole array. */
    public ByteReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    /** An unsigned byte. */
    public int u8() {
        need(1);
        return bytes[position++] & 0xff;
    }

    /** An unsigned 16-bit number. */
    public int u16() {
        return u8() << 8 | u8();
    }

    /** 64 bits. */
    public long i64() {
        need(8);
        long value = 0;
        for (int i = 0; i < 8; i++) value = value << 8 | (bytes[position++] & 0xff);
        return value;
    }

    /** A varint of 0..{@code max}. */
    public long varint(long max) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int b = u8();
            if (shift == 63 && b > 1) throw new MalformedMessageException("a varint longer than 64 bits");
            value |= (long) (b & 0x7f) << shift;
            if ((b & 0x80) == 0) {
                if (value < 0 || value > max)
                    throw new MalformedMessageException("a number must be 0.." + max + ", was " + value);
                return value;
            }
        }
        throw new MalformedMessageException("a varint longer than 64 bits");
    }

    /** A varint of 0..{@code max}. */
    public int varint(int max) {
        return (int) varint((long) max);
    }

    /** A copy of the next bytes. */
    public byte[] raw(int length) {
        need(length);
        position += length;
        return Arrays.copyOfRange(bytes, position - length, position);
    }

    /** A length of 0..{@code max} and so many bytes. */
    public byte[] bytes(int max) {
        return raw(varint(max));
    }

    /** A length of 0..{@code maxBytes} and so many bytes of UTF-8. */
    public String string(int maxBytes) {
        int length = varint(maxBytes);
        need(length);
        String text = new String(bytes, position, length, StandardCharsets.UTF_8);
        if (text.indexOf('\ufffd') >= 0) throw new MalformedMessageException("a text that is not UTF-8");
        position += length;
        return text;
    }

    /** An address as {@link ByteWriter#address} writes it. */
    public Address address() {
        int length = u8();
        if (length != 4 && length != 16)
            throw new MalformedMessageException("an IP address has 4 or 16 bytes, this one has " + length);
        return Address.of(raw(length), u16());
    }

    /** An identity as {@link ByteWriter#nodeId} writes it. */
    public NodeId nodeId() {
        String name = string(NodeId.MAX_NAME_BYTES);
        long epoch = varint(Long.MAX_VALUE);
        long instance = i64();
        try {
            return new NodeId(name, epoch, instance);
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException(String.valueOf(e.getMessage()));
        }
    }

    /** A reader of the next bytes alone; this one goes on behind them. */
    public ByteReader slice(int length) {
        need(length);
        position += length;
        return new ByteReader(bytes, position - length, length);
    }

    /** Goes on behind the next bytes. */
    public void skip(int length) {
        need(length);
        position += length;
    }

    /** How many bytes are left. */
    public int remaining() {
        return limit - position;
    }

    private void need(int count) {
        if (count < 0 || count > limit - position)
            throw new MalformedMessageException("needs " + count + " more bytes, has " + (limit - position));
    }
}
