package io.hearsay.lab.experiment;

/**
 * What theory says of a measure.
 *
 * @param measure the measure's name
 * @param value what is expected
 * @param source who says so, and what
 */
public record Expected(String measure, double value, String source) {}
