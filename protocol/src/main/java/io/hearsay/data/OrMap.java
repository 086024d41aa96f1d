package io.hearsay.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A map of names to values that merge: flags, registers, sets, and maps again. A removal takes away what of a value was
 * seen; a change made meanwhile keeps its field alive, with that change alone.
 *
 * <p>A field is changed by the change of its value:
 *
 * <pre>{@code
 * map = map.merge(map.change(name, map.set(name).add(replica, element)));
 * }</pre>
 *
 * <p>One name may stand for a value of each shape: replicas that did not know of each other may have chosen
 * differently, and no merge could make a set of a register. Counters have no place in here: they do not remember which
 * changes they have seen, so that a removal could not take them away.
 */
public final class OrMap implements Causal<OrMap> {
    /** No fields. */
    public static final OrMap EMPTY = new OrMap(DotMap.empty(), DotContext.EMPTY);

    private final DotMap<Field> store;
    private final DotContext context;

    /** Which shape a field's value has; on the wire by its code, so append only. */
    public enum Shape {
        /** An {@link EnableWinsFlag}. */
        FLAG(0),
        /** An {@link MvRegister}. */
        REGISTER(1),
        /** An {@link OrSet}. */
        SET(2),
        /** An {@link OrMap}. */
        MAP(3);

        private static final Shape[] ALL = values();

        /** On the wire. */
        final int code;

        Shape(int code) {
            this.code = code;
        }

        /** The shape of that code; null if there is none. */
        static @Nullable Shape of(int code) {
            for (Shape shape : ALL) if (shape.code == code) return shape;
            return null;
        }
    }

    /** A name and the shape of its value. */
    public record Field(Bytes name, Shape shape) implements Comparable<Field> {
        @Override
        public int compareTo(Field other) {
            int byName = name.compareTo(other.name);
            return byName != 0 ? byName : shape.compareTo(other.shape);
        }
    }

    OrMap(DotMap<Field> store, DotContext context) {
        this.store = store;
        this.context = context;
    }

    /** All fields, in order; unmodifiable. */
    public SortedSet<Field> fields() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(store.stores().keySet()));
    }

    /** The flag of that name; off where there is none. */
    public EnableWinsFlag flag(Bytes name) {
        return new EnableWinsFlag(dots(name, Shape.FLAG), context);
    }

    /** The register of that name; never written where there is none. */
    public MvRegister register(Bytes name) {
        return new MvRegister(dots(name, Shape.REGISTER), context);
    }

    /** The set of that name; empty where there is none. */
    public OrSet set(Bytes name) {
        return new OrSet(inner(name, Shape.SET), context);
    }

    /** The map of that name; empty where there is none. */
    public OrMap map(Bytes name) {
        return new OrMap(inner(name, Shape.MAP), context);
    }

    private DotFun dots(Bytes name, Shape shape) {
        return store.get(new Field(name, shape)) instanceof DotFun dots ? dots : DotFun.EMPTY;
    }

    @SuppressWarnings("unchecked") // the shape says what the keys are
    private <K extends Comparable<K>> DotMap<K> inner(Bytes name, Shape shape) {
        return store.get(new Field(name, shape)) instanceof DotMap<?> map ? (DotMap<K>) map : DotMap.empty();
    }

    /**
     * The change that makes a change to a field.
     *
     * @param delta a change of what {@link #flag}, {@link #register}, {@link #set} or {@link #map} gives for the name
     */
    public OrMap change(Bytes name, Causal<?> delta) {
        return new OrMap(DotMap.of(new Field(name, shape(delta)), store(delta)), delta.context());
    }

    private static Shape shape(Causal<?> value) {
        if (value instanceof EnableWinsFlag) return Shape.FLAG;
        if (value instanceof MvRegister) return Shape.REGISTER;
        if (value instanceof OrSet) return Shape.SET;
        if (value instanceof OrMap) return Shape.MAP;
        throw new AssertionError(value);
    }

    private static DotStore store(Causal<?> value) {
        if (value instanceof EnableWinsFlag flag) return flag.store();
        if (value instanceof MvRegister register) return register.store();
        if (value instanceof OrSet set) return set.store();
        if (value instanceof OrMap map) return map.store;
        throw new AssertionError(value);
    }

    /** The change that removes a field, as far as it was seen. */
    public OrMap remove(Field field) {
        List<Dot> seen = new ArrayList<>();
        DotStore held = store.get(field);
        if (held != null) held.forEachDot(seen::add);
        return new OrMap(DotMap.empty(), DotContext.of(seen));
    }

    @Override
    public OrMap merge(OrMap other) {
        return new OrMap(store.merge(context, other.store, other.context), context.merge(other.context));
    }

    @Override
    public DotContext context() {
        return context;
    }

    DotMap<Field> store() {
        return store;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OrMap that && store.equals(that.store) && context.equals(that.context);
    }

    @Override
    public int hashCode() {
        return 31 * store.hashCode() + context.hashCode();
    }

    @Override
    public String toString() {
        return "OrMap" + store;
    }
}
