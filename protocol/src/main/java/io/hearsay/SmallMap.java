package io.hearsay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Values by a number, as a process's instance, for the few that a node has at a time: its neighbours, its links. They
 * keep the order in which their numbers first came.
 *
 * <p>A lookup goes through an array of numbers: of some tens that is faster than a hash map, and it takes a third of
 * the memory, of which simulations of many nodes touch less (measured with 10,000). Not thread-safe; whoever iterates
 * must not add or remove meanwhile.
 *
 * @param <V> not null
 */
public final class SmallMap<V> implements Iterable<V> {
    private static final int FIRST_CAPACITY = 6;

    private long[] numbers = new long[FIRST_CAPACITY];
    private @Nullable Object[] values = new @Nullable Object[FIRST_CAPACITY];
    private int size;

    /** How many there are. */
    public int size() {
        return size;
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** The value of this number; null if there is none. */
    public @Nullable V get(long number) {
        int at = indexOf(number);
        return at < 0 ? null : at(at);
    }

    /** Whether the number has a value. */
    public boolean contains(long number) {
        return indexOf(number) >= 0;
    }

    /** The value in that place, from 0 on. */
    @SuppressWarnings("unchecked") // only put stores
    public V at(int place) {
        Object value = values[place];
        if (place >= size || value == null) throw new IndexOutOfBoundsException(place + " of " + size);
        return (V) value;
    }

    /** All of them, oldest first; a copy, the caller's own. */
    public List<V> values() {
        List<V> copy = new ArrayList<>(size);
        for (int i = 0; i < size; i++) copy.add(at(i));
        return copy;
    }

    /** Sets a value: in its number's place, or behind all others. */
    public void put(long number, V value) {
        int at = indexOf(number);
        if (at < 0) {
            if (size == numbers.length) grow();
            at = size++;
            numbers[at] = number;
        }
        values[at] = value;
    }

    /** Takes a value out, and answers it; null if there was none. */
    public @Nullable V remove(long number) {
        int at = indexOf(number);
        if (at < 0) return null;
        V removed = at(at);
        removeAt(at);
        return removed;
    }

    /** Takes out what stands in that place. */
    public void removeAt(int place) {
        size--;
        System.arraycopy(numbers, place + 1, numbers, place, size - place);
        System.arraycopy(values, place + 1, values, place, size - place);
        values[size] = null;
    }

    @Override
    public Iterator<V> iterator() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < size;
            }

            @Override
            public V next() {
                if (next >= size) throw new NoSuchElementException();
                return at(next++);
            }
        };
    }

    private int indexOf(long number) {
        for (int i = 0; i < size; i++) if (numbers[i] == number) return i;
        return -1;
    }

    private void grow() {
        numbers = Arrays.copyOf(numbers, 2 * size);
        values = Arrays.copyOf(values, 2 * size);
    }
}
