package io.hearsay.agent.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearsay.cluster.Siblings;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What stands under a key; of values, count, elements and enabled at most one is there, and none where nothing stands
 * any more.
 *
 * @param values of a last-write map one, of siblings one or several
 * @param owner of a value that goes with the member who wrote it: that member
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MapValue(
        String key,
        @Nullable List<Payload> values,
        @Nullable Long count,
        @Nullable List<String> elements,
        @Nullable Boolean enabled,
        @Nullable String owner) {

    /** Nothing. */
    public static MapValue nothing(String key) {
        return new MapValue(key, null, null, null, null, null);
    }

    /** A value as some kind of map reads it. */
    public static MapValue of(String key, Object value) {
        if (value instanceof byte[] bytes) return new MapValue(key, List.of(Payload.of(bytes)), null, null, null, null);
        if (value instanceof Siblings siblings)
            return new MapValue(key, siblings.values().stream().map(Payload::of).toList(), null, null, null, null);
        if (value instanceof Long count) return new MapValue(key, null, count, null, null, null);
        if (value instanceof Collection<?> elements)
            return new MapValue(
                    key, null, null, elements.stream().map(String::valueOf).toList(), null, null);
        if (value instanceof Boolean enabled) return new MapValue(key, null, null, null, enabled, null);
        throw new AssertionError(value);
    }

    /** The same with its owner, if it has one. */
    public MapValue ownedBy(Optional<String> member) {
        return new MapValue(key, values, count, elements, enabled, member.orElse(null));
    }
}
