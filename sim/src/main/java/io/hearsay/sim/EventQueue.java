package io.hearsay.sim;

import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * All that is still to happen, in order of time and, at one time, in the order in which it was pushed.
 *
 * <p>An event is two numbers and a payload; what they mean is the world's business. Nothing is boxed, and pushing and
 * taking cost the same with a million events waiting as with a thousand. Bound: none but the heap.
 */
final class EventQueue {
    /*
     * A wheel of slices of a millisecond, 17 s around. An event goes to the end of its slice's bucket; when the slice's
     * turn comes its events' keys are sorted once. What is pushed into the slice that is running goes to a small heap
     * beside it ("late"), what lies beyond the wheel to a heap of its own ("far"). A key is (time within the slice,
     * position), so the order of pushing is kept without a counter: what is in the sorted bucket was pushed before
     * what is in the late heap, and what comes in from afar was pushed before what its slice is given directly.
     */
    private static final int SLICE_BITS = 20;
    private static final long OFFSET_MASK = (1L << SLICE_BITS) - 1;
    private static final int SLICES = 1 << 14;
    private static final int RING_MASK = SLICES - 1;
    private static final int MAX_SPARE_BUCKETS = 1024;
    private static final int BATCH = 16;

    private final @Nullable Bucket[] ring = new @Nullable Bucket[SLICES];
    private final long[] occupied = new long[SLICES / 64];
    private final ArrayDeque<Bucket> spare = new ArrayDeque<>();
    private final FarEvents far = new FarEvents();
    private final Bucket late = new Bucket();
    private final KeyHeap lateOrder = new KeyHeap();
    private long slice;
    private Bucket current = new Bucket();
    private long[] keys = new long[64];
    private int position;
    private int size;

    private long time;
    private int target;
    private int source;
    private @Nullable Object payload;

    /** Adds an event; its time is not before the last one taken nor before the last limit asked for. */
    void push(long when, int to, int from, @Nullable Object what) {
        size++;
        long itsSlice = when >> SLICE_BITS;
        if (itsSlice == slice) lateOrder.add(late.add(when & OFFSET_MASK, to, from, what));
        else if (itsSlice < slice) throw new IllegalArgumentException("the past is over: " + when);
        else if (itsSlice < slice + SLICES) bucket(itsSlice).add(when & OFFSET_MASK, to, from, what);
        else far.add(when, to, from, what);
    }

    /** Takes the next event if it is due at {@code limit} or before; then the methods below tell what it is. */
    boolean next(long limit) {
        while (position == current.size && lateOrder.isEmpty()) if (!advance(limit)) return false;
        boolean takeLate =
                position == current.size || !lateOrder.isEmpty() && lateOrder.first() >>> 32 < keys[position] >>> 32;
        long key = takeLate ? lateOrder.first() : keys[position];
        long when = slice << SLICE_BITS | key >>> 32;
        if (when > limit) return false;
        if (takeLate) lateOrder.removeFirst();
        else position++;
        take(takeLate ? late : current, (int) key);
        time = when;
        size--;
        return true;
    }

    long time() {
        return time;
    }

    int target() {
        return target;
    }

    int source() {
        return source;
    }

    @Nullable
    Object payload() {
        return payload;
    }

    /** Whether a batch of events that lie together has just begun, of which the one taken is the first. */
    boolean beginsBatch() {
        return (position & BATCH - 1) == 1;
    }

    /** How many events of its batch follow the one taken; what comes late may come between. */
    int ahead() {
        return Math.min(BATCH - 1, current.size - position);
    }

    /** The target of one of those. */
    int targetAhead(int i) {
        return current.target((int) keys[position + i]);
    }

    /** The source of one of those. */
    int sourceAhead(int i) {
        return current.source((int) keys[position + i]);
    }

    /** How many events wait. */
    int size() {
        return size;
    }

    private void take(Bucket bucket, int index) {
        target = bucket.target(index);
        source = bucket.source(index);
        payload = bucket.payloads[index];
    }

    private boolean advance(long limit) {
        long next = nextOccupied();
        if (next < 0) next = far.isEmpty() ? Long.MAX_VALUE : far.firstTime() >> SLICE_BITS;
        if (next > limit >> SLICE_BITS) return false;
        late.clear();
        current.clear();
        if (spare.size() < MAX_SPARE_BUCKETS) spare.push(current);
        position = 0;
        slice = next;
        while (!far.isEmpty() && far.firstTime() >> SLICE_BITS < slice + SLICES) far.moveFirst(this);
        current = takeBucket(next);
        keys = current.sortedKeys(keys);
        return true;
    }

    private Bucket takeBucket(long itsSlice) {
        int index = (int) itsSlice & RING_MASK;
        occupied[index >> 6] &= ~(1L << index);
        Bucket bucket = ring[index];
        ring[index] = null;
        return bucket != null ? bucket : new Bucket();
    }

    private Bucket bucket(long itsSlice) {
        int index = (int) itsSlice & RING_MASK;
        Bucket bucket = ring[index];
        if (bucket == null) {
            bucket = spare.isEmpty() ? new Bucket() : spare.pop();
            ring[index] = bucket;
            occupied[index >> 6] |= 1L << index;
        }
        return bucket;
    }

