package io.hearsay.sim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What happened, as one number: a 64-bit hash over every frame, every timer and every event with its virtual time.
 *
 * <p>Two runs with equal hashes did the same things at the same times. The hash is a function of seed and code: it is
 * the same in every JVM and on every JDK. It is no cryptographic hash. On request what is hashed is also written as
 * text, one thing a line, for people and for {@code diff}.
 */
public final class Trace {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final boolean withContents;
    private final @Nullable Appendable text;
    private long hash = 0x9e3779b97f4a7c15L;

    private Trace(boolean withContents, @Nullable Appendable text) {
        this.withContents = withContents;
        this.text = text;
    }

    /** A hash over everything: times, ends, and the contents of frames, messages, timers and events. */
    public static Trace full() {
        return new Trace(true, null);
    }

    /** A hash over times, ends and kinds; contents show only by what they bring about. Much cheaper with objects. */
    public static Trace outline() {
        return new Trace(false, null);
    }

    /** The {@link #full} hash, and a line of text for each thing that happened. */
    public static Trace written(Appendable text) {
        return new Trace(true, text);
    }

    /** The hash of all that has happened so far. */
    public long hash() {
        return hash;
    }

    /** The hash as it is printed: 16 hexadecimal digits. */
    public String hashText() {
        return String.format(Locale.ROOT, "%016x", hash);
    }

    boolean isWritten() {
        return text != null;
    }

    void number(long value) {
        hash = mix(hash, value);
    }

    static long mix(long sum, long value) {
        return Long.rotateLeft((sum ^ value) * 0xff51afd7ed558ccdL, 31) * 0x9e3779b97f4a7c15L;
    }

    void bytes(byte[] bytes, int from, int length) {
        int at = from;
        int end = from + length;
        for (; at + 8 <= end; at += 8) number((long) LONGS.get(bytes, at));
        long rest = length;
        for (; at < end; at++) rest = rest << 8 | bytes[at] & 0xff;
        number(rest);
    }

    /** A message, a timer or an event: its contents, or its kind alone. */
    void object(Object what) {
        number(withContents ? Contents.of(what) : Contents.ofKind(what));
    }

    /** Writes a line, if lines are written: the time, and what happened. */
    void line(long nanos, String words) {
        if (text == null) return;
        try {
            text.append(String.format(Locale.ROOT, "%14.6f ", nanos / 1e9))
                    .append(words)
                    .append('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
