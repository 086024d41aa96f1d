package io.hearsay.lab.report;

import java.util.List;

/**
 * A picture of numbers.
 *
 * @param title what it shows, as a sentence
 * @param kind lines, bars for histograms, or points, whose labels are numbers
 * @param xTitle what runs along the bottom
 * @param yTitle what runs up the side
 * @param logarithmic whether the side is logarithmic; then all numbers are above 0
 * @param labels along the bottom
 * @param series lines or bars, as long as the labels; {@code NaN} leaves a gap
 * @param command what gives these numbers again
 */
public record Chart(
        String title,
        Kind kind,
        String xTitle,
        String yTitle,
        boolean logarithmic,
        List<String> labels,
        List<Series> series,
        String command) {

    /** How numbers are drawn. */
    public enum Kind {
        LINE,
        BAR,
        POINTS
    }

    /**
     * One line.
     *
     * @param expected drawn dashed: what theory says
     */
    public record Series(String name, List<Double> values, boolean expected) {}
}
