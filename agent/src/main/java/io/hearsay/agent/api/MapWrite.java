package io.hearsay.agent.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/maps/MAP}: one write.
 *
 * @param op {@code put} and {@code delete} in a map of values; {@code count} in one of counters; {@code add} and
 *     {@code remove} in one of sets; {@code enable} and {@code disable} in one of flags
 * @param policy of a map that a {@code put} makes: {@code last-write}, which is the default, or {@code siblings}
 * @param rule which members hold a map that this makes: {@code all}, which is the default, or those with a tag, such as
 *     {@code role=db}; of a map that is there the one that it has
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
        @Nullable String rule,
        @Nullable String text,
        @Nullable String base64,
        @Nullable String ttl,
        @Nullable Boolean ephemeral,
        @Nullable Long amount) {

    public MapWrite {
        if (op == null || op.isEmpty()) throw new IllegalArgumentException("'op' is missing or empty");
        if (key == null || key.isEmpty()) throw new IllegalArgumentException("'key' is missing or empty");
    }

    /** The same, to a map that these members hold. */
    public MapWrite heldBy(@Nullable String other) {
        return new MapWrite(op, key, policy, other, text, base64, ttl, ephemeral, amount);
    }

    /** One with just a text. */
    public static MapWrite of(String op, String key, @Nullable String text) {
        return new MapWrite(op, key, null, null, text, null, null, null, null);
    }

    /** One of a counter. */
    public static MapWrite count(String key, long amount) {
        return new MapWrite("count", key, null, null, null, null, null, null, amount);
    }
}
