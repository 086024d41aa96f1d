package io.hearsay.sim;

import java.time.Duration;

/**
 * How the simulated kernels treat streams.
 *
 * @param windowBytes how much may be written and not yet read, 256 KiB; more costs memory, less stalls bulk (Linux's
 *     default order of magnitude)
 * @param connectTimeout after how long a connection that nobody answers has failed, 3 s (guess)
 * @param giveUpAfter after how long of sending again in vain a stream has failed, 15 min (Linux, tcp_retries2)
 */
public record StreamConfig(int windowBytes, Duration connectTimeout, Duration giveUpAfter) {

    public StreamConfig {
        if (windowBytes < 1) throw new IllegalArgumentException("windowBytes must be 1 or more, was " + windowBytes);
    }

    /** The defaults above. */
    public static StreamConfig usual() {
        return new StreamConfig(1 << 18, Duration.ofSeconds(3), Duration.ofMinutes(15));
    }

    /** Another time until a connection has failed. */
    public StreamConfig withConnectTimeout(Duration timeout) {
        return new StreamConfig(windowBytes, timeout, giveUpAfter);
    }
}
