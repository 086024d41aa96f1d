package io.hearsay.stack;

import io.hearsay.Message;
import io.hearsay.Protocol;
import io.hearsay.Timer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which part takes an input, by its class.
 *
 * <p>Of each class that has come it is known which it was. These are gone through in the order in which they first
 * came: what comes often came early, and nothing is read but one array.
 */
final class Takers {
    private final Map<Class<?>, Protocol<Message, Timer>> byType = new LinkedHashMap<>();

    /* A class, and who takes it, in turn. */
    private @Nullable Object[] known = new @Nullable Object[16];
    private int size;

    /**
     * A part takes all subtypes of this.
     *
     * @throws IllegalArgumentException if another does already
     */
    void add(Class<?> type, Protocol<Message, Timer> part) {
        if (byType.put(type, part) != null) throw new IllegalArgumentException("two parts take " + type.getName());
    }

    /**
     * Who takes it.
     *
     * @throws AssertionError if nobody does
     */
    @SuppressWarnings("unchecked") // as they were added
    Protocol<Message, Timer> find(Object input) {
        Class<?> type = input.getClass();
        for (int i = 0; i < size; i += 2) {
            Object taker = known[i + 1];
            if (known[i] == type && taker != null) return (Protocol<Message, Timer>) taker;
        }
        Protocol<Message, Timer> taker = search(input);
        if (size == known.length) known = Arrays.copyOf(known, 2 * size);
        known[size++] = type;
        known[size++] = taker;
        return taker;
    }

    private Protocol<Message, Timer> search(Object input) {
        for (Map.Entry<Class<?>, Protocol<Message, Timer>> entry : byType.entrySet())
            if (entry.getKey().isInstance(input)) return entry.getValue();
        throw new AssertionError("no part takes " + input);
    }
}
