package io.hearsay.agent.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/maps/MAP}: one write.
 *
 * @param op {@code put} and {@code delete} in a map of values; {@code count} in one of counters; {@code add} and
 *     {@code remove} in one of sets; {@code enable} and {@code disable} in one of flags
 * @param policy of a map that a {@code put} makes: {@code last-write}, which is the default, or {@code siblings}
 * @param text what is put, or this
 * @param base64 or that; what is added or removed is a text
 * @param ttl of a {@code put}, such as {@code 30s}; default: for ever
 * @param ephemeral of a {@code put}: whether it is there only as long as this agent is; default: not
 * @param amount of a {@code count}, below 0 too; default 1
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MapWrite(
        String op,
        String key,
        @Nullable String policy,
        @Nullable String text,
        @Nullable String base64,
        @Nullable String ttl,
        @Nullable Boolean ephemeral,
        @Nullable Long amount) {

    public MapWrite {
        if (op == null || op.isEmpty()) throw new IllegalArgumentException("'op' is missing or empty");
        if (key == null || key.isEmpty()) throw new IllegalArgumentException("'key' is missing or empty");
    }

    /** One with just a text. */
    public static MapWrite of(String op, String key, @Nullable String text) {
        return new MapWrite(op, key, null, text, null, null, null, null);
    }

    /** One of a counter. */
    public static MapWrite count(String key, long amount) {
        return new MapWrite("count", key, null, null, null, null, null, amount);
    }
}
