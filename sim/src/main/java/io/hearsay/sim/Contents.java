package io.hearsay.sim;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is in a message, a timer or an event, as one number that is the same in every JVM.
 *
 * <p>Records are taken apart as far as they are public; texts, numbers, enums (by name), arrays, collections and maps
 * are understood; of all else the text counts, with every number behind an '@' left out, which is how Java prints what
 * has no text of its own.
 */
final class Contents {
    /*
     * A record's own hashCode does not do (enums and arrays have identity hashes), nor does its toString: on JDK 17 it
     * goes through String.format, a microsecond and more for each of millions.
     */
    private static final ClassValue<Shape> SHAPES = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            return Shape.of(type);
        }
    };

    private Contents() {}

    private record Shape(long name, @Nullable List<MethodHandle> components) {
        private static Shape of(Class<?> type) {
            return new Shape(ofText(type.getName()), type.isRecord() ? accessors(type) : null);
        }

        private static @Nullable List<MethodHandle> accessors(Class<?> type) {
            List<MethodHandle> accessors = new ArrayList<>();
            try {
                for (RecordComponent component : type.getRecordComponents())
                    accessors.add(MethodHandles.publicLookup()
                            .unreflect(component.getAccessor())
                            .asType(MethodType.methodType(Object.class, Object.class)));
            } catch (IllegalAccessException e) {
                return null;
            }
            return accessors;
        }
    }

    /** The kind alone. */
    static long ofKind(Object what) {
        return SHAPES.get(what.getClass()).name;
    }

    static long of(@Nullable Object what) {
        if (what == null) return 1;
        if (what instanceof String text) return ofText(text);
        if (what instanceof Number number) return Trace.mix(2, number.longValue());
        if (what instanceof Enum<?> constant) return ofText(constant.name());
        if (what instanceof byte[] bytes) return Trace.mix(3, Arrays.hashCode(bytes));
        if (what instanceof Set<?> set) return ofSet(set);
        if (what instanceof Collection<?> collection) return ofAll(collection);
        if (what instanceof Map<?, ?> map) return ofSet(map.entrySet());
        if (what instanceof Map.Entry<?, ?> entry)
            return Trace.mix(Trace.mix(5, of(entry.getKey())), of(entry.getValue()));
        if (what instanceof Optional<?> optional) return of(optional.orElse(null));
        return ofShape(what);
    }

    private static long ofShape(Object what) {
        Shape shape = SHAPES.get(what.getClass());
        List<MethodHandle> components = shape.components;
        if (components == null) return Trace.mix(Trace.mix(7, shape.name), ofText(what.toString()));
        long sum = shape.name;
        for (MethodHandle component : components) sum = Trace.mix(sum, of(value(component, what)));
        return sum;
    }

    private static @Nullable Object value(MethodHandle component, Object record) {
        try {
            return (Object) component.invokeExact(record);
        } catch (Throwable e) {
            throw new AssertionError("a record's component cannot be read", e);
        }
    }

    private static long ofAll(Collection<?> elements) {
        long sum = elements.size();
        for (Object element : elements) sum = Trace.mix(sum, of(element));
        return sum;
    }

    /** Whose order may be anything. */
    private static long ofSet(Set<?> elements) {
        long sum = elements.size();
        for (Object element : elements) sum += Trace.mix(4, of(element));
        return sum;
    }

    static long ofText(String words) {
        long sum = 6;
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            sum = (sum ^ c) * 0x100000001b3L;
            if (c == '@') while (i + 1 < words.length() && Character.digit(words.charAt(i + 1), 16) >= 0) i++;
        }
        return sum;
    }
}
