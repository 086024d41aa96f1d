package io.hearsay.lab;

import io.hearsay.sim.Latency;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The keys of one map of a scenario: each is asked for by name, and what nobody asked for is an error. */
final class Fields {
    private final Yaml.Mapping mapping;
    private final String what;
    private final Set<String> asked = new LinkedHashSet<>();

    /** {@code what} the map is, for messages: "a step", "network". */
    Fields(Yaml yaml, String what) {
        if (!(yaml instanceof Yaml.Mapping map))
            throw new ScenarioException(yaml.where() + " " + what + " must be keys and values, was " + yaml.kind());
        this.mapping = map;
        this.what = what;
    }

    String where() {
        return mapping.where();
    }

    boolean has(String key) {
        return mapping.entries().containsKey(key);
    }

    Set<String> keys() {
        return mapping.entries().keySet();
    }

    @Nullable
    Yaml optional(String key) {
        asked.add(key);
        return mapping.entries().get(key);
    }

    Yaml required(String key) {
        Yaml value = optional(key);
        if (value == null) throw new ScenarioException(where() + " " + what + " needs '" + key + "'");
        return value;
    }

    String text(String key) {
        return scalar(key, required(key));
    }

    String text(String key, String otherwise) {
        Yaml value = optional(key);
        return value == null ? otherwise : scalar(key, value);
    }

    private static String scalar(String key, Yaml value) {
        if (value instanceof Yaml.Scalar scalar) return scalar.text();
        throw new ScenarioException(value.where() + " " + key + " must be one value, was " + value.kind());
    }

    Duration duration(String key) {
        return read(key, required(key), Quantity::duration);
    }

    Duration duration(String key, Duration otherwise) {
        Yaml value = optional(key);
        return value == null ? otherwise : read(key, value, Quantity::duration);
    }

    double ratio(String key) {
        return read(key, required(key), Quantity::ratio);
    }

    Latency latency(String key) {
        return read(key, required(key), Quantity::latency);
    }

    int number(String key, int least, int most, int otherwise) {
        Yaml value = optional(key);
        if (value == null) return otherwise;
        return read(key, value, text -> {
            try {
                int number = Integer.parseInt(text);
                if (number >= least && number <= most) return number;
            } catch (NumberFormatException e) {
                // said below
            }
            throw new IllegalArgumentException(least + ".." + most);
        });
    }

    /** Reads one value; the function throws {@link IllegalArgumentException} with what is allowed. */
    <T> T read(String key, Function<String, T> reader) {
        return read(key, required(key), reader);
    }

    private static <T> T read(String key, Yaml value, Function<String, T> reader) {
        try {
            return reader.apply(scalar(key, value));
        } catch (ScenarioException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new ScenarioException(
                    value.where() + " " + key + " must be " + e.getMessage() + "; was " + value.kind());
        }
    }

    /** All keys that have a meaning here were asked for. */
    void done() {
        for (String key : keys())
            if (!asked.contains(key)) {
                Yaml value = mapping.entries().get(key);
                String where = value == null ? where() : value.where();
                throw new ScenarioException(
                        where + " " + what + " has no key '" + key + "'; known are " + String.join(", ", asked));
            }
    }
}
