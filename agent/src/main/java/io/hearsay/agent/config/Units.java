package io.hearsay.agent.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations and sizes with their units: a bare number is an error, for somebody would read it in another unit. */
public final class Units {
    private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,9})?) ?([A-Za-z]*)");
    private static final Map<String, Long> NANOS = new LinkedHashMap<>();
    private static final Map<String, Long> BYTES = new LinkedHashMap<>();

    static {
        NANOS.put("ms", 1_000_000L);
        NANOS.put("s", 1_000_000_000L);
        NANOS.put("m", 60_000_000_000L);
        NANOS.put("h", 3_600_000_000_000L);
        NANOS.put("d", 86_400_000_000_000L);
        BYTES.put("B", 1L);
        BYTES.put("KiB", 1L << 10);
        BYTES.put("MiB", 1L << 20);
        BYTES.put("GiB", 1L << 30);
    }

    private Units() {}

    /**
     * Reads {@code 500ms}, {@code 2s}, {@code 1.5m}, {@code 12h} or {@code 7d}.
     *
     * @throws IllegalArgumentException if it is nothing like it
     */
    public static Duration duration(String text) {
        return Duration.ofNanos(amount(text, NANOS, "a duration like 500ms, 2s, 5m, 12h or 7d"));
    }

    /**
     * Reads {@code 512B}, {@code 64KiB}, {@code 16MiB} or {@code 1GiB}.
     *
     * @throws IllegalArgumentException if it is nothing like it
     */
    public static long bytes(String text) {
        return amount(text, BYTES, "a size like 512B, 64KiB, 16MiB or 1GiB");
    }

    private static long amount(String text, Map<String, Long> units, String allowed) {
        Matcher matcher = AMOUNT.matcher(text);
        boolean number = matcher.matches();
        Long unit = number ? units.get(matcher.group(2)) : null;
        if (unit == null)
            throw new IllegalArgumentException("must be " + allowed + ", was '" + text + "'"
                    + (number && matcher.group(2).isEmpty() ? "; add the unit" : ""));
        try {
            return new BigDecimal(matcher.group(1))
                    .multiply(BigDecimal.valueOf(unit))
                    .toBigInteger()
                    .longValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("must be " + allowed + ", was '" + text + "', which is too much", e);
        }
    }
}
