package io.hearsay.antientropy.audit;

import java.time.Duration;

/**
 * How a node audits.
 *
 * @param witnesses how many peers are asked about each slice, default 3; more of them find rot elsewhere sooner, and
 *     each reads the slice (LOCKSS, section 4: a sample; the number is a guess)
 * @param pass how long a pass over all items in the background takes, default 1 day, from 1 s; less of it finds rot
 *     sooner and reads more. Zero: only on demand
 * @param pace the pause between two slices on demand, default 5 ms: some 12,000 items a second. Less of it asks peers
 *     for more than they answer (guess)
 * @param patience how long answers and copies are waited for, default 2 s (guess)
 * @param answers how many requests of one peer are answered in a second, default 500, and of all twice as many; more of
 *     it lets peers take more of this node's time: a request costs below a millisecond, mostly some 50 µs (guess)
 */
public record AuditConfig(int witnesses, Duration pass, Duration pace, Duration patience, int answers) {
    public AuditConfig {
        if (witnesses < 1 || witnesses > 16)
            throw new IllegalArgumentException("witnesses must be 1..16, were " + witnesses);
        if (!pass.isZero() && pass.compareTo(Duration.ofSeconds(1)) < 0)
            throw new IllegalArgumentException("pass must be 0, or 1 s or more, was " + pass);
        if (pace.compareTo(Duration.ofMillis(1)) < 0 || patience.compareTo(Duration.ofMillis(1)) < 0)
            throw new IllegalArgumentException(
                    "pace and patience must be 1 ms or more, were " + pace + ", " + patience);
        if (answers < 1) throw new IllegalArgumentException("answers must be 1 or more, were " + answers);
    }

    /** The defaults above. */
    public static AuditConfig usual() {
        return new AuditConfig(3, Duration.ofDays(1), Duration.ofMillis(5), Duration.ofSeconds(2), 500);
    }

    /** The same with another pass in the background; zero: none. */
    public AuditConfig withPass(Duration other) {
        return new AuditConfig(witnesses, other, pace, patience, answers);
    }
}
