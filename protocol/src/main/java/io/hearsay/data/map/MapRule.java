package io.hearsay.data.map;

import io.hearsay.wire.MalformedMessageException;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;

/**
 * Which members hold a map: all, or those that have a tag. A map has one rule in the whole cluster.
 *
 * @param key of the tag, without {@code =}; empty if all hold it
 * @param value of the tag; both together at most {@value #MAX_BYTES} bytes of UTF-8, for they travel with each entry
 */
public record MapRule(String key, String value) {
    /** How long a rule may be as a text. */
    public static final int MAX_BYTES = 128;

    /** All members hold it. */
    public static final MapRule ALL = new MapRule("", "");

    private static final String ALL_TEXT = "all";

    public MapRule {
        if (key.isEmpty() && !value.isEmpty()) throw new IllegalArgumentException("a rule's tag must have a name");
        String text = key + '=' + value;
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES)
            throw new IllegalArgumentException("a rule has at most " + MAX_BYTES + " bytes, was " + bytes);
        if (key.indexOf('=') >= 0 || text.chars().anyMatch(Character::isISOControl))
            throw new IllegalArgumentException(
                    "a rule's tag must have no '=' in its name, and no control characters, was " + text);
    }

    /** Those hold it that have this tag. */
    public static MapRule tag(String key, String value) {
        if (key.isEmpty()) throw new IllegalArgumentException("a rule's tag must have a name");
        return new MapRule(key, value);
    }

    /** Those hold it that are in this zone: whose tag {@code zone} says so. */
    public static MapRule zone(String zone) {
        return tag("zone", zone);
    }

    /**
     * The rule that {@link #toString} writes so.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static MapRule of(String text) {
        if (text.equals(ALL_TEXT)) return ALL;
        int at = text.indexOf('=');
        if (at < 1) throw new IllegalArgumentException("a rule is 'all' or KEY=VALUE, was '" + text + "'");
        return new MapRule(text.substring(0, at), text.substring(at + 1));
    }

    /** As it is written where it is not {@link #ALL}, which is not written. */
    static MapRule decode(String text) {
        if (text.equals(ALL_TEXT)) throw new MalformedMessageException("an entry that all hold says nothing of it");
        return of(text);
    }

    /** Whether who has these tags is to hold the map. */
    public boolean isMetBy(SortedMap<String, String> tags) {
        return key.isEmpty() || value.equals(tags.get(key));
    }

    /** {@code all}, or {@code role=db}. */
    @Override
    public String toString() {
        return key.isEmpty() ? ALL_TEXT : key + '=' + value;
    }
}
