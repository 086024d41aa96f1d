package io.hearsay;

import java.util.Map;
import java.util.TreeMap;

/**
 * Named values to be stored together, whole or not at all.
 *
 * @param writes the new value for each key; an empty array deletes; keys in natural order; the arrays belong to the
 *     batch
 */
public record Batch(TreeMap<String, byte[]> writes) {

    /** A batch of one write. */
    public static Batch of(String key, byte[] value) {
        return new Batch(new TreeMap<>(Map.of(key, value)));
    }
}
