package io.hearsay.lab.plan;

/** What half and what 99 of 100 do not exceed; seconds, or what is said. */
public record Quantiles(double p50, double p99) {
    Quantiles plus(double more) {
        return new Quantiles(p50 + more, p99 + more);
    }

    Quantiles times(double factor) {
        return new Quantiles(p50 * factor, p99 * factor);
    }
}
