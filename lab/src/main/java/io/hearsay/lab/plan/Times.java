package io.hearsay.lab.plan;

import java.time.Duration;
import java.util.Locale;

/** Durations and sizes as people and configurations write them. */
final class Times {
    private Times() {}

    /** Whole milliseconds where there are some, else a fraction of one. */
    static String text(Duration duration) {
        long nanos = duration.toNanos();
        if (nanos % 1_000_000_000 == 0) return nanos / 1_000_000_000 + "s";
        if (nanos % 1_000_000 == 0) return nanos / 1_000_000 + "ms";
        return String.format(Locale.ROOT, "%.3gms", nanos / 1e6);
    }

    /** Seconds in three digits and a unit. */
    static String text(double seconds) {
        if (seconds < 0.9995)
            return String.format(Locale.ROOT, seconds < 0.0995 ? "%.1f ms" : "%.0f ms", seconds * 1e3);
        return String.format(Locale.ROOT, "%.2f s", seconds);
    }
}
