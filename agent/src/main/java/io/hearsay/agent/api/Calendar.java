package io.hearsay.agent.api;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.LongSupplier;

/**
 * Puts moments of the node's monotonic clock on the calendar, by what both clocks show now.
 *
 * <p>So a moment's date moves when the system's clock is set; intervals never do.
 */
public final class Calendar {
    private final Clock clock;
    private final LongSupplier nowNanos;

    /** Reads both clocks. */
    public Calendar(Clock clock, LongSupplier nowNanos) {
        this.clock = clock;
        this.nowNanos = nowNanos;
    }

    /** The moment in ISO 8601, UTC, in milliseconds. */
    public String at(long nanos) {
        Instant instant = clock.instant().minusNanos(nowNanos.getAsLong() - nanos);
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
