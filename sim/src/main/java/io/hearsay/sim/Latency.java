package io.hearsay.sim;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long one packet is under way, one way: a distribution to draw from.
 *
 * <p>Draws are independent, so packets overtake each other wherever a distribution is wider than the time between them.
 * Deterministic: what is drawn depends on the generator alone.
 */
@FunctionalInterface
public interface Latency {

    /** Draws one packet's time under way, 0 or more, in nanoseconds. */
    long sampleNanos(RandomGenerator random);

    /** Always the same; draws nothing. */
    static Latency constant(Duration delay) {
        long nanos = notNegative(delay);
        return random -> nanos;
    }

    /** Any time from {@code least} to {@code most}, each as likely. */
    static Latency uniform(Duration least, Duration most) {
        long from = notNegative(least);
        long width = notNegative(most) - from;
        if (width < 0) throw new IllegalArgumentException("latency must be least..most, was " + least + ".." + most);
        return random -> from + (long) (random.nextDouble() * (width + 1));
    }

    /** {@code least} and then a memoryless wait of {@code meanMore} on average: queues on the way. */
    static Latency exponential(Duration least, Duration meanMore) {
        long from = notNegative(least);
        long mean = notNegative(meanMore);
        return random -> from + (long) (-StrictMath.log(1 - random.nextDouble()) * mean);
    }

    /**
     * Half the packets take less than {@code median}; the logarithm is normal, which is what round trips of real
     * networks look like.
     *
     * @param sigma of the logarithm, 0 or more; at 0.5 one packet in a hundred takes 3.2 medians, at 1 ten
     */
    static Latency logNormal(Duration median, double sigma) {
        long middle = notNegative(median);
        if (!(sigma >= 0 && sigma <= 5)) throw new IllegalArgumentException("sigma must be 0..5, was " + sigma);
        return random -> (long) (middle * StrictMath.exp(sigma * gaussian(random)));
    }

    /** A standard normal number by Box and Muller; the JDK's own method may change from version to version. */
    private static double gaussian(RandomGenerator random) {
        double radius = Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
    }

    private static long notNegative(Duration delay) {
        if (delay.isNegative()) throw new IllegalArgumentException("a latency must be 0 or more, was " + delay);
        return delay.toNanos();
    }
}
