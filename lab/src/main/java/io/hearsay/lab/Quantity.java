package io.hearsay.lab;

import io.hearsay.sim.Latency;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations, ratios and latencies as people write them: {@code 1.5s}, {@code 20%}, {@code 0.1ms..0.5ms}. */
public final class Quantity {
    static final String DURATIONS = "a number with a unit, such as 200ms, 1.5s, 3min or 2h";
    static final String RATIOS = "0%..100% or 0..1";
    static final String LATENCIES =
            "1ms (always), 0.1ms..0.5ms (any time between), exponential 1ms +2ms (least, mean wait above it)"
                    + " or lognormal 1ms 0.5 (median, sigma)";

    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(-?[0-9]+(?:\\.[0-9]+)?) ?([a-z]+)");

    private Quantity() {}

    /** A time with its unit. */
    public static Duration duration(String text) {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text);
        if (!matcher.matches()) throw new IllegalArgumentException(DURATIONS);
        return Duration.ofNanos(Math.round(Double.parseDouble(matcher.group(1)) * nanos(matcher.group(2))));
    }

    private static long nanos(String unit) {
        return switch (unit) {
            case "ns" -> 1;
            case "us" -> 1_000;
            case "ms" -> 1_000_000;
            case "s" -> 1_000_000_000;
            case "m", "min" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            case "d" -> 86_400_000_000_000L;
            case "y" -> 365 * 86_400_000_000_000L;
            default -> throw new IllegalArgumentException(DURATIONS);
        };
    }

    static double ratio(String text) {
        boolean percent = text.endsWith("%");
        double value;
        try {
            value = Double.parseDouble(percent ? text.substring(0, text.length() - 1) : text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(RATIOS);
        }
        double ratio = percent ? value / 100 : value;
        if (!(ratio >= 0 && ratio <= 1)) throw new IllegalArgumentException(RATIOS);
        return ratio;
    }

    static Latency latency(String text) {
        try {
            String[] words = text.strip().split("\\s+", -1);
            if (words[0].equals("exponential") && words.length == 3 && words[2].startsWith("+"))
                return Latency.exponential(duration(words[1]), duration(words[2].substring(1)));
            if (words[0].equals("lognormal") && words.length == 3)
                return Latency.logNormal(duration(words[1]), Double.parseDouble(words[2]));
            int dots = text.indexOf("..");
            if (dots < 0) return Latency.constant(duration(text.strip()));
            return Latency.uniform(
                    duration(text.substring(0, dots).strip()),
                    duration(text.substring(dots + 2).strip()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(LATENCIES);
        }
    }
}
