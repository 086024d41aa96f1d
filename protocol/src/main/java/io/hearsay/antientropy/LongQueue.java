package io.hearsay.antientropy;

/** Numbers, first in first out, without an object for each. Grows as needed: who fills it stops in time. */
final class LongQueue {
    private long[] ring = new long[16];
    private int first;
    private int size;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void add(long number) {
        if (size == ring.length) grow();
        ring[(first + size++) & (ring.length - 1)] = number;
    }

    long remove() {
        if (size == 0) throw new IllegalStateException("nothing is queued");
        long number = ring[first];
        first = (first + 1) & (ring.length - 1);
        size--;
        return number;
    }

    /** The first so many, or all there are. */
    long[] remove(int atMost) {
        long[] numbers = new long[Math.min(size, atMost)];
        for (int i = 0; i < numbers.length; i++) numbers[i] = remove();
        return numbers;
    }

    private void grow() {
        long[] larger = new long[2 * ring.length];
        for (int i = 0; i < size; i++) larger[i] = ring[(first + i) & (ring.length - 1)];
        ring = larger;
        first = 0;
    }
}
