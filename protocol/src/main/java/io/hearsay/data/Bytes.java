package io.hearsay.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** A byte string: immutable, equal by content, ordered as unsigned bytes. */
public final class Bytes implements Comparable<Bytes> {
    /** No bytes. */
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    /** A copy of these bytes. */
    public static Bytes of(byte[] content) {
        return content.length == 0 ? EMPTY : new Bytes(content.clone());
    }

    /** A text in UTF-8. */
    public static Bytes of(String text) {
        return owning(text.getBytes(StandardCharsets.UTF_8));
    }

    /** These bytes, not copied: they belong to the byte string from now on. */
    public static Bytes owning(byte[] content) {
        return content.length == 0 ? EMPTY : new Bytes(content);
    }

    /** The bytes themselves, for who does not change them. */
    public byte[] array() {
        return content;
    }

    /** A copy of the bytes. */
    public byte[] toByteArray() {
        return content.clone();
    }

    /** How many there are. */
    public int length() {
        return content.length;
    }

    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(content, other.content);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    /** The text, where it is one that can be printed, else hexadecimal digits. */
    @Override
    public String toString() {
        for (byte b : content)
            if (b < 0x20 || b == 0x7f) return "0x" + HexFormat.of().formatHex(content);
        return new String(content, StandardCharsets.UTF_8);
    }
}
