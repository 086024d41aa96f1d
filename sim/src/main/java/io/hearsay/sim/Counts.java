package io.hearsay.sim;

/** How much happened in a world so far. */
public final class Counts {
    long frames;
    long messages;
    long bytes;
    long events;
    long steps;

    /** Frames sent: datagrams, and frames on streams; packets in the setting {@code objects}. */
    public long frames() {
        return frames;
    }

    /** Protocol messages sent; a frame carries one or more. In the setting {@code frames} the same as those. */
    public long messages() {
        return messages;
    }

    /** Bytes of all frames sent; 0 in the setting {@code objects}. */
    public long bytes() {
        return bytes;
    }

    /** Events that nodes emitted. */
    public long events() {
        return events;
    }

    /** Things that happened: arrivals, timers, tasks. What the simulator's speed is counted in. */
    public long steps() {
        return steps;
    }
}
