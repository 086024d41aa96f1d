package io.hearsay.stack;

import io.hearsay.Batch;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** How the lives of one name are counted over restarts. */
public final class Epochs {
    /** Under this key the epoch is stored, as decimal digits: a later life of the name begins above it. */
    public static final String KEY = "epoch";

    private Epochs() {}

    /**
     * The epoch of a life that begins: above the stored one, and the clock's guess where nothing is stored.
     *
     * @param stored what an earlier life stored under {@link #KEY}; what is no number counts as nothing
     * @param clockSeconds seconds since 1970 by this host's clock, which may be wrong
     */
    public static long next(byte @Nullable [] stored, long clockSeconds) {
        long guess = Math.max(1, clockSeconds);
        if (stored == null) return guess;
        try {
            return Math.max(guess, Long.parseLong(new String(stored, StandardCharsets.US_ASCII)) + 1);
        } catch (NumberFormatException damaged) {
            return guess;
        }
    }

    /** What is stored for an epoch under {@link #KEY}. */
    public static byte[] digits(long epoch) {
        return Long.toString(epoch).getBytes(StandardCharsets.US_ASCII);
    }

    static Batch batch(long epoch) {
        return Batch.of(KEY, digits(epoch));
    }
}
