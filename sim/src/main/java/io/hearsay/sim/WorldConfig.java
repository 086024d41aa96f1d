package io.hearsay.sim;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a world is made of.
 *
 * @param setting frames or objects
 * @param seed of all chance in the world: same seed, same trace
 * @param trace takes the hash, and the text if it is wanted
 * @param mtu the largest datagram, in bytes; 1,232 (what passes everywhere with IPv6)
 * @param piggybackMessages in the setting {@code objects}: how many messages a packet takes on beside what was sent, 16
 *     (guess: about what fits into a datagram)
 * @param socketBufferDatagrams how many datagrams wait for a process that does not run, 256; later ones are lost
 *     (Linux's default buffer holds about as many small ones)
 * @param diskDelay how long it takes until a batch is safe, 2 ms (guess)
 * @param clockSeconds what a correct clock says when the world begins, in seconds since 1970
 * @param streams how kernels treat streams
 * @param stack in the setting {@code frames}: the stack that nodes run unless they are told otherwise
 */
public record WorldConfig(
        Setting setting,
        long seed,
        Trace trace,
        int mtu,
        int piggybackMessages,
        int socketBufferDatagrams,
        Duration diskDelay,
        long clockSeconds,
        StreamConfig streams,
        @Nullable StackSetup stack) {

    public WorldConfig {
        if (mtu < 508 || mtu > 65_507) throw new IllegalArgumentException("mtu must be 508..65507, was " + mtu);
        if (piggybackMessages < 0)
            throw new IllegalArgumentException("piggybackMessages must be 0 or more, was " + piggybackMessages);
    }

    /** Frames of this stack, hashed in full. */
    public static WorldConfig frames(long seed, StackSetup stack) {
        return of(Setting.FRAMES, seed, Trace.full(), stack);
    }

    /** Objects, of which the trace hashes times, ends and kinds. */
    public static WorldConfig objects(long seed) {
        return of(Setting.OBJECTS, seed, Trace.outline(), null);
    }

    private static WorldConfig of(Setting setting, long seed, Trace trace, @Nullable StackSetup stack) {
        return new WorldConfig(
                setting, seed, trace, 1232, 16, 256, Duration.ofMillis(2), 1_800_000_000L, StreamConfig.usual(), stack);
    }

    /** Another trace. */
    public WorldConfig withTrace(Trace other) {
        return new WorldConfig(
                setting,
                seed,
                other,
                mtu,
                piggybackMessages,
                socketBufferDatagrams,
                diskDelay,
                clockSeconds,
                streams,
                stack);
    }

    /** Other streams. */
    public WorldConfig withStreams(StreamConfig other) {
        return new WorldConfig(
                setting,
                seed,
                trace,
                mtu,
                piggybackMessages,
                socketBufferDatagrams,
                diskDelay,
                clockSeconds,
                other,
                stack);
    }

    long diskNanos() {
        return diskDelay.toNanos();
    }

    StackSetup stackSetup() {
        if (stack == null) throw new IllegalStateException("a world of frames needs a stack: WorldConfig.frames");
        return stack;
    }
}
