package io.hearsay.lab.sweep;

import io.hearsay.lab.experiment.LabException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is varied, and the values it takes in turn.
 *
 * @param name a flag, or {@code nodes}
 * @param values as they would be given on the command line
 */
public record Axis(String name, List<String> values) {
    private static final int MAX_VALUES = 10_000;
    private static final String FORMS = "name=a,b,c or name=from..to:xFACTOR or name=from..to:+STEP";

    /** Reads {@code nodes=64..65536:x4}, {@code k=1..5:+1} or {@code loss=0,0.1,0.3}. */
    public static Axis parse(String text) {
        String[] sides = text.split("=", 2);
        if (sides.length != 2 || sides[0].isEmpty() || sides[1].isEmpty())
            throw new LabException("--vary must be " + FORMS + ", was " + text);
        List<String> values = sides[1].contains("..") ? series(sides[1], text) : Arrays.asList(sides[1].split(",", -1));
        if (values.size() > MAX_VALUES || values.stream().anyMatch(String::isBlank))
            throw new LabException("--vary must give 1.." + MAX_VALUES + " values, was " + text);
        if (values.stream().distinct().count() < values.size())
            throw new LabException("--vary must give each value once, was " + text);
        return new Axis(sides[0], List.copyOf(values));
    }

    private static List<String> series(String range, String text) {
        String[] parts = range.split("\\.\\.|:", -1);
        try {
            double from = Double.parseDouble(parts[0]);
            double to = Double.parseDouble(parts[1]);
            double by = Double.parseDouble(parts[2].substring(1));
            boolean times = parts[2].charAt(0) == 'x';
            boolean grows = times ? by > 1 && from > 0 : parts[2].charAt(0) == '+' && by > 0;
            if (parts.length == 3 && grows && to >= from) return series(from, to, by, times);
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            // said below
        }
        throw new LabException("--vary must be " + FORMS + ", was " + text);
    }

    private static List<String> series(double from, double to, double by, boolean times) {
        List<String> values = new ArrayList<>();
        double value = from;
        for (int i = 1; value <= to * (1 + 1e-9) && values.size() <= MAX_VALUES; i++) {
            values.add(number(value));
            value = times ? value * by : from + i * by;
        }
        return values;
    }

    private static String number(double value) {
        double rounded = Math.rint(value * 1e9) / 1e9;
        return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
    }

    /** Whether all values are numbers, so that a curve can run over them. */
    public boolean isNumeric() {
        return values.stream().allMatch(value -> value.matches("-?[0-9.]+(e-?[0-9]+)?"));
    }
}
