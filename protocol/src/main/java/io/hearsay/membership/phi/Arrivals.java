package io.hearsay.membership.phi;

import java.util.Arrays;

/**
 * When one subject was heard: its last arrival, and the intervals before it.
 *
 * <p>Mean and deviation are computed from the window when they are asked for after an arrival, exactly: running sums of
 * squares would drift.
 */
final class Arrivals {
    private final PhiConfig config;
    private long[] intervals = new long[8];
    private int count;
    private int next;
    private long sum;
    private long lastNanos;
    private double sigma = -1;

    /** The first arrival. */
    Arrivals(PhiConfig config, long nowNanos) {
        this.config = config;
        this.lastNanos = nowNanos;
        remember(config.intervals().first().toNanos());
    }

    /** One more arrival. */
    void heard(long nowNanos) {
        long interval = Math.max(0, nowNanos - lastNanos);
        if (interval <= config.intervals().most().toNanos()) remember(interval);
        lastNanos = Math.max(lastNanos, nowNanos);
    }

    private void remember(long interval) {
        if (count < config.window()) {
            if (count == intervals.length) intervals = Arrays.copyOf(intervals, Math.min(2 * count, config.window()));
            count++;
        } else sum -= intervals[next];
        intervals[next] = interval;
        sum += interval;
        next = (next + 1) % config.window();
        sigma = -1;
    }

    double phi(long nowNanos) {
        double mean =
                Math.max(1, meanNanos() + (double) config.acceptablePause().toNanos());
        return config.form().phi((double) Math.max(0, nowNanos - lastNanos), mean, sigmaNanos());
    }

    long lastNanos() {
        return lastNanos;
    }

    int count() {
        return count;
    }

    double meanNanos() {
        return (double) sum / count;
    }

    /** Of the window as a population, and not below the floor. */
    double sigmaNanos() {
        if (sigma >= 0) return sigma;
        double mean = meanNanos();
        double squares = 0;
        for (int i = 0; i < count; i++) squares += (intervals[i] - mean) * (intervals[i] - mean);
        sigma = Math.max((double) config.intervals().leastSigma().toNanos(), Math.sqrt(squares / count));
        return sigma;
    }
}
