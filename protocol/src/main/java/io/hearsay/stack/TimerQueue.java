package io.hearsay.stack;

import io.hearsay.Timer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Timers by deadline, those of one deadline in the order they were set.
 *
 * <p>A binary heap in three arrays: setting and taking a timer allocates nothing once the arrays have grown.
 */
final class TimerQueue {
    static final long NEVER = Long.MAX_VALUE;

    private long[] deadlines = new long[16];
    private long[] numbers = new long[16];
    private @Nullable Timer[] timers = new @Nullable Timer[16];
    private int size;
    private long nextNumber;

    void add(long deadline, Timer timer) {
        if (size == timers.length) grow();
        siftUp(deadline, nextNumber++, timer);
    }

    /** When the first is due, or {@link #NEVER}. */
    long nextDeadline() {
        return size == 0 ? NEVER : deadlines[0];
    }

    /** A mark: timers set from now on are above it. */
    long mark() {
        return nextNumber;
    }

    int size() {
        return size;
    }

    /** Takes the first timer if it is due and was set before the mark. */
    @Nullable
    Timer poll(long now, long mark) {
        if (size == 0 || deadlines[0] > now || numbers[0] >= mark) return null;
        Timer first = timers[0];
        size--;
        long deadline = deadlines[size];
        long number = numbers[size];
        Timer last = timers[size];
        timers[size] = null;
        if (size > 0 && last != null) siftDown(deadline, number, last);
        return first;
    }

    private void siftUp(long deadline, long number, Timer timer) {
        int at = size++;
        while (at > 0) {
            int parent = (at - 1) / 2;
            if (!isBefore(deadline, number, parent)) break;
            move(parent, at);
            at = parent;
        }
        set(at, deadline, number, timer);
    }

    private void siftDown(long deadline, long number, Timer timer) {
        int at = 0;
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && isBefore(deadlines[child + 1], numbers[child + 1], child)) child++;
            if (isBefore(deadline, number, child)) break;
            move(child, at);
            at = child;
        }
        set(at, deadline, number, timer);
    }

    private boolean isBefore(long deadline, long number, int other) {
        return deadline < deadlines[other] || (deadline == deadlines[other] && number < numbers[other]);
    }

    private void move(int from, int to) {
        deadlines[to] = deadlines[from];
        numbers[to] = numbers[from];
        timers[to] = timers[from];
    }

    private void set(int at, long deadline, long number, Timer timer) {
        deadlines[at] = deadline;
        numbers[at] = number;
        timers[at] = timer;
    }

    private void grow() {
        int capacity = 2 * timers.length;
        deadlines = Arrays.copyOf(deadlines, capacity);
        numbers = Arrays.copyOf(numbers, capacity);
        timers = Arrays.copyOf(timers, capacity);
    }
}
