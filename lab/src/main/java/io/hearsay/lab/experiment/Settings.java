package io.hearsay.lab.experiment;

import io.hearsay.lab.Quantity;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What one experiment is told: a text for each of its flags, read as what the experiment needs. Immutable. */
public final class Settings {
    private final Map<String, String> values = new LinkedHashMap<>();

    /**
     * Settings for these flags.
     *
     * @param given by name; what is not given has its fallback
     * @throws LabException if something is given that is no flag
     */
    public static Settings of(List<Flag> flags, Map<String, String> given) {
        Settings settings = new Settings();
        for (Flag flag : flags) settings.values.put(flag.name(), given.getOrDefault(flag.name(), flag.fallback()));
        for (String name : given.keySet())
            if (!settings.values.containsKey(name))
                throw new LabException("there is no flag --" + name + " here; there are "
                        + String.join(", ", settings.values.keySet()));
        return settings;
    }

    /** All of them, in the order of the flags. */
    public Map<String, String> all() {
        return Collections.unmodifiableMap(values);
    }

    /** As it was given. */
    public String text(String name) {
        String value = values.get(name);
        if (value == null) throw new AssertionError("no flag " + name);
        return value;
    }

    /** A switch, {@code true/false} or {@code on/off}. */
    public boolean isOn(String name) {
        String value = text(name);
        if (value.equals("true") || value.equals("on")) return true;
        if (value.equals("false") || value.equals("off")) return false;
        throw new LabException("--" + name + " must be on or off, was " + value);
    }

    /** A whole number within bounds. */
    public int count(String name, int least, int most) {
        try {
            int value = Integer.parseInt(text(name));
            if (value >= least && value <= most) return value;
        } catch (NumberFormatException e) {
            // said below
        }
        throw new LabException("--" + name + " must be a whole number " + least + ".." + most + ", was " + text(name));
    }

    /** A number within bounds. */
    public double number(String name, double least, double most) {
        try {
            double value = Double.parseDouble(text(name));
            if (value >= least && value <= most) return value;
        } catch (NumberFormatException e) {
            // said below
        }
        throw new LabException("--" + name + " must be a number " + least + ".." + most + ", was " + text(name));
    }

    /** A share below 1, as 0.02 or 2%. */
    public double ratio(String name) {
        return ratio(name, text(name));
    }

    /** Reads a share below 1, as 0.02 or 2%. */
    public static double ratio(String name, String text) {
        try {
            boolean percent = text.endsWith("%");
            double value = Double.parseDouble(percent ? text.substring(0, text.length() - 1) : text);
            if (percent) value /= 100;
            if (value >= 0 && value < 1) return value;
        } catch (NumberFormatException e) {
            // said below
        }
        throw new LabException("--" + name + " must be 0 or more and below 1 (or 0%..99%), was " + text);
    }

    /** A time with its unit. */
    public Duration time(String name) {
        return time(name, text(name));
    }

    /** Reads a time with its unit. */
    public static Duration time(String name, String text) {
        try {
            return Quantity.duration(text);
        } catch (IllegalArgumentException e) {
            throw new LabException("--" + name + " must be " + e.getMessage() + ", was " + text);
        }
    }

    /** One of an enum's constants, in lower case with dashes. */
    public <E extends Enum<E>> E choice(String name, Class<E> type) {
        return choice(name, text(name), type);
    }

    /** Reads one of an enum's constants. */
    public static <E extends Enum<E>> E choice(String name, String text, Class<E> type) {
        StringBuilder allowed = new StringBuilder();
        for (E each : type.getEnumConstants()) {
            String word = each.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (word.equals(text)) return each;
            allowed.append(allowed.length() == 0 ? "" : ", ").append(word);
        }
        throw new LabException("--" + name + " must be one of " + allowed + ", was " + text);
    }
}