    /** The next slice with events in the wheel, or -1. */
    private long nextOccupied() {
        int start = (int) (slice + 1) & RING_MASK;
        int word = start >> 6;
        long bits = occupied[word] & -1L << start;
        for (int i = 0; i <= occupied.length; i++) {
            if (bits != 0) {
                int index = (word << 6) + Long.numberOfTrailingZeros(bits);
                return slice + 1 + (index - start & RING_MASK);
            }
            word = word + 1 & occupied.length - 1;
            bits = occupied[word];
        }
        return -1;
    }

    /**
     * The events of one slice, in the order of pushing. Offset and ends lie side by side: a push touches two cache
     * lines, wherever its bucket is.
     */
    private static final class Bucket {
        private long[] words = new long[16];
        private @Nullable Object[] payloads = new @Nullable Object[8];
        private int size;

        /** Answers its key, by which the events of a slice are taken: (offset, position). */
        long add(long offset, int target, int source, @Nullable Object payload) {
            if (size == payloads.length) grow();
            words[2 * size] = offset;
            words[2 * size + 1] = (long) target << 32 | source & 0xffff_ffffL;
            payloads[size] = payload;
            return offset << 32 | size++;
        }

        int target(int position) {
            return (int) (words[2 * position + 1] >> 32);
        }

        int source(int position) {
            return (int) words[2 * position + 1];
        }

        /** The keys of all events, sorted, in an array that is at least as long as there are events. */
        long[] sortedKeys(long[] room) {
            long[] keys = room.length >= size ? room : new long[Math.max(size, 2 * room.length)];
            for (int i = 0; i < size; i++) keys[i] = words[2 * i] << 32 | i;
            Arrays.sort(keys, 0, size);
            return keys;
        }

        private void grow() {
            words = Arrays.copyOf(words, 4 * size);
            payloads = Arrays.copyOf(payloads, 2 * size);
        }

        void clear() {
            Arrays.fill(payloads, 0, size, null);
            size = 0;
        }
    }

    /** A binary heap of numbers. */
    private static final class KeyHeap {
        private long[] keys = new long[16];
        private int size;

        boolean isEmpty() {
            return size == 0;
        }

        long first() {
            return keys[0];
        }

        void add(long key) {
            if (size == keys.length) keys = Arrays.copyOf(keys, 2 * size);
            int hole = size++;
            while (hole > 0 && keys[hole - 1 >> 1] > key) {
                keys[hole] = keys[hole - 1 >> 1];
                hole = hole - 1 >> 1;
            }
            keys[hole] = key;
        }

        void removeFirst() {
            long last = keys[--size];
            int hole = 0;
            for (int child = 1; child < size; child = 2 * hole + 1) {
                if (child + 1 < size && keys[child + 1] < keys[child]) child++;
                if (keys[child] >= last) break;
                keys[hole] = keys[child];
                hole = child;
            }
            keys[hole] = last;
        }
    }

    /** A binary heap of events by (time, order of pushing). */
    private static final class FarEvents {
        private long[] times = new long[64];
        private long[] orders = new long[64];
        private int[] targets = new int[64];
        private int[] sources = new int[64];
        private @Nullable Object[] payloads = new @Nullable Object[64];
        private int size;
        private long pushed;

        boolean isEmpty() {
            return size == 0;
        }

        long firstTime() {
            return times[0];
        }

        void add(long time, int target, int source, @Nullable Object payload) {
            if (size == times.length) grow();
            int hole = size++;
            for (int parent = hole - 1 >> 1; hole > 0 && times[parent] > time; parent = hole - 1 >> 1) {
                move(parent, hole);
                hole = parent;
            }
            put(hole, time, pushed++, target, source, payload);
        }

        void moveFirst(EventQueue queue) {
            queue.size--;
            queue.push(times[0], targets[0], sources[0], payloads[0]);
            int last = --size;
            int hole = 0;
            for (int child = 1; child < last; child = 2 * hole + 1) {
                if (child + 1 < last && before(child + 1, child)) child++;
                if (before(last, child)) break;
                move(child, hole);
                hole = child;
            }
            move(last, hole);
            payloads[last] = null;
        }

        private boolean before(int a, int b) {
            return times[a] < times[b] || times[a] == times[b] && orders[a] < orders[b];
        }

        private void move(int from, int to) {
            put(to, times[from], orders[from], targets[from], sources[from], payloads[from]);
        }

        private void put(int at, long time, long order, int target, int source, @Nullable Object payload) {
            times[at] = time;
            orders[at] = order;
            targets[at] = target;
            sources[at] = source;
            payloads[at] = payload;
        }

        private void grow() {
            times = Arrays.copyOf(times, 2 * size);
            orders = Arrays.copyOf(orders, 2 * size);
            targets = Arrays.copyOf(targets, 2 * size);
            sources = Arrays.copyOf(sources, 2 * size);
            payloads = Arrays.copyOf(payloads, 2 * size);
        }
    }
}
