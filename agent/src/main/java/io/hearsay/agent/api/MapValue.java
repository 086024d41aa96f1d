package io.hearsay.agent.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearsay.cluster.Siblings;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands under a key; of the last four at most one is there, and none where nothing stands any more.
 *
 * @param values of a last-write map one, of siblings one or several
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MapValue(
        String key,
        @Nullable List<Payload> values,
        @Nullable Long count,
        @Nullable List<String> elements,
        @Nullable Boolean enabled) {

    /** Nothing. */
    public static MapValue nothing(String key) {
        return new MapValue(key, null, null, null, null);
    }

    /** A value as some kind of map reads it. */
    public static MapValue of(String key, Object value) {
        if (value instanceof byte[] bytes) return new MapValue(key, List.of(Payload.of(bytes)), null, null, null);
        if (value instanceof Siblings siblings)
            return new MapValue(key, siblings.values().stream().map(Payload::of).toList(), null, null, null);
        if (value instanceof Long count) return new MapValue(key, null, count, null, null);
        if (value instanceof Collection<?> elements)
            return new MapValue(
                    key, null, null, elements.stream().map(String::valueOf).toList(), null);
        if (value instanceof Boolean enabled) return new MapValue(key, null, null, null, enabled);
        throw new AssertionError(value);
    }
}
