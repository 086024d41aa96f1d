package io.hearsay.lab.sweep;

import java.util.Map;

/**
 * One setting of a sweep, and what it came to.
 *
 * @param settings the varied flags only
 * @param results mean and half the 95 % interval of each measure
 */
public record Cell(Map<String, String> settings, Map<String, Measured> results) {

    /** A mean and how far it can be trusted. */
    public record Measured(double mean, double ci95, double p50, double p99) {}
}
